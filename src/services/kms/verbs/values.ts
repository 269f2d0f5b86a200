// Values of the language as KMS takes them: records as pairs and as JSON, texts and things as the content of a message.

import type { StatementContext, Use } from "../../../contract/statement.js";
import type { DateValue, DurationValue, HoleValue, MessageSpec, RecordValue, Value, Word } from "../../../language/syntax.js";
import { type Content, ciphertextKind } from "../../../world/key.js";
import { isKind } from "../../../world/resource.js";
import { addDuration, daysBetween, type Instant, instantFromText } from "../../../world/time.js";
import { dataKeyKind } from "../state.js";

/** `{ app: "shop", stage: prod }` as pairs of texts, in their order. */
export function pairsOf(ctx: StatementContext, record: RecordValue | undefined): ReadonlyMap<string, string> | undefined {
  if (record === undefined) return undefined;
  let pairs = knownPairs.get(record);
  if (pairs === undefined) {
    pairs = new Map(record.entries.map(({ key, value }) => [key, textOf(ctx, value)]));
    knownPairs.set(record, pairs);
  }
  return pairs;
}

/** What stands in a file says the same each time that a loop comes by it. */
const knownPairs = new WeakMap<RecordValue, ReadonlyMap<string, string>>();

/** The same, a pair for each entry: a key may stand twice, and AWS refuses it. */
export function tagListOf(
  ctx: StatementContext,
  record: RecordValue | undefined,
): readonly (readonly [string, string])[] | undefined {
  return record?.entries.map(({ key, value }) => [key, textOf(ctx, value)] as const);
}

function textOf(ctx: StatementContext, value: Value): string {
  switch (value.is) {
    case "text":
      return value.value;
    case "number":
    case "boolean":
      return String(value.value);
    case "name":
    case "date":
    case "percent":
      return value.text;
    case "money":
      return `$${value.text}`;
    default:
      return ctx.fail("kms/not-a-text", value, {});
  }
}

/** What a message or plaintext is about, and how long it is where that is known. */
export function contentOf(ctx: StatementContext, what: MessageSpec): { readonly content: Content; readonly bytes?: number } {
  if (what.is === "bytes") return { content: { is: "text", text: `${what.count} bytes` }, bytes: what.count };
  if (what.is === "text") return { content: { is: "text", text: what.value }, bytes: utf8Length(what.value) };
  const resource = ctx.anyResource(what, CONTENTS);
  if (isKind(resource, dataKeyKind)) return { content: { is: "data-key", dataKey: resource.data.dataKey } };
  return {
    content: isKind(resource, ciphertextKind)
      ? { is: "ciphertext", ciphertext: resource.id }
      : { is: "document", document: resource.id },
  };
}

/** The thing that `encrypt doc1` is about. */
export function contentUses(what: MessageSpec): readonly Use[] {
  return what.is !== "name" ? [] : [{ name: what, kinds: CONTENTS }];
}

const CONTENTS = ["document", ciphertextKind.name, dataKeyKind.name];

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    bytes += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
  }
  return bytes;
}

const DAYS_OR_MORE: ReadonlySet<string> = new Set(["day", "month", "year"]);

/** `180 days` or `1 year` as whole days from now. A window said in hours is no number of days. */
export function daysOf(ctx: StatementContext, duration: DurationValue | HoleValue | undefined): number | undefined {
  if (duration === undefined) return undefined;
  if (duration.is === "hole" || !DAYS_OR_MORE.has(duration.unit)) return ctx.fail("kms/not-days", duration, {});
  return daysBetween(ctx.now, addDuration(ctx.now, duration));
}

/** The instant that is said: `expiring in 30 days` from now, `expiring 2026-03-01`. */
export function endOf(ctx: StatementContext, said: DurationValue | DateValue | HoleValue): Instant {
  if (said.is === "duration") return addDuration(ctx.now, said);
  const at = said.is === "date" ? instantFromText(said.text) : undefined;
  return typeof at === "number" ? at : ctx.fail("kms/not-days", said, {});
}

/** `sign-verify` as AWS writes it, `SIGN_VERIFY`. */
export function constantOf({ text }: Pick<Word, "text">): string {
  return text.toUpperCase().replaceAll("-", "_");
}

/** `algorithm RSAES_OAEP_SHA_1`, where a sentence says one. */
export function algorithmOf({ args }: { readonly args: { readonly algorithm?: Word } }): { readonly algorithm?: string } {
  return args.algorithm === undefined ? {} : { algorithm: constantOf(args.algorithm) };
}

/** `dry run`: the call is checked and not done. */
export function dryRunOf({ args }: { readonly args: { readonly dryRun?: true } }): { readonly dryRun?: true } {
  return args.dryRun === undefined ? {} : { dryRun: true };
}
