// What a suite of scenarios never exercised: sentences of the language, kinds of refusal, statements of policies that never decided
// anything, faults that never kept a call waiting. A suite that is green about these is blind, not right.

import { by, compareText, sorted } from "../base/order.js";
import { safeLine } from "../base/safe-text.js";
import type { RunLog, ScenarioRun } from "../engine/log.js";
import { readStatement } from "../language/parse.js";
import type { Decision, StatementRef } from "../rules/authorize/decision.js";
import type { PolicyKind } from "../rules/authorize/document.js";
import type { NamedPolicy } from "../rules/authorize/policies.js";
import type { CallFact } from "../rules/facts.js";
import { compiled } from "../rules/gather.js";
import { isAdministratorAccess } from "../rules/identities.js";
import { causes } from "../rules/reply.js";
import type { StoredPolicy } from "../world/principal.js";
import type { Fault, World } from "../world/world.js";
import { counted } from "./counted.js";

/** What there is to exercise. */
export interface Exercisable {
  /** `create key`, as the registry knows them. */
  readonly verbs: Iterable<string>;
}

/** Layers that can refuse, in words. */
const LAYERS: ReadonlyMap<string, string> = new Map([
  ["resource", "the resource's policy"],
  ["identity", "identity policies"],
  ["scp", "service control policies"],
  ["rcp", "resource control policies"],
  ["boundary", "permissions boundaries"],
  ["session", "session policies"],
  ["operation", "what never works across accounts"],
]);

/** The statement of every key's default policy, which nobody wrote. */
const DEFAULT_SID = "Enable IAM User Permissions";

/** Codes of KMS for which a design should have an answer. Source: KMS API reference, "Common Errors" and those of Encrypt and Decrypt. */
const KMS_CODES = [
  "AccessDeniedException",
  "DisabledException",
  "IncorrectKeyException",
  "InvalidCiphertextException",
  "InvalidKeyUsageException",
  "KMSInternalException",
  "KMSInvalidStateException",
  "NotFoundException",
  "ThrottlingException",
] as const;

/** Gathers over runs, one after the other, so that none has to be kept. */
export class Coverage {
  #scenarios = 0;
  readonly #sentences = new Set<string>();
  readonly #layers = new Set<string>();
  readonly #codes = new Map<string, number>();
  /** Statements as they stand at the end of a scenario, and those that ever decided. */
  readonly #statements = new Set<string>();
  readonly #deciding = new Set<string>();
  readonly #faults = new Map<string, boolean>();

  add(log: RunLog): void {
    for (const run of log.scenarios) this.#addRun(run, log.name);
  }

  #addRun(run: ScenarioRun, file: string): void {
    this.#scenarios += 1;
    const where = run.name === file ? file : `${file}, ${run.name}`;
    for (const step of run.steps) {
      if (step.kind === "do") this.#sentences.add(step.text);
      for (const fact of step.facts) {
        if (fact.is === "implied") this.#sentences.add(fact.sentence);
        if (fact.is === "call") this.#addCall(fact, step.world, file, where);
      }
      for (const fault of step.world.faults.values()) this.#note(this.#faults, `${faultText(fault)} (${where})`, false);
    }
    const last = run.steps.at(-1);
    if (last === undefined) return;
    for (const [stored, kind] of policiesOf(last.world)) this.#addPolicy(stored, kind, file);
  }

  #addCall(call: CallFact, world: World, file: string, where: string): void {
    for (const decision of call.decisions) this.#addDecision(decision, file);
    const refusals = [
      ...(call.earlier ?? []).map((each) => each.refused),
      ...(call.refused === undefined ? [] : [...causes(call.refused)]),
    ];
    for (const { code } of refusals) this.#codes.set(code, (this.#codes.get(code) ?? 0) + 1);
    if (refusals.length === 0 && call.answerMs === undefined) return;
    for (const fault of world.faults.values()) if (bites(fault, call)) this.#faults.set(`${faultText(fault)} (${where})`, true);
  }

  #addDecision(decision: Decision, file: string): void {
    const refs: StatementRef[] = [];
    if (decision.allowed) refs.push(...decision.deciding);
    else {
      for (const { layer, by: ref } of decision.layers) {
        this.#layers.add(layer);
        if (ref !== undefined) refs.push(ref);
      }
    }
    for (const { policy, statement } of refs) this.#deciding.add(nameOf(policy, statement, file));
  }

  #addPolicy(stored: StoredPolicy, kind: PolicyKind, file: string): void {
    const policy = compiled(stored, kind);
    for (const [index, { statement }] of policy.document.statements.entries())
      if (statement.sid !== DEFAULT_SID) this.#statements.add(nameOf(policy, index, file));
  }

  #note(into: Map<string, boolean>, name: string, value: boolean): void {
    if (!into.has(name)) into.set(name, value);
  }

  /** The report, as lines; each says what was used of what there is, and then what never was. */
  *lines({ verbs }: Exercisable): Generator<string> {
    const all = sorted(new Set(verbs), compareText);
    const used = new Set([...this.#sentences].map(verbOf));
    const layers = [...LAYERS.keys()];
    yield "";
    yield `coverage of ${counted(this.#scenarios, "scenario")}`;
    yield* part(
      "sentences",
      "used",
      all,
      (verb) => used.has(verb),
      (verb) => verb,
    );
    yield* part(
      "refused by",
      "seen",
      layers,
      (layer) => this.#layers.has(layer),
      (layer) => LAYERS.get(layer) ?? layer,
    );
    yield* part(
      "errors of KMS",
      "seen",
      KMS_CODES,
      (code) => this.#codes.has(code),
      (code) => code,
    );
    const decided = new Map([...this.#statements].map((name) => [name, this.#deciding.has(name)]));
    yield* flagged("statements", "decided", decided);
    yield* flagged("faults", "bit", this.#faults);
  }
}

function* flagged(title: string, done: string, flags: ReadonlyMap<string, boolean>): Generator<string> {
  if (flags.size === 0) return;
  yield* part(
    title,
    done,
    sorted(
      flags.keys(),
      by((name) => name),
    ),
    (name) => flags.get(name) === true,
    (name) => name,
  );
}

const listedMax = 200;

function* part<T>(
  title: string,
  done: string,
  all: readonly T[],
  isDone: (each: T) => boolean,
  word: (each: T) => string,
): Generator<string> {
  const never = all.filter((each) => !isDone(each));
  yield `  ${title.padEnd(15)}${all.length - never.length} of ${all.length} ${done}${never.length === 0 ? "" : "; never:"}`;
  for (const each of never.slice(0, listedMax)) yield safeLine(`${" ".repeat(19)}${word(each)}`);
  if (never.length > listedMax) yield `${" ".repeat(19)}and ${never.length - listedMax} more`;
}

/** The verb of a sentence; empty where it is none by itself. */
function verbOf(sentence: string): string {
  const read = readStatement(sentence);
  return "is" in read && read.is === "do" ? read.verb : "";
}

/** By its Sid, where it has one. */
function nameOf(policy: NamedPolicy, index: number, file: string): string {
  const sid = policy.document.statements[index]?.statement.sid;
  return `${sid === undefined || sid === "" ? `statement ${index + 1}` : `"${sid}"`} of ${policy.name} (${file})`;
}

/** All policies that somebody wrote. */
function* policiesOf(world: World): Generator<readonly [StoredPolicy, PolicyKind]> {
  for (const principal of world.principals.values()) {
    for (const policy of principal.policies) if (!isAdministratorAccess(policy)) yield [policy, "identity"];
    if (principal.boundary !== undefined) yield [principal.boundary, "boundary"];
  }
  for (const { policy, kind, name } of world.resources.values())
    if (policy !== undefined && !name.startsWith("aws/")) yield [policy, kind === "key" ? "key" : "resource"];
  for (const organization of world.organizations.values()) {
    const holders = [organization, ...organization.units, ...organization.onAccounts.values()];
    for (const { serviceControl, resourceControl } of holders) {
      for (const policy of serviceControl) yield [policy, "scp"];
      for (const policy of resourceControl) yield [policy, "rcp"];
    }
  }
}

function faultText({ is, service, region, account, perSecond }: Fault): string {
  return is !== "throttle"
    ? `${is} of ${service} in ${region}`
    : `throttle ${service} in acct ${account} region ${region} to ${perSecond ?? 0} per second`;
}

const OUTAGE_CODES: ReadonlySet<string> = new Set(["KMSInternalException", "ServiceUnavailable"]);
const THROTTLE_CODES: ReadonlySet<string> = new Set(["ThrottlingException", "RequestLimitExceeded", "SlowDown"]);

function bites(fault: Fault, call: CallFact): boolean {
  if (call.place.region !== fault.region || !call.action.startsWith(`${fault.service}:`)) return false;
  if (fault.is === "latency") return call.answerMs !== undefined;
  const codes = [...(call.earlier ?? []).map((each) => each.refused.code), call.refused?.code ?? ""];
  const own = fault.is === "outage" ? OUTAGE_CODES : THROTTLE_CODES;
  return codes.some((code) => own.has(code));
}
