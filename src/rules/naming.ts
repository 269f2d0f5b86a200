// ARNs and account numbers in the scenario's own names, for sentences: `arn:aws:iam::111111111111:role/app` is `A/app`.

import type { Account, Principal } from "../world/principal.js";
import type { World } from "../world/world.js";
import type { Decision } from "./authorize/decide.js";
import type { NameOf } from "./authorize/words.js";
import { namedAlike } from "./identities.js";
import { keyOfArn } from "./key-lookup.js";
import { thingAt } from "./sentence-names.js";

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
export function nameOf(world: World, decision?: Decision): NameOf {
  const accounts = accountNamesIn(world.accounts);
  const principal = decision?.request.principal;
  return (text) => {
    const account = accounts.get(text);
    if (account !== undefined) return account;
    if (!text.startsWith("arn:")) return text;
    if (principal?.kind === "root" && text === principal.arn)
      return `${accounts.get(principal.account) ?? principal.account}/root`;
    // A key of several Regions has one ID in all of them, and AWS adds to a secret's name: neither is a name here.
    const thing = text.includes(":secret:") ? thingAt(world, text) : keyOfArn(world, text);
    return thing?.name ?? roleWithPath(world, text)?.ref ?? arnName(text, accounts);
  };
}

const SESSION = /^arn:[^:]*:sts::(\d{12}):assumed-role\/([^/]+)\//;

/** The ARN of a session has the role's name without its path. */
function roleWithPath(world: World, arn: string): Principal | undefined {
  const [, id = "", name = ""] = SESSION.exec(arn) ?? [];
  const account = accountNamesIn(world.accounts).get(id);
  return account === undefined ? undefined : namedAlike(world, `${account}/${name}`, "role");
}

/** Names of the ARNs that were asked for, by the accounts that give them theirs. */
const ARN_NAMES_MAX = 4096;
const arnNames = new WeakMap<ReadonlyMap<string, string>, Map<string, string>>();

function arnName(arn: string, accounts: ReadonlyMap<string, string>): string {
  let names = arnNames.get(accounts);
  if (names === undefined) {
    names = new Map();
    arnNames.set(accounts, names);
  }
  let name = names.get(arn);
  if (name === undefined) {
    name = nameOfArn(arn, accounts);
    if (names.size >= ARN_NAMES_MAX) names.clear();
    names.set(arn, name);
  }
  return name;
}

function nameOfArn(arn: string, accounts: ReadonlyMap<string, string>): string {
  const [, , service = "", , number = "", ...rest] = arn.split(":");
  const resource = rest.join(":");
  if (service === "s3") return resource;
  if (resource.includes("*")) return arn;
  // That of a snapshot or an image names no account.
  if (number === "") return resource.slice(resource.indexOf("/") + 1);
  const account = accounts.get(number);
  if (account === undefined) return arn;
  if (resource === "root") return `account ${account}`;
  const [type, ...name] = resource.split("/");
  if (service === "sts")
    return name[0] === "aws:ec2-infrastructure" ? `ec2-infrastructure/${name[1] ?? ""}` : `${account}/${name[0] ?? ""}`;
  // A service-linked role is known by its name, whatever path AWS gives it.
  if (service === "iam" && name[0] === "aws-service-role") return `${account}/${name.at(-1)}`;
  if (service === "iam")
    return type === "role" && name[0] === "aws:ec2-infrastructure" ? "ec2-infrastructure" : `${account}/${name.join("/")}`;
  return name.length === 0 || type === "trail" ? arn : type === "alias" ? resource : name.join("/");
}
