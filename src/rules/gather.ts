// The policies and grants that bear on one request, gathered from the world. Policies are kept as text; each text is compiled once.

import { assert } from "../base/assert.js";
import type { Grant, GrantPrincipal } from "../world/key.js";
import type { Caller, StoredPolicy } from "../world/principal.js";
import type { Resource } from "../world/resource.js";
import type { Organization, World } from "../world/world.js";
import { compileText } from "./authorize/compile.js";
import type { PolicyKind } from "./authorize/document.js";
import type { Grantee, GrantView, NamedPolicy, PolicyLevel, PolicySet } from "./authorize/policies.js";
import type { Permission } from "./operation.js";
import { accountId, infrastructureArn } from "./requests.js";

const NONE: readonly NamedPolicy[] = [];
const NO_GRANTS: readonly GrantView[] = [];
const NO_LEVELS: readonly PolicyLevel[] = [];

/** Compiled forms by the stored policy they came from; a stored policy never changes, so neither does its compiled form. */
const compiledPolicies = new WeakMap<StoredPolicy, NamedPolicy>();
const compiledIdentities = new WeakMap<readonly StoredPolicy[], readonly NamedPolicy[]>();
const grantOperations = new WeakMap<readonly string[], ReadonlySet<string>>();

export function compiled(stored: StoredPolicy, kind: PolicyKind): NamedPolicy {
  const known = compiledPolicies.get(stored);
  if (known !== undefined) return known;
  const read = compileText(stored.text, kind);
  assert("policy" in read, `${stored.name} was checked when it was put`);
  const fresh: NamedPolicy = { name: stored.name, document: read.policy };
  compiledPolicies.set(stored, fresh);
  return fresh;
}

function identityPolicies(policies: readonly StoredPolicy[]): readonly NamedPolicy[] {
  if (policies.length === 0) return NONE;
  let known = compiledIdentities.get(policies);
  if (known === undefined) {
    known = policies.map((each) => compiled(each, "identity"));
    compiledIdentities.set(policies, known);
  }
  return known;
}

/** `tokens` are ids of grants whose tokens the call brings. */
export function gatherPolicies(world: World, caller: Caller, permission: Permission, tokens: readonly string[]): PolicySet {
  const principal = caller.is === "principal" ? world.principals.get(caller.ref) : undefined;
  const resource = permission.resource;
  const identity = principal === undefined ? NONE : identityPolicies(principal.policies);
  const scps =
    principal === undefined || principal.serviceLinked ? NO_LEVELS : controlLevels(world, principal.account, "serviceControl");
  const rcps =
    resource === undefined || isAwsManaged(resource) ? NO_LEVELS : controlLevels(world, permission.account, "resourceControl");
  const grants =
    permission.grantOperation === undefined || resource === undefined ? NO_GRANTS : grantsOn(world, resource, tokens);
  const ofResource =
    resource?.policy === undefined ? undefined : compiled(resource.policy, permission.rule === "kms" ? "key" : "resource");
  const isPlain = scps === NO_LEVELS && rcps === NO_LEVELS && grants === NO_GRANTS && principal?.boundary === undefined;
  if (isPlain && ofResource !== undefined && caller.is === "principal" && caller.session === undefined)
    return plainSet(identity, ofResource);
  const set: { -readonly [K in keyof PolicySet]: PolicySet[K] } =
    ofResource === undefined ? { identity, scps, rcps, grants } : { identity, scps, rcps, grants, resource: ofResource };
  if (principal?.boundary !== undefined) set.boundary = compiled(principal.boundary, "boundary");
  if (caller.is === "principal" && caller.session?.policy !== undefined) set.session = compiled(caller.session.policy, "session");
  return set;
}

/** By the resource's policy, for each caller's policies: most calls are weighed under these two alone, and each decision keeps its set. */
const plainSets = new WeakMap<NamedPolicy, PolicySet[]>();

function plainSet(identity: readonly NamedPolicy[], resource: NamedPolicy): PolicySet {
  let sets = plainSets.get(resource);
  if (sets === undefined) {
    sets = [];
    plainSets.set(resource, sets);
  }
  for (const set of sets) if (set.identity === identity) return set;
  const set: PolicySet = { identity, scps: NO_LEVELS, rcps: NO_LEVELS, grants: NO_GRANTS, resource };
  if (sets.length >= PLAIN_SETS_MAX) sets.length = 0;
  sets.push(set);
  return set;
}

const PLAIN_SETS_MAX = 16;

function isAwsManaged(resource: Resource): boolean {
  return resource.name.startsWith("aws/");
}

/** Grants that still count: one that ended can neither allow nor explain. */
function grantsOn(world: World, key: Resource, tokens: readonly string[]): readonly GrantView[] {
  const grants = world.grants.get(key.id);
  if (grants === undefined || grants.length === 0) return NO_GRANTS;
  const views: GrantView[] = [];
  for (const grant of grants)
    if (grant.endsAt === undefined || world.now < grant.endsAt) views.push(grantView(world, key, grant, tokens));
  return views;
}

function grantView(world: World, key: Resource, grant: Grant, tokens: readonly string[]): GrantView {
  const usable = world.now >= grant.seenAt || tokens.includes(grant.id);
  let operations = grantOperations.get(grant.operations);
  if (operations === undefined) {
    operations = new Set(grant.operations);
    grantOperations.set(grant.operations, operations);
  }
  const ending = grant.endsAt === undefined ? {} : ({ isEnding: true } as const);
  const view = {
    ...ending,
    id: grant.id,
    name: `grant ${grant.id} on ${key.name}`,
    grantee: granteeOf(world, grant.grantee),
    operations,
    usable,
  };
  const withConstraint =
    grant.constraint === undefined
      ? view
      : { ...view, constraint: { kind: grant.constraint.is, pairs: grant.constraint.pairs } as const };
  if (grant.constraint !== undefined) world.noting?.askedForContext();
  return grant.sourceArn === undefined ? withConstraint : { ...withConstraint, sourceArn: grant.sourceArn };
}

function granteeOf(world: World, grantee: GrantPrincipal): Grantee {
  switch (grantee.is) {
    case "account":
      return { is: "account", account: accountId(world, grantee.account) };
    case "principal": {
      // A deleted grantee is kept by its unique ID, which a new principal of the same name does not have.
      const now = world.principals.get(grantee.ref);
      return now !== undefined && now.uniqueId === grantee.uniqueId
        ? { is: "identity", arn: grantee.arn }
        : { is: "unique-id", id: grantee.uniqueId };
    }
    case "service":
      return { is: "service", name: withoutRegion(grantee.principal) };
    case "infrastructure":
      return { is: "session", arn: infrastructureArn(accountId(world, grantee.account), grantee.instance) };
  }
}

/** `ec2.us-east-1.amazonaws.com` and `ec2.amazonaws.com` are the same service to a grant on a key of that Region. */
function withoutRegion(servicePrincipal: string): string {
  const parts = servicePrincipal.split(".");
  return `${parts[0]}.amazonaws.com`;
}

type Control = "serviceControl" | "resourceControl";

/** Root, units and account, each level that has policies of that kind. The management account is bound by none. */
function controlLevels(world: World, account: string, control: Control): readonly PolicyLevel[] {
  if (world.organizations.size === 0) return NO_LEVELS;
  for (const organization of world.organizations.values()) {
    if (organization.management === account) return NO_LEVELS;
    const unit = organization.units.find((each) => each.accounts.includes(account));
    if (unit === undefined && organization.onAccounts.get(account) === undefined) continue;
    return levelsOf(organization, unit?.name, unit?.[control] ?? [], account, control);
  }
  return NO_LEVELS;
}

function levelsOf(
  organization: Organization,
  unit: string | undefined,
  unitPolicies: readonly StoredPolicy[],
  account: string,
  control: Control,
): readonly PolicyLevel[] {
  const kind = control === "serviceControl" ? "scp" : "rcp";
  const levels: { level: string; stored: readonly StoredPolicy[] }[] = [
    { level: `organization ${organization.name}`, stored: organization[control] },
    { level: `unit ${unit ?? ""}`, stored: unitPolicies },
    { level: `account ${account}`, stored: organization.onAccounts.get(account)?.[control] ?? [] },
  ];
  return levels
    .filter((each) => each.stored.length > 0)
    .map((each) => ({ level: each.level, policies: each.stored.map((policy) => compiled(policy, kind)) }));
}
