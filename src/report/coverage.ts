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

/** What the runs of one file exercised, as plain data: a worker can send it. */
export interface Exercised {
  readonly scenarioCount: number;
  readonly sentences: ReadonlySet<string>;
  /** Layers of policies that refused. */
  readonly layers: ReadonlySet<string>;
  readonly codes: ReadonlySet<string>;
  /** Statements as they stand at the end of a scenario, and whether they ever decided. */
  readonly statements: ReadonlyMap<string, boolean>;
  /** Faults, and whether they ever kept a call waiting. */
  readonly faults: ReadonlyMap<string, boolean>;
}

export function exercisedBy(log: RunLog): Exercised {
  const gathered = new Gathered(log.name);
  for (const run of log.scenarios) gathered.addRun(run);
  return gathered.exercised(log.scenarios.length);
}

class Gathered {
  readonly #sentences = new Set<string>();
  readonly #layers = new Set<string>();
  readonly #codes = new Set<string>();
  readonly #statements = new Set<string>();
  readonly #deciding = new Set<string>();
  readonly #refs = new Set<StatementRef>();
  readonly #faults = new Map<string, boolean>();

  constructor(private readonly file: string) {}

  exercised(scenarioCount: number): Exercised {
    return {
      scenarioCount,
      sentences: this.#sentences,
      layers: this.#layers,
      codes: this.#codes,
      statements: new Map([...this.#statements].map((name) => [name, this.#deciding.has(name)])),
      faults: this.#faults,
    };
  }

  addRun(run: ScenarioRun): void {
    const { file } = this;
    const where = run.name === file ? file : `${file}, ${run.name}`;
    for (const step of run.steps) {
      if (step.kind === "do") this.#sentences.add(step.text);
      for (const fact of step.facts) {
        if (fact.is === "implied") this.#sentences.add(fact.sentence);
        if (fact.is === "call") this.#addCall(fact, step.world, where);
      }
      const { faults } = step.world;
      if (faults.size > 0) for (const fault of faults.values()) this.#addFault(`${faultText(fault)} (${where})`);
    }
    const last = run.steps.at(-1);
    if (last === undefined) return;
    for (const [stored, kind] of policiesOf(last.world)) this.#addPolicy(stored, kind);
  }

  #addCall(call: CallFact, world: World, where: string): void {
    for (const decision of call.decisions) this.#addDecision(decision);
    if (call.earlier === undefined && call.refused === undefined && call.answerMs === undefined) return;
    const refusals = [
      ...(call.earlier ?? []).map((each) => each.refused),
      ...(call.refused === undefined ? [] : [...causes(call.refused)]),
    ];
    for (const { code } of refusals) this.#codes.add(code);
    if (refusals.length === 0 && call.answerMs === undefined) return;
    for (const fault of world.faults.values()) if (bites(fault, call)) this.#faults.set(`${faultText(fault)} (${where})`, true);
  }

  #addDecision(decision: Decision): void {
    if (decision.allowed) {
      for (const ref of decision.deciding) this.#addDeciding(ref);
      return;
    }
    for (const { layer, by: ref } of decision.layers) {
      this.#layers.add(layer);
      if (ref !== undefined) this.#addDeciding(ref);
    }
  }

  /** The same references come in most decisions. */
  #addDeciding(ref: StatementRef): void {
    if (this.#refs.has(ref)) return;
    this.#refs.add(ref);
    this.#deciding.add(nameOf(ref.policy, ref.statement, this.file));
  }

  #addPolicy(stored: StoredPolicy, kind: PolicyKind): void {
    const policy = compiled(stored, kind);
    for (const [index, { statement }] of policy.document.statements.entries())
      if (statement.sid !== DEFAULT_SID) this.#statements.add(nameOf(policy, index, this.file));
  }

  #addFault(name: string): void {
    if (!this.#faults.has(name)) this.#faults.set(name, false);
  }
}

/** What there is to exercise, and what a suite did of it. */
interface Part {
  readonly title: string;
  /** What one of them is in a sentence. */
  readonly plural: string;
  /** `used`, `decided`. */
  readonly done: string;
  readonly all: ReadonlyMap<string, boolean>;
}

/** Gathers over files, so that no run has to be kept. */
export class Coverage {
  #scenarioCount = 0;
  readonly #exercised: Exercised[] = [];

  add(exercised: Exercised): void {
    this.#scenarioCount += exercised.scenarioCount;
    this.#exercised.push(exercised);
  }

  /** One line: how much there is that nothing exercised. Undefined where there is no such thing. */
  summary(exercisable: Exercisable): string | undefined {
    const missing = this.#parts(exercisable).flatMap(({ plural, all }) => {
      const never = neverDone(all).length;
      return never === 0 ? [] : [`${never} of ${all.size} ${plural}`];
    });
    return missing.length === 0 ? undefined : `never exercised: ${missing.join(", ")}`;
  }

  /** The report, as lines; each says what was used of what there is, and then what never was. */
  *lines(exercisable: Exercisable): Generator<string> {
    yield "";
    yield `coverage of ${counted(this.#scenarioCount, "scenario")}`;
    for (const part of this.#parts(exercisable)) yield* partLines(part);
  }

  #parts({ verbs }: Exercisable): readonly Part[] {
    const used = new Set([...this.#union((each) => each.sentences)].map(verbOf));
    const layers = this.#union((each) => each.layers);
    const codes = this.#union((each) => each.codes);
    const parts: readonly Part[] = [
      {
        title: "sentences",
        plural: "kinds of sentence",
        done: "used",
        all: flags(sorted(new Set(verbs), compareText), (verb) => used.has(verb)),
      },
      {
        title: "refused by",
        plural: "layers that refuse",
        done: "seen",
        all: new Map([...LAYERS].map(([layer, words]) => [words, layers.has(layer)])),
      },
      { title: "errors of KMS", plural: "errors of KMS", done: "seen", all: flags(KMS_CODES, (code) => codes.has(code)) },
      { title: "statements", plural: "policy statements", done: "decided", all: this.#flagged((each) => each.statements) },
      { title: "faults", plural: "faults", done: "bit", all: this.#flagged((each) => each.faults) },
    ];
    return parts.filter(({ all }) => all.size > 0);
  }

  #union(of: (exercised: Exercised) => ReadonlySet<string>): ReadonlySet<string> {
    return new Set(this.#exercised.flatMap((each) => [...of(each)]));
  }

  /** By name; what was done once was done. */
  #flagged(of: (exercised: Exercised) => ReadonlyMap<string, boolean>): ReadonlyMap<string, boolean> {
    const found = new Map<string, boolean>();
    for (const each of this.#exercised) for (const [name, done] of of(each)) found.set(name, done || found.get(name) === true);
    return new Map(
      sorted(
        found,
        by(([name]) => name),
      ),
    );
  }
}

function flags(names: readonly string[], isDone: (name: string) => boolean): ReadonlyMap<string, boolean> {
  return new Map(names.map((name) => [name, isDone(name)]));
}

function neverDone(all: ReadonlyMap<string, boolean>): readonly string[] {
  return [...all].flatMap(([name, done]) => (done ? [] : [name]));
}

const listedMax = 200;

function* partLines({ title, done, all }: Part): Generator<string> {
  const never = neverDone(all);
  yield `  ${title.padEnd(15)}${all.size - never.length} of ${all.size} ${done}${never.length === 0 ? "" : "; never:"}`;
  for (const each of never.slice(0, listedMax)) yield safeLine(`${" ".repeat(19)}${each}`);
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

/** `outage of kms in us-east-1` */
export function faultText({ is, service, region, account, perSecond }: Fault): string {
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
