// Who can make a request: somebody by name, a session of a role, a service in somebody's name or for itself.

import type { Caller } from "../../src/world/principal.js";

/** Region of the policies in the cases. */
export const REGION = "us-west-2";
export const OWNER = "111122223333";
export const OTHER = "444455556666";

/** `A/alice`, or whoever else can call: a service, a role's session. */
export type Who = string | Caller;

export function callerOf(who: Who): Caller {
  return typeof who === "string" ? { is: "principal", ref: who } : who;
}

/** A session of a role, narrowed by a session policy where there is one. */
export function sessionOf(role: string, policy?: unknown): Caller {
  const session = { name: "session", assumedBy: "A/admin" };
  if (policy === undefined) return { is: "principal", ref: role, session };
  return {
    is: "principal",
    ref: role,
    session: { ...session, policy: { name: "session policy", text: JSON.stringify(policy) } },
  };
}

/** A service that calls in somebody's name. */
export function through(service: string, ref: string, region: string = REGION): Caller {
  return { is: "principal", ref, via: { service, region } };
}

/** A service that calls for itself, about a resource of an account. */
export function serviceFor(service: string, sourceArn?: string): Caller {
  const base = { is: "service", service, account: "A", region: REGION } as const;
  return sourceArn === undefined ? base : { ...base, sourceArn };
}
