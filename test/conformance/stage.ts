// A world for one recorded case, and requests to it. What the language can say is said in its sentences; what only AWS's own request
// can say (two tags of one name, 4,097 bytes, a grant's Name) is asked of the operation itself.

import { produce } from "immer";
import { theRegistry } from "../../src/api/simulate.js";
import { runStatements } from "../../src/engine/interpreter.js";
import { DEFAULT_LIMITS } from "../../src/engine/limits.js";
import { RunState } from "../../src/engine/run-state.js";
import { Scope } from "../../src/engine/scope.js";
import { Stop } from "../../src/engine/stop.js";
import { parse } from "../../src/language/parse.js";
import type { File } from "../../src/language/syntax.js";
import { performCall } from "../../src/rules/call.js";
import { Editor, type StepState } from "../../src/rules/editor.js";
import type { CallFact, Fact } from "../../src/rules/facts.js";
import { makePrincipal } from "../../src/rules/identities.js";
import { ensureManagedKey } from "../../src/rules/managed-keys.js";
import type { ActionName, InputOf, OutputOf } from "../../src/rules/operation.js";
import type { Refused } from "../../src/rules/reply.js";
import { keyMetadata } from "../../src/services/kms/key-metadata.js";
import { type CiphertextData, type GrantPrincipal, type KeyData, keyKind } from "../../src/world/key.js";
import { callerAccount } from "../../src/world/principal.js";
import { isKind, type Resource } from "../../src/world/resource.js";
import { emptyWorld, type World } from "../../src/world/world.js";
import { callerOf, OTHER, OWNER, REGION, type Who } from "./callers.js";

/** What AWS answered. */
export interface Answer<T = unknown> {
  /** `ok` or AWS's error code. */
  readonly outcome: string;
  readonly message: string;
  readonly output?: T;
  readonly refused?: Refused;
  /** All calls that it took, the caller's own first. */
  readonly calls: readonly CallFact[];
}

export interface How {
  readonly region?: string;
  readonly tokens?: readonly string[];
}

export type Pairs = { readonly [name: string]: string };

/** Thrown where a case needs an operation that Custody does not have. */
export class NotThere extends Error {}

export class Stage {
  readonly #run: RunState;
  readonly #scope: Scope;
  /** Everything that happened. */
  readonly facts: Fact[] = [];

  /** Accounts A (111122223333) and B (444455556666), nothing else. */
  constructor(region: string = REGION) {
    const readFile = () => ({ problem: "there are no files" });
    this.#run = new RunState(
      { registry: theRegistry(), limits: DEFAULT_LIMITS, readFile, files: new Map(), interpret: runStatements },
      emptyWorld("1"),
    );
    this.#scope = new Scope(parse("", "case").file, undefined);
    this.say(`account A id ${OWNER}\naccount B id ${OTHER}`);
    this.#scope.setDefault("A", region);
  }

  get world(): World {
    return this.#run.world;
  }

  /** Sentences of the language that all have to work. */
  say(text: string): void {
    const answer = this.answerTo(text);
    if (answer.outcome !== "ok") throw new Error(`${text}\n${answer.outcome}: ${answer.message}`);
    const [failure] = this.#run.failures;
    if (failure !== undefined) throw new Error(`${text}\n${failure.lines.join("\n")}`);
  }

  /** Sentences of which the last is the request. */
  answerTo(text: string): Answer {
    const parsed = parse(text, "case");
    const mistake = parsed.diagnostics.find((each) => each.severity === "error");
    if (mistake !== undefined) throw new Error(`${text}\n${mistake.code} ${JSON.stringify(mistake.args)}`);
    const before = this.#run.steps.length;
    this.#runAll(parsed.file);
    const steps = this.#run.steps.slice(before);
    for (const step of steps) this.facts.push(...step.facts);
    const last = steps.at(-1);
    const refused = last?.outcome.is === "refused" ? last.outcome.refused : undefined;
    this.#run.stopped = false;
    this.#run.failures.length = 0;
    return answerOf(refused, undefined, last?.facts ?? []);
  }

  /** Whether a claim holds: `expect db2.key is k2`. */
  holds(expectation: string): boolean {
    const before = this.#run.steps.length;
    this.answerTo(expectation);
    return this.#run.steps.slice(before).every((step) => step.expectation?.held === true);
  }

  #runAll(file: File): void {
    try {
      runStatements(this.#run, file.statements, this.#scope.inFile(file));
    } catch (thrown) {
      if (!(thrown instanceof Stop)) throw thrown;
      const { code, args } = thrown.diagnostic;
      if (code === "model/not-modelled") throw new NotThere(args.what);
      throw new Error(`${file.text}\n${code} ${JSON.stringify(args)}`);
    }
  }

  /** One request, as AWS's API has it. Ends the case as not modelled where Custody has no such operation. */
  ask<A extends ActionName>(who: Who, action: A, input: InputOf<A>, how: How = {}): Answer<OutputOf<A>> {
    if (!theRegistry().operations.has(action)) throw new NotThere(action);
    const caller = callerOf(who);
    const region = how.region ?? this.#scope.defaultRegion ?? REGION;
    const facts: Fact[] = [];
    let answer: Answer<OutputOf<A>> | undefined;
    this.#change(facts, (state) => {
      const place = { account: callerAccount(caller), region };
      const reply = performCall(theRegistry().operations, state, action, input, { caller, place, grantTokens: how.tokens ?? [] });
      answer = answerOf(reply.is === "refused" ? reply : undefined, reply.is === "ok" ? reply.output : undefined, facts);
    });
    return answer!;
  }

  /** Sets something up that nobody has to be allowed: it is AWS who asks. */
  given<A extends ActionName>(action: A, input: InputOf<A>, how: How = {}): OutputOf<A> {
    const answer = this.ask({ is: "aws", account: "A", service: "kms" }, action, input, how);
    if (answer.outcome !== "ok") throw new Error(`${action}: ${answer.outcome} ${answer.message}`);
    return answer.output as OutputOf<A>;
  }

  #change(facts: Fact[], work: (state: StepState) => void): void {
    this.#run.world = produce(this.#run.world, (draft) => {
      work({ draft: draft as unknown as StepState["draft"], facts, lateDepth: 0, burst: undefined });
    });
    this.facts.push(...facts);
  }

  /** A role or user with its path: `A/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`. */
  identity(ref: string, kind: "role" | "user"): void {
    if (this.world.principals.has(ref)) return;
    this.#change([], (state) => {
      const made = makePrincipal(new Editor(state), ref, kind);
      const serviceLinked = made.serviceLinked || ref.includes("/aws-service-role/");
      state.draft.principals = state.draft.principals.set(ref, { ...made, serviceLinked });
    });
  }

  /** The AWS managed key of a service, as its first use makes it; its ARN. */
  managedKey(service: string, account: string = "A"): string {
    let arn = "";
    this.#change([], (state) => {
      arn = ensureManagedKey(new Editor(state), service, { account, region: this.#scope.defaultRegion ?? REGION }).arn;
    });
    return arn;
  }

  /** The key as it is now, by its ARN or the scenario's name. */
  key(named: string): Resource<KeyData> {
    for (const each of this.world.resources.values()) {
      if (isKind(each, keyKind) && (each.arn === named || each.id === named || each.name === named)) return each;
    }
    throw new Error(`there is no key ${named}`);
  }
  arn(name: string): string {
    return this.key(name).arn;
  }
  /** KeyMetadata as AWS answers it. */
  metadata(name: string): ReturnType<typeof keyMetadata> {
    return keyMetadata(this.world, this.key(name));
  }
  /** Holds a key in a state that passes within a statement: Creating, Updating. */
  hold(name: string, state: KeyData["state"]): void {
    const key = this.key(name);
    this.#change([], (step) => new Editor(step).put({ ...key, data: { ...key.data, state } }));
  }
  stateOf(name: string): string {
    return this.key(name).data.state.is;
  }

  /** Somebody as a grant names them. */
  grantee(ref: string): GrantPrincipal {
    const { arn, uniqueId } = this.world.principals.get(ref)!;
    return { is: "principal", ref, arn, uniqueId };
  }

  /** A ciphertext of that key; who made it is of no account. */
  ciphertext(key: string, pairs: Pairs = {}): CiphertextData {
    const { arn, region } = this.key(key);
    return this.given(
      "kms:Encrypt",
      { keyId: arn, plaintext: { is: "text", text: "hello" }, encryptionContext: contextOf(pairs) },
      { region },
    ).ciphertext;
  }

  /** The sizes of things said by `trail`, `bill` and the like are read from the facts; calls of one action are most of them. */
  calls(action: string): readonly CallFact[] {
    return this.facts.filter((fact): fact is CallFact => fact.is === "call" && fact.action === action);
  }
}

export function contextOf(pairs: Pairs): ReadonlyMap<string, string> {
  return new Map(Object.entries(pairs));
}

function answerOf<T>(refused: Refused | undefined, output: T | undefined, facts: readonly Fact[]): Answer<T> {
  const calls = facts.filter((fact): fact is CallFact => fact.is === "call");
  if (refused !== undefined) return { outcome: refused.code, message: refused.message, refused, calls };
  return output === undefined ? { outcome: "ok", message: "", calls } : { outcome: "ok", message: "", output, calls };
}

/** A stage on which these sentences were said. */
export function stageWith(sentences: string, region?: string): Stage {
  const s = new Stage(region);
  s.say(sentences);
  return s;
}
