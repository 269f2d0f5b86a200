// How callers wait: for a slow answer, and to try again when a service is down or they asked too often: as the AWS SDKs do in their standard mode, three attempts in all,
// each after a wait drawn from the seed. Source: AWS SDKs and Tools Reference Guide, "Retry behavior". What AWS services do among
// themselves is not documented; here they fail at once, and their caller is told.

import type { Caller } from "../world/principal.js";
import { drawBelow } from "../world/rng.js";
import { addMilliseconds, CLOCK_MAX, type Instant } from "../world/time.js";
import type { StepState } from "./editor.js";

/** Standard mode: `max_attempts` is 3. */
const ATTEMPT_COUNT_MAX = 3;
/** Exponential backoff by a factor of 2, from a second, at most 20 seconds; full jitter: each wait up to that is as likely. */
const FIRST_WAIT_MS = 1_000;
const WAIT_MS_MAX = 20_000;

/**
 * Waits, if this caller has an attempt left after `tried` of them, and gives the length of the wait. Undefined: it gives up. Only people
 * and programs that call by themselves have an SDK; `depth` is 0 for their calls.
 */
export function waitToTryAgain(state: StepState, caller: Caller, depth: number, tried: number): number | undefined {
  if (!callsByItself(caller, depth) || state.passTime === undefined || tried >= ATTEMPT_COUNT_MAX) return undefined;
  const most = Math.min(FIRST_WAIT_MS * (1 << (tried - 1)), WAIT_MS_MAX);
  const drawn = drawBelow(state.draft.rng, "retry", most);
  state.draft.rng = drawn.rng;
  state.passTime(noLaterThanEver(state.draft.now, drawn.value));
  return drawn.value;
}

/** Lets the time pass that a slow service takes to answer such a caller; what services ask of each other is answered within it. */
export function waitForAnswer(state: StepState, caller: Caller, depth: number, answerMs: number): number {
  if (answerMs === 0 || !callsByItself(caller, depth) || state.passTime === undefined) return 0;
  state.passTime(noLaterThanEver(state.draft.now, answerMs));
  return answerMs;
}

/** Whether somebody calls who waits for an answer: nothing that falls due is such a call. */
export function callsByItself(caller: Caller, depth: number): boolean {
  return depth === 0 && (caller.is === "outside" || (caller.is === "principal" && caller.via === undefined));
}

function noLaterThanEver(now: Instant, waitMs: number): Instant {
  return now + waitMs > CLOCK_MAX ? CLOCK_MAX : addMilliseconds(now, waitMs);
}
