// Reads a log of CloudTrail's as it comes: an array, `{ "Records": [] }` or one record a line. It was written elsewhere, so nothing in it
// is taken on trust: what has no shape of a record is skipped and told.

import { by, sorted } from "../../base/order.js";
import { type JsonValue, readJson } from "../../rules/authorize/json.js";

/** Who called, as the record says. */
export type RecordedCaller =
  | { readonly is: "role" | "user" | "root"; readonly account: string; readonly name: string }
  /** The owner's copy of another account's call: no name. */
  | { readonly is: "unnamed"; readonly account: string; readonly name: string }
  | { readonly is: "service"; readonly name: string };

export interface RecordedCall {
  /** `2026-01-01T00:00:00Z` */
  readonly at: string;
  /** `Decrypt` */
  readonly event: string;
  readonly region: string;
  readonly caller: RecordedCaller;
  /** The service that called in the caller's name. */
  readonly via: string | undefined;
  readonly error: string | undefined;
  readonly message: string;
  readonly request: JsonValue | undefined;
  readonly response: JsonValue | undefined;
  readonly extra: JsonValue | undefined;
  /** ARNs of keys. */
  readonly keys: readonly string[];
  readonly serviceEvent: boolean;
  readonly shared: string | undefined;
  readonly recipient: string;
}

export interface ReadTrail {
  readonly calls: readonly RecordedCall[];
  /** A line for each reason, with the records that it holds of. */
  readonly skipped: readonly string[];
  readonly skippedCount: number;
}

const recordCountMax = 20_000;

export function readTrail(text: string): ReadTrail | { readonly problem: string; readonly at: number } {
  const values = valuesOf(text);
  if ("problem" in values) return values;
  if (values.length > recordCountMax)
    return { problem: `has ${values.length} records, and at most ${recordCountMax} are taken`, at: 0 };
  const calls: RecordedCall[] = [];
  const skipped = new Map<string, number[]>();
  for (const [index, value] of values.entries()) {
    const call = callOf(value);
    if (typeof call !== "string") calls.push(call);
    else {
      const numbers = skipped.get(call) ?? [];
      skipped.set(call, numbers);
      numbers.push(index + 1);
    }
  }
  // Stable: of one instant, in the order of the file.
  const ordered = sorted(
    calls,
    by(({ at }) => at),
  );
  return { calls: oneOfEach(ordered), ...skippedLines(skipped) };
}

const numbersListedMax = 5;

function skippedLines(skipped: ReadonlyMap<string, readonly number[]>): Pick<ReadTrail, "skipped" | "skippedCount"> {
  let skippedCount = 0;
  const lines: string[] = [];
  for (const [why, numbers] of skipped) {
    skippedCount += numbers.length;
    const more = numbers.length > numbersListedMax ? ` and ${numbers.length - numbersListedMax} more` : "";
    lines.push(`record${numbers.length === 1 ? "" : "s"} ${numbers.slice(0, numbersListedMax).join(", ")}${more}: ${why}`);
  }
  return { skipped: lines, skippedCount };
}

function valuesOf(text: string): readonly JsonValue[] | { readonly problem: string; readonly at: number } {
  const whole = readJson(text, "log");
  if ("value" in whole) {
    if (whole.value.is === "array") return whole.value.items;
    const records = part(whole.value, "Records");
    if (records?.is === "array") return records.items;
    return whole.value.is === "object" ? [whole.value] : { problem: "a log is an array of records", at: 0 };
  }
  const values: JsonValue[] = [];
  let at = 0;
  for (const line of text.split("\n")) {
    if (line.trim() !== "") {
      const read = readJson(line, "record");
      if ("problem" in read)
        return values.length === 0
          ? { ...problemOf(whole.problem) }
          : { problem: read.problem.message, at: at + read.problem.start };
      values.push(read.value);
    }
    at += line.length + 1;
  }
  return values;
}

function problemOf(problem: { readonly message: string; readonly start: number }) {
  return { problem: problem.message, at: problem.start };
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;
const REGION = /^[a-z]{2}(-[a-z]+)+-\d$/;
const KEY_ARN = /^arn:aws:kms:([a-z0-9-]{1,30}):(\d{12}):key\/([A-Za-z0-9_-]{1,100})$/;

function callOf(value: JsonValue): RecordedCall | string {
  if (words(value, "eventSource") !== "kms.amazonaws.com")
    return `not a record of KMS (${words(value, "eventSource") ?? "no eventSource"})`;
  const at = words(value, "eventTime") ?? "";
  const event = words(value, "eventName") ?? "";
  const region = words(value, "awsRegion") ?? "";
  if (!TIME.test(at)) return "its eventTime is no time";
  if (!/^[A-Za-z]{1,64}$/.test(event)) return "its eventName is no name";
  if (!REGION.test(region)) return "its awsRegion is no Region";
  const caller = callerOf(value);
  if (caller === undefined) return `${event}: its userIdentity says nobody`;
  const resources = part(value, "resources");
  return {
    at,
    event,
    region,
    caller,
    via: words(value, "userIdentity", "invokedBy"),
    error: words(value, "errorCode"),
    message: words(value, "errorMessage") ?? "",
    request: part(value, "requestParameters"),
    response: part(value, "responseElements"),
    extra: part(value, "additionalEventData"),
    keys: (resources?.is === "array" ? resources.items : []).flatMap((each) => {
      const arn = words(each, "ARN") ?? "";
      return KEY_ARN.test(arn) ? [arn] : [];
    }),
    serviceEvent: words(value, "eventType") === "AwsServiceEvent",
    shared: words(value, "sharedEventID"),
    recipient: words(value, "recipientAccountId") ?? "",
  };
}

function callerOf(value: JsonValue): RecordedCaller | undefined {
  const account = words(value, "userIdentity", "accountId") ?? "";
  const invokedBy = words(value, "userIdentity", "invokedBy");
  const type = words(value, "userIdentity", "type");
  if (type === "AWSService" || type === undefined)
    return invokedBy === undefined ? undefined : { is: "service", name: invokedBy };
  if (!/^\d{12}$/.test(account)) return undefined;
  const issuer = words(value, "userIdentity", "sessionContext", "sessionIssuer", "userName");
  if (type === "AssumedRole") {
    if (issuer?.startsWith("aws:") === true) return { is: "service", name: issuer };
    return issuer === undefined ? undefined : { is: "role", account, name: issuer };
  }
  if (type === "IAMUser") return { is: "user", account, name: words(value, "userIdentity", "userName") ?? "" };
  if (type === "Root") return { is: "root", account, name: "root" };
  return { is: "unnamed", account, name: words(value, "userIdentity", "principalId") ?? "" };
}

/** Of the copies of one call, the caller's own, which names it. */
function oneOfEach(calls: readonly RecordedCall[]): readonly RecordedCall[] {
  const best = new Map<string, RecordedCall>();
  for (const call of calls) {
    if (call.shared === undefined) continue;
    const other = best.get(call.shared);
    if (other === undefined || (other.caller.is === "unnamed" && call.caller.is !== "unnamed")) best.set(call.shared, call);
  }
  return calls.filter((call) => call.shared === undefined || best.get(call.shared) === call);
}

/** A member of an object, or of the objects in it. */
export function part(value: JsonValue | undefined, ...path: readonly string[]): JsonValue | undefined {
  let found = value;
  for (const name of path) found = found?.is === "object" ? found.members.find((each) => each.key === name)?.value : undefined;
  return found;
}

export function words(value: JsonValue | undefined, ...path: readonly string[]): string | undefined {
  const found = part(value, ...path);
  return found?.is === "string" ? found.value : undefined;
}

/** Account, Region and key ID of a key's ARN. */
export function keyOfArn(arn: string): { readonly region: string; readonly account: string; readonly keyId: string } | undefined {
  const [, region, account, keyId] = KEY_ARN.exec(arn) ?? [];
  return region === undefined ? undefined : { region, account: account!, keyId: keyId! };
}
