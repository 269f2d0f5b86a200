// The one door. Every call of every service goes through here, in AWS's order: what is it about, is the service there, is the caller
// allowed, is it too many, do it, write it down, count it. Services add operations; none of them decides, records or bills.

import { alone } from "../base/alone.js";
import { assert } from "../base/assert.js";
import type { Place } from "../world/place.js";
import { type Caller, callerAccount } from "../world/principal.js";
import { stampOf, type World } from "../world/world.js";
import type { Decision } from "./authorize/decide.js";
import { accessDenied } from "./denial.js";
import { Editor, giveBack, type StepState, save } from "./editor.js";
import type { CallFact } from "./facts.js";
import { answerMs, outageAt, throttled } from "./faults.js";
import type {
  ActionName,
  AnyOperation,
  CallOptions,
  InputOf,
  OperationContext,
  OutputOf,
  PrepareContext,
  Prepared,
} from "./operation.js";
import { probe } from "./probe.js";
import { isDenial, type Refused, type Reply } from "./reply.js";
import { waitForAnswer, waitToTryAgain } from "./retries.js";
import { keptInTrails } from "./trail-selectors.js";

/** All operations, by AWS's name; api/simulate.ts puts it together from the list of services. */
export type OperationRegistry = ReadonlyMap<string, AnyOperation>;

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface CallRequest {
  readonly action: string;
  readonly input: unknown;
  readonly caller: Caller;
  readonly place: Place;
  readonly depth: number;
  readonly grantTokens: readonly string[];
}

const NO_TOKENS: readonly string[] = [];
const NO_NAMES: readonly string[] = [];
const NO_DECISIONS: readonly Decision[] = [];

/** Makes one call; its facts stand in the step, its changes in the step's world unless it is refused. */
export function performCall<A extends ActionName>(
  registry: OperationRegistry,
  state: StepState,
  action: A,
  input: InputOf<A>,
  how: { readonly caller: Caller; readonly place: Place; readonly depth?: number; readonly grantTokens?: readonly string[] },
): Reply<OutputOf<A>> {
  const request = {
    action,
    input,
    caller: how.caller,
    place: how.place,
    depth: how.depth ?? 0,
    grantTokens: how.grantTokens ?? NO_TOKENS,
  };
  return callThroughDoor(registry, state, request) as Reply<OutputOf<A>>;
}

function callThroughDoor(registry: OperationRegistry, state: StepState, request: CallRequest): Reply {
  const operation = registry.get(request.action);
  assert(operation !== undefined, `${request.action} is an operation of some service`);
  const fact = beginFact(state, request, operation);
  state.facts.push(fact);
  for (let tried = 1; ; tried++) {
    answerLate(state, request, fact);
    standLast(state, fact);
    const saved = save(state);
    const context: PrepareContext = { world: state.draft, caller: request.caller, place: request.place };
    const { reply, prepared, unanswered } = attempt(registry, state, operation, request, context, fact);
    const waitMs = unanswered ? waitToTryAgain(state, request.caller, request.depth, tried) : undefined;
    if (waitMs !== undefined) {
      noteAttempt(fact, operation, request, reply, prepared, state.draft, waitMs);
      continue;
    }
    return close(state, saved, fact, operation, request, context, reply, prepared);
  }
}

interface Attempt {
  readonly reply: Reply;
  readonly prepared: Prepared | undefined;
  /** The service was down or the caller's account asked too often: trying again may help. */
  readonly unanswered: boolean;
}

function attempt(
  registry: OperationRegistry,
  state: StepState,
  operation: AnyOperation,
  request: CallRequest,
  context: PrepareContext,
  fact: Mutable<CallFact>,
): Attempt {
  const outcome: Prepared | Refused = operation.prepare(request.input, context);
  const prepared = "is" in outcome ? undefined : outcome;
  const outage = outageAt(state.draft, request.action, request.place.region);
  if (prepared !== undefined) {
    fact.on = prepared.on.length === 1 ? alone(prepared.on[0]!) : prepared.on;
    if (prepared.encryptionContext !== undefined) fact.encryptionContext = prepared.encryptionContext;
    if (prepared.newEncryptionContext !== undefined) fact.newEncryptionContext = prepared.newEncryptionContext;
  }
  const fault = outage ?? (prepared === undefined ? undefined : throttled(state, operation, request, context));
  if (fault !== undefined) return { reply: fault, prepared, unanswered: true };
  if ("is" in outcome) {
    if (outcome.decision !== undefined) fact.decisions = [outcome.decision];
    return { reply: outcome, prepared: undefined, unanswered: false };
  }
  const reply =
    authorize(state, request, outcome, fact) ?? operation.perform(request.input, new CallContext(registry, state, request));
  return { reply, prepared: outcome, unanswered: false };
}

/** A slow service lets its caller wait; a record has the time of the answer. */
/** What fell due while the caller waited came before the answer, and stands before the call. */
function standLast({ facts }: StepState, fact: CallFact): void {
  if (facts.at(-1) === fact) return;
  facts.splice(facts.lastIndexOf(fact), 1);
  facts.push(fact);
}

function answerLate(state: StepState, { action, caller, place, depth }: CallRequest, fact: Mutable<CallFact>): void {
  const waited = waitForAnswer(state, caller, depth, answerMs(state.draft, action, place.region));
  if (waited === 0) return;
  fact.answerMs = (fact.answerMs ?? 0) + waited;
  fact.at = state.draft.now;
}

/** A try came to nothing, and the caller has waited: what stands in the fact from now on is the next. */
function noteAttempt(
  fact: Mutable<CallFact>,
  operation: AnyOperation,
  request: CallRequest,
  reply: Reply,
  prepared: Prepared | undefined,
  world: World,
  waitMs: number,
): void {
  if (reply.is === "ok") return;
  const recorded = operation.recorded ? recordedIn(world, request, reply, prepared) : [];
  fact.earlier = [...(fact.earlier ?? []), { at: fact.at, refused: reply, recordedIn: recorded, waitMs }];
  fact.attempts = fact.earlier.length + 1;
  fact.at = world.now;
}

function beginFact(state: StepState, request: CallRequest, operation: AnyOperation): Mutable<CallFact> {
  return {
    is: "call",
    depth: request.depth,
    late: state.lateDepth > 0,
    action: request.action,
    caller: request.caller,
    place: request.place,
    at: stampOf(state.draft),
    on: NO_NAMES,
    decisions: NO_DECISIONS,
    readOnly: operation.readOnly,
    recordedIn: NO_NAMES,
  };
}

/** Asks for each permission in turn; the first that is refused ends the call. */
function authorize(state: StepState, request: CallRequest, prepared: Prepared, fact: Mutable<CallFact>): Refused | undefined {
  if (request.caller.is === "aws") return undefined;
  fact.decisions = NO_DECISIONS;
  for (const permission of prepared.permissions) {
    const decision = probe(
      state.draft,
      request.caller,
      request.place,
      permission,
      permission.grantContext ?? prepared.encryptionContext,
      request.grantTokens,
    );
    // As long as it is and no longer: an array that was pushed to keeps room for sixteen more.
    fact.decisions = fact.decisions.length === 0 ? [decision] : fact.decisions.concat(decision);
    if (!decision.allowed) return accessDenied(decision, request.action, prepared.byCiphertext === true);
  }
  return undefined;
}

function close(
  state: StepState,
  saved: ReturnType<typeof save>,
  fact: Mutable<CallFact>,
  operation: AnyOperation,
  request: CallRequest,
  context: PrepareContext,
  reply: Reply,
  prepared: Prepared | undefined,
): Reply {
  if (reply.is === "refused") {
    giveBack(state, saved);
    fact.refused = reply;
  } else {
    const item = operation.meter?.(request.input, context);
    if (item !== undefined) {
      const { account, resource } = prepared?.billed ?? callersOwn(request.caller, fact.on);
      fact.metered = { account, resource, item, quantity: 1 };
    }
  }
  fact.recordedIn = operation.recorded ? recordedIn(state.draft, request, reply, prepared) : [];
  if (fact.recordedIn.length > 0)
    fact.detail = operation.record(request.input, context, reply.is === "ok" ? reply.output : undefined);
  return reply;
}

/** Who makes a request pays for it, if nothing else is said. */
function callersOwn(caller: Caller, on: readonly string[]): { readonly account: string; readonly resource: string } {
  return { account: callerAccount(caller), resource: on[0] ?? "" };
}

/**
 * Whose trail has it: the caller's, and the resource owners' too, except that a denial for want of permission is told to the
 * caller's account alone (KMS guide, logging with CloudTrail); and of these, those that do not leave it out.
 */
function recordedIn(
  world: World,
  { caller, action }: CallRequest,
  reply: Reply,
  prepared: Prepared | undefined,
): readonly string[] {
  return keptInTrails(world, action, toldOf(caller, reply, prepared));
}

function toldOf(caller: Caller, reply: Reply, prepared: Prepared | undefined): readonly string[] {
  const own = callerAccount(caller);
  const owners = prepared === undefined || (reply.is === "refused" && isDenial(reply)) ? [] : prepared.owners;
  if (caller.is === "service" && owners.length > 0) return [...new Set(owners)];
  // Most are recorded in one trail only, which is the owner's own.
  if (owners.length === 0 && own !== "") return alone(own);
  if (owners.length === 1 && (own === "" || own === owners[0])) return alone(owners[0]!);
  const all = new Set<string>();
  if (own !== "") all.add(own);
  for (const owner of owners) all.add(owner);
  return [...all];
}

/** What an operation sees while it runs. */
class CallContext extends Editor implements OperationContext {
  constructor(
    private readonly registry: OperationRegistry,
    state: StepState,
    private readonly request: CallRequest,
  ) {
    super(state);
  }
  get caller(): Caller {
    return this.request.caller;
  }
  get place(): Place {
    return this.request.place;
  }

  call<A extends ActionName>(action: A, input: InputOf<A>, options: CallOptions = {}): Reply<OutputOf<A>> {
    const caller = options.as ?? this.forwarded();
    const region = options.region ?? this.request.place.region;
    const account = callerAccount(caller) || this.request.place.account;
    return performCall(this.registry, this.state, action, input, {
      caller,
      place: { account, region },
      depth: this.request.depth + 1,
      grantTokens: options.grantTokens ?? NO_TOKENS,
    });
  }

  /** The caller's own identity, forwarded by this service: a forward access session. */
  private forwarded(): Caller {
    const { caller, action, place } = this.request;
    if (caller.is !== "principal") return caller;
    return { ...caller, via: { service: action.slice(0, action.indexOf(":")), region: place.region } };
  }
}
