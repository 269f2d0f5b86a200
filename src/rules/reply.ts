// What a call answers: its output, or AWS's refusal as a value with its reasons.

import type { Decision } from "./authorize/decide.js";

/** AWS said no. `code` and `message` are AWS's own; `decision` is there when it was for want of permission. */
export interface Refused {
  readonly is: "refused";
  readonly code: string;
  readonly message: string;
  readonly decision?: Decision;
  /** The inner refusal that this one wraps: a KMS denial behind S3's AccessDenied. */
  readonly cause?: Refused;
  /** AWS answered 200 first and told later. */
  readonly late?: true;
  /** AWS's answer is known to have no text; where this is not said, an empty `message` is one that no source has. */
  readonly wordless?: true;
}
export interface Accepted<T> {
  readonly is: "ok";
  readonly output: T;
}
export type Reply<T = unknown> = Accepted<T> | Refused;

export function ok<T>(output: T): Accepted<T> {
  return { is: "ok", output };
}
export const DONE: Accepted<undefined> = { is: "ok", output: undefined };

export function refuse(code: string, message: string, cause?: Refused): Refused {
  return cause === undefined ? { is: "refused", code, message } : { is: "refused", code, message, cause };
}

/** AWS answers with the code, and an empty text. */
export function refuseWordless(code: string): Refused {
  return { is: "refused", code, message: "", wordless: true };
}

/** The refusal and those that it wraps, outermost first. */
export function* causes(refused: Refused): Generator<Refused> {
  for (let at: Refused | undefined = refused; at !== undefined; at = at.cause) yield at;
}

/** A want of permission is the cause, whatever code wraps it. */
export function isDenial(refused: Refused): boolean {
  for (const each of causes(refused)) if (each.decision !== undefined && !each.decision.allowed) return true;
  return false;
}
