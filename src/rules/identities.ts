// How accounts, roles, users and root users come into being: when a sentence first names them, with an administrator and a root user
// in each account and no permission for anyone else. Numbers and unique IDs are counted, so a run always gives the same ones.

import { assert, unreachable } from "../base/assert.js";
import type { Account, Principal, StoredPolicy } from "../world/principal.js";
import { NO_TAGS, type Resource } from "../world/resource.js";
import type { World } from "../world/world.js";
import type { WorldEditor } from "./operation.js";

/** The administrator that every account has: `A/admin`. */
export const ADMINISTRATOR = "admin";
export const ROOT_USER = "root";

/**
 * Service-linked roles, by their names: AWS gives them a path of their own, and service control policies do not bind them
 * (IAM guide, using service-linked roles; EC2 Auto Scaling guide, key policy requirements for EBS encryption).
 */
const SERVICE_LINKED_ROLES: ReadonlyMap<string, string> = new Map([
  ["AWSServiceRoleForAutoScaling", "autoscaling.amazonaws.com"],
]);

const ADMINISTRATOR_ACCESS = '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}';

/** Whether a policy is the one that administrators have from the start, attached by AWS's name for it: AdministratorAccess. */
export function isAdministratorAccess(policy: StoredPolicy): boolean {
  return policy.text === ADMINISTRATOR_ACCESS;
}

/** Brings an account into being, with its administrator and its root user. `id`: twelve digits, which no other account may have. */
export function makeAccount(editor: WorldEditor, name: string, id?: string): Account {
  assert(!editor.world.accounts.has(name), `account ${name} is made once`);
  const account: Account = { name, id: id ?? ownNumber(editor, name) ?? nextAccountId(editor), sequence: nextSequence(editor) };
  editor.world.accounts = editor.world.accounts.set(name, account);
  makePrincipal(editor, `${name}/${ROOT_USER}`, "root");
  makePrincipal(editor, `${name}/${ADMINISTRATOR}`, "role");
  return account;
}

/**
 * Brings `A/app` into being; its account must be there. It may do nothing yet, but for the administrator, who may do everything
 * that its own account decides. A name that was deleted and made again is somebody else: it has another unique ID.
 */
export function makePrincipal(editor: WorldEditor, ref: string, kind: Principal["kind"]): Principal {
  assert(!editor.world.principals.has(ref), `${ref} is made once`);
  const slash = ref.indexOf("/");
  const account = editor.world.accounts.get(ref.slice(0, slash));
  assert(account !== undefined, `the account of ${ref} is there before it`);
  const { name } = pathAndName(ref);
  const principal: Principal = {
    ref,
    account: account.name,
    name,
    kind,
    arn: principalArn(account.id, kind, ref.slice(slash + 1)),
    uniqueId: uniqueId(editor, account, kind),
    policies:
      kind === "role" && name === ADMINISTRATOR ? [{ name: `identity policy of ${ref}`, text: ADMINISTRATOR_ACCESS }] : [],
    tags: NO_TAGS,
    serviceLinked: kind === "role" && (SERVICE_LINKED_ROLES.has(name) || ref.startsWith("aws-service-role/", slash + 1)),
    createdAt: editor.now,
    sequence: nextSequence(editor),
  };
  editor.world.principals = editor.world.principals.set(ref, principal);
  if (pathAndName(ref).path !== "/") count(editor, PATHS);
  return principal;
}

/** The account that has this number, if one has. */
export function accountOfId(accounts: Iterable<Account>, id: string): Account | undefined {
  for (const account of accounts) if (account.id === id) return account;
  return undefined;
}

/** `A/service-role/app` has the path `/service-role/` and the name `app`, by which IAM knows it. */
export function pathAndName(ref: string): { readonly path: string; readonly name: string } {
  const [account, end] = [ref.indexOf("/"), ref.lastIndexOf("/")];
  return { path: ref.slice(account, end + 1), name: ref.slice(end + 1) };
}

/** Another role or user of the account that has the name already, whatever its path. */
export function namedAlike(world: World, ref: string, kind: Principal["kind"]): Principal | undefined {
  const { path, name } = pathAndName(ref);
  const account = ref.slice(0, ref.indexOf("/"));
  // Without paths, the same name is the same identity.
  if (path === "/" && !world.counters.has(PATHS)) return undefined;
  for (const each of world.principals.values())
    if (each.account === account && each.kind === kind && each.name === name && each.ref !== ref) return each;
  return undefined;
}

const PATHS = "identities with a path";

function principalArn(accountId: string, kind: Principal["kind"], pathed: string): string {
  switch (kind) {
    case "root":
      return `arn:aws:iam::${accountId}:root`;
    case "user":
      return `arn:aws:iam::${accountId}:user/${pathed}`;
    case "role": {
      const service = SERVICE_LINKED_ROLES.get(pathed);
      return `arn:aws:iam::${accountId}:role/${service === undefined ? "" : `aws-service-role/${service}/`}${pathed}`;
    }
    default:
      return unreachable(kind);
  }
}

/** AWS's prefixes: AROA for roles, AIDA for users; the root user's ID is the account's number. */
function uniqueId(editor: WorldEditor, account: Account, kind: Principal["kind"]): string {
  if (kind === "root") return account.id;
  const prefix = kind === "role" ? "AROA" : "AIDA";
  return prefix + String(count(editor, `unique id ${prefix}`)).padStart(17, "0");
}

/** An account that is named by a number has that number. */
function ownNumber(editor: WorldEditor, name: string): string | undefined {
  return /^\d{12}$/.test(name) && accountOfId(editor.world.accounts.values(), name) === undefined ? name : undefined;
}

// 111111111111, 222222222222 … read well in a policy; after nine accounts plain counting has to do.
function nextAccountId(editor: WorldEditor): string {
  for (;;) {
    const number = count(editor, "account number");
    const id = number <= 9 ? String(number).repeat(12) : String(100_000_000_000 + number);
    if (accountOfId(editor.world.accounts.values(), id) === undefined) return id;
  }
}

function count(editor: WorldEditor, what: string): number {
  const number = (editor.world.counters.get(what) ?? 0) + 1;
  editor.world.counters = editor.world.counters.set(what, number);
  return number;
}

function nextSequence(editor: WorldEditor): number {
  const sequence = editor.world.sequence + 1;
  editor.world.sequence = sequence;
  return sequence;
}

/** A role or user as the thing that a permission is about. */
export function identityAsThing({ ref, kind, account, arn, createdAt, sequence, tags }: Principal): Resource {
  return { id: ref, kind, name: ref, account, region: "", arn, createdAt, sequence, tags, data: undefined };
}
