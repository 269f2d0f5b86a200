// Decisions in words for a trace: the sentences are those of rules/authorize/words.ts, with ARNs and account numbers turned back into
// the scenario's names, and for a refusal the smallest change that would turn it.

import { changeWords } from "../rules/authorize/change.js";
import type { Allowed, Decision, Refused } from "../rules/authorize/decision.js";
import { smallestChanges } from "../rules/authorize/smallest-change.js";
import { decisionLine, decisionLines, type NameOf } from "../rules/authorize/words.js";
import type { Account } from "../world/principal.js";
import type { World } from "../world/world.js";

export interface Denial {
  /** One line: `key policy of k1 does not let account B in for kms:Decrypt`. */
  readonly short: string;
  /** What was weighed and what decided, a line each. */
  readonly weighed: readonly string[];
  /** What would turn it; empty when at most two edits cannot. */
  readonly change: string;
}

export function allowedBecause(decision: Allowed, world: World): string {
  return decisionLine(decision, namesIn(world, decision));
}

/** Denials of one trace; the search for a smallest change is made once for refusals with the same evidence. */
export class Denials {
  readonly #changes = new Map<string, string>();

  of(decision: Refused, world: World): Denial {
    const nameOf = namesIn(world, decision);
    const short = decisionLine(decision, nameOf);
    const weighed = decisionLines(decision, nameOf);
    const change = this.#change(
      decision,
      [decision.request.action, decision.request.resource, short, ...weighed].join("\n"),
      nameOf,
    );
    return { short, weighed, change };
  }

  #change(decision: Refused, evidence: string, nameOf: NameOf): string {
    const known = this.#changes.get(evidence);
    if (known !== undefined) return known;
    const [smallest] = smallestChanges(decision, { changeCountMax: 1 });
    const said = smallest === undefined ? "" : changeWords(smallest, nameOf);
    this.#changes.set(evidence, said);
    return said;
  }
}

const accountNames = new WeakMap<World["accounts"], ReadonlyMap<string, string>>();

function accountNamesIn(accounts: World["accounts"]): ReadonlyMap<string, string> {
  let names = accountNames.get(accounts);
  if (names === undefined) {
    names = new Map([...accounts.values()].map((account: Account) => [account.id, account.name]));
    accountNames.set(accounts, names);
  }
  return names;
}

/** `A/app` for a role's ARN, `A` for an account's number, `k1` for a key's ARN; what the scenario did not name stays as it is. */
export function namesIn(world: World, decision: Decision): NameOf {
  const accounts = accountNamesIn(world.accounts);
  const { principal } = decision.request;
  return (text) => {
    const account = accounts.get(text);
    if (account !== undefined) return account;
    if (!text.startsWith("arn:")) return text;
    if (principal.kind === "root" && text === principal.arn)
      return `${accounts.get(principal.account) ?? principal.account}/root`;
    return nameOfArn(text, accounts);
  };
}

function nameOfArn(arn: string, accounts: ReadonlyMap<string, string>): string {
  const [, , service = "", , number = "", ...rest] = arn.split(":");
  const resource = rest.join(":");
  if (service === "s3") return resource;
  const account = accounts.get(number);
  if (account === undefined || resource.includes("*")) return arn;
  if (resource === "root") return `account ${account}`;
  const [type, ...name] = resource.split("/");
  if (service === "sts")
    return name[0] === "aws:ec2-infrastructure" ? `ec2-infrastructure/${name[1] ?? ""}` : `${account}/${name[0] ?? ""}`;
  if (service === "iam")
    return type === "role" && name[0] === "aws:ec2-infrastructure" ? "ec2-infrastructure" : `${account}/${name.join("/")}`;
  return name.length === 0 ? arn : type === "alias" ? resource : name.join("/");
}
