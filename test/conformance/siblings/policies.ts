// Statements and policies of the tables about who may.

import type { Json } from "../cases.js";

export const OWNER_ID = "111122223333";
export const OTHER_ID = "444455556666";
export const DENIED = "AccessDeniedException";

const iam = (account: string, what: string) => ({ AWS: `arn:aws:iam::${account}:${what}` });
export const user = (name: string) => iam(OWNER_ID, `user/${name}`);
export const role = (name: string) => iam(OWNER_ID, `role/${name}`);
export const theirUser = (name: string) => iam(OTHER_ID, `user/${name}`);
export const theirRole = (name: string) => iam(OTHER_ID, `role/${name}`);
export const ACCOUNT = iam(OWNER_ID, "root");
export const OTHER_ACCOUNT = iam(OTHER_ID, "root");
export const session = (name: string, account = OWNER_ID) => ({ AWS: `arn:aws:sts::${account}:assumed-role/${name}/session` });

type Actions = string | readonly string[];

export function policyOf(...statements: readonly Json[]): Json {
  return { Version: "2012-10-17", Statement: statements };
}
const element = (name: string, value: unknown) => (value === undefined ? {} : { [name]: value });

/** A statement of a key policy. */
export function lets(principal: Json | string, actions: Actions, condition?: Json): Json {
  return { Effect: "Allow", Principal: principal, Action: actions, Resource: "*", ...element("Condition", condition) };
}
export function forbids(principal: Json | string, actions: Actions, condition?: Json): Json {
  return { ...lets(principal, actions, condition), Effect: "Deny" };
}
/** A statement of an identity policy. */
export function may(actions: Actions, condition?: Json, resource = "*"): Json {
  return { Effect: "Allow", Action: actions, Resource: resource, ...element("Condition", condition) };
}
export function mayNot(actions: Actions, condition?: Json, resource = "*"): Json {
  return { ...may(actions, condition, resource), Effect: "Deny" };
}

/** The default key policy. */
export const DEFAULT = lets(ACCOUNT, "kms:*");
export const EC2_ONLY = policyOf(may("ec2:*"));
export const EVERYTHING = policyOf(may("*"));

/** What the account's control policy says, in a sentence. */
export function control(kind: "service" | "resource", ...statements: readonly Json[]): string {
  return `${kind} control policy of acct A is """${JSON.stringify(policyOf(...statements))}"""`;
}
export const ORGANIZATION = "organization o1 with unit u1 { A }";
