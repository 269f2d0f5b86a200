// How a statement on a resource names the caller. The way matters: an account named leaves the decision to that account's IAM, a role named is
// limited by boundary and session policy, a user or session named is not.

import type { PrincipalClause } from "./document.js";
import type { RequestPrincipal } from "./request.js";

/** `none`: not named. `everyone`: `"*"`, or all but a list. */
export type Naming = "none" | "account" | "role" | "user" | "session" | "service" | "everyone";

export interface CompiledPrincipal {
  readonly not: boolean;
  readonly everyone: boolean;
  readonly accounts: ReadonlySet<string>;
  /** ARNs of users, roles and sessions, and unique IDs. */
  readonly identities: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
}

const accountForm = /^(?:arn:[^:]*:iam::(\d{12}):root|(\d{12}))$/;

export function compilePrincipal(clause: PrincipalClause): CompiledPrincipal {
  const accounts = new Set<string>();
  const identities = new Set<string>();
  let everyone = false;
  for (const { text } of clause.aws) {
    const account = accountForm.exec(text);
    if (text === "*") everyone = true;
    else if (account !== null) accounts.add(account[1] ?? account[2]!);
    else identities.add(text);
  }
  return { not: clause.not, everyone, accounts, identities, services: new Set(clause.services.map((service) => service.text)) };
}

/** How the principal element names the caller. A deny with `NotPrincipal` reaches every caller that has a permissions boundary, whatever it lists. */
export function naming(
  named: CompiledPrincipal,
  caller: RequestPrincipal,
  effect: "Allow" | "Deny",
  hasBoundary: boolean,
): Naming {
  if (named.not) return isExempt(named, caller, effect, hasBoundary) ? "none" : "everyone";
  if (caller.kind === "service") {
    if (named.services.has(caller.arn)) return "service";
    return named.everyone ? "everyone" : "none";
  }
  if (caller.sessionArn !== undefined && named.identities.has(caller.sessionArn)) return "session";
  const listed = named.identities.size > 0 && listsIdentity(named, caller);
  if (listed && caller.kind === "user") return "user";
  // To be one of everyone gives a role more than to be named: boundary and session policy hold back only the named role.
  if (named.everyone) return "everyone";
  if (listed) return "role";
  return caller.account !== "" && named.accounts.has(caller.account) ? "account" : "none";
}

function listsIdentity({ identities }: CompiledPrincipal, caller: RequestPrincipal): boolean {
  if (caller.kind !== "user" && caller.kind !== "role") return false;
  return identities.has(caller.arn) || (caller.uniqueId !== "" && identities.has(caller.uniqueId));
}

// To be exempt from a deny, a session must find its account, its role and itself in the list.
function isExempt(named: CompiledPrincipal, caller: RequestPrincipal, effect: "Allow" | "Deny", hasBoundary: boolean): boolean {
  if (effect === "Deny" && hasBoundary) return false;
  if (named.everyone) return true;
  if (caller.kind === "anonymous") return false;
  if (caller.kind === "service") return named.services.has(caller.arn);
  const account = named.accounts.has(caller.account);
  const identity = listsIdentity(named, caller);
  const session = caller.sessionArn !== undefined && named.identities.has(caller.sessionArn);
  if (effect === "Allow") return account || identity || session;
  if (caller.kind === "root") return account;
  return account && identity && (caller.sessionArn === undefined || session);
}
