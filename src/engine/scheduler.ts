// Simulated time. What falls due on the way happens at its own instant, in the order (due, sequence), events made by events included;
// only then does the clock reach where it was sent.

import { assert } from "../base/assert.js";
import type { EventContext } from "../contract/service.js";
import type { Flow, Node, Value } from "../language/syntax.js";
import { performCall } from "../rules/call.js";
import { Editor, type StepState } from "../rules/editor.js";
import type { ActionName, CallOptions, InputOf, OutputOf } from "../rules/operation.js";
import { DONE, type Reply } from "../rules/reply.js";
import { callerAccount } from "../world/principal.js";
import { peek, pop } from "../world/queue.js";
import {
  addDuration,
  CLOCK_MAX,
  CLOCK_MIN,
  type Duration,
  type Instant,
  instantFromText,
  isInClockRange,
} from "../world/time.js";
import type { DueEvent } from "../world/world.js";
import type { Registry } from "./registry.js";
import type { RunState, StepSpec } from "./run-state.js";
import { diagnosticAt, Stop } from "./stop.js";

/** More than this many events in one advance is taken for a loop. */
const EVENT_COUNT_MAX = 1_000_000;

/** What a service's event handler may do; its calls are the service's own. */
class EventRun extends Editor implements EventContext {
  constructor(
    state: StepState,
    private readonly registry: Registry,
    private readonly event: DueEvent,
  ) {
    super(state);
  }

  call<A extends ActionName>(action: A, input: InputOf<A>, options: CallOptions = {}): Reply<OutputOf<A>> {
    const subject = this.world.resources.get(this.event.subject);
    const account = subject?.account ?? "";
    const caller = options.as ?? { is: "aws" as const, account, service: action.slice(0, action.indexOf(":")) };
    const place = { account: callerAccount(caller) || account, region: options.region ?? subject?.region ?? "" };
    return performCall(this.registry.operations, this.state, action, input, {
      caller,
      place,
      grantTokens: options.grantTokens ?? [],
    });
  }
}

/** `clock 2026-01-01` sets where simulated time starts; it never goes back. */
export function setClock(run: RunState, flow: Extract<Flow, { is: "clock" }>, spec: StepSpec): void {
  const at = instantOf(flow.at, spec);
  const moved = run.steps.some((step) => step.kind === "do");
  if (at < run.world.now && moved) throw new Stop(diagnosticAt(spec.scope.file.name, flow.at, "time/clock-back", {}));
  if (at > run.world.now && moved) moveTo(run, at, spec);
  else run.world = { ...run.world, now: at };
}

export function advanceTo(run: RunState, to: Value, spec: StepSpec): void {
  const at = instantOf(to, spec);
  if (at < run.world.now) throw new Stop(diagnosticAt(spec.scope.file.name, to, "time/advance-back", {}));
  moveTo(run, at, spec);
}

export function advanceBy(run: RunState, by: Value, spec: StepSpec): void {
  if (by.is !== "duration") throw new Stop(diagnosticAt(spec.scope.file.name, by, "time/not-a-duration", {}));
  moveTo(run, after(run.world.now, by, by, spec), spec);
}

export function after(now: Instant, by: Duration, at: Node, spec: StepSpec): Instant {
  // Far beyond every calendar: told before the arithmetic could lose digits.
  if (by.count > 10_000_000_000) throw outOfRange(at, spec);
  const target = addDuration(now, { count: by.count, unit: by.unit });
  if (!isInClockRange(target)) throw outOfRange(at, spec);
  return target;
}

function outOfRange(at: Node, spec: StepSpec): Stop {
  return new Stop(diagnosticAt(spec.scope.file.name, at, "time/out-of-range", {}));
}

export function instantOf(value: Value | { readonly is: "hole" }, spec: StepSpec): Instant {
  const at = value as Value;
  if (at.is === "date") {
    const read = instantFromText(at.text);
    if (typeof read === "number") {
      if (read < CLOCK_MIN || read > CLOCK_MAX) throw outOfRange(at, spec);
      return read;
    }
    throw new Stop(diagnosticAt(spec.scope.file.name, at, "time/bad-date", { text: at.text, problem: read.problem }));
  }
  throw new Stop(diagnosticAt(spec.scope.file.name, at, "time/not-a-date", {}));
}

/** The clock goes to `target`, and everything due on the way happens. */
export function moveTo(run: RunState, target: Instant, spec: StepSpec): void {
  run.burst?.clear();
  run.step(spec, (state) => {
    fireDue(run.parts.registry, state, target);
    state.draft.now = target;
    return { reply: DONE };
  });
}

/** Time passes within a step, while a caller waits. It is another second then: request quotas count from nothing. */
export function passTime(run: RunState, state: StepState, until: Instant): void {
  run.burst?.clear();
  fireDue(run.parts.registry, state, until);
  state.draft.now = until;
}

/** Everything due up to and at `target`. */
export function fireDue(registry: Registry, state: StepState, target: Instant): void {
  const { draft } = state;
  for (let count = 0; ; count++) {
    const next = peek(draft.queue);
    if (next === undefined || next.due > target) return;
    assert(count < EVENT_COUNT_MAX, "events that keep making events at the same instant end");
    const popped = pop(draft.queue);
    assert(popped !== undefined, "what can be seen can be taken");
    draft.queue = popped.queue;
    assert(next.due >= draft.now, "nothing is due in the past");
    draft.now = next.due;
    state.facts.push({ is: "due", at: next.due, event: next.work.event, subject: next.work.subject });
    const handler = registry.events.get(next.work.event);
    assert(handler !== undefined, `${next.work.event} has a handler`);
    handler(new EventRun(state, registry, next.work), next.work);
  }
}
