// Whom a claim or question speaks of: one principal, or all that an account has, or everybody in the world.

import type { Claim, SubjectSpec } from "../../language/syntax.js";
import type { RunState } from "../run-state.js";

export type CanClaim = Extract<Claim, { is: "can" }>;

/** The principals that a subject stands for. */
export function principalsOf(run: RunState, subject: SubjectSpec): string[] {
  if (subject.is === "service") return [`service ${subject.name.text}`];
  if (subject.is !== "account") return [subject.name.text];
  return allPrincipals(run).filter((ref) => ref.startsWith(`${subject.name.text}/`));
}

export function allPrincipals(run: RunState): string[] {
  return [...run.world.principals.values()].map((each) => each.ref);
}
