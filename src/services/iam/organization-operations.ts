// Organizations: units with accounts, and the policies that bound what their identities may do (SCP) and what may be done to their
// resources (RCP). AWS attaches a policy that allows everything at each level; a level whose own policy only denies keeps it.

import { emptyTable, type Table } from "../../base/table.js";
import { readPolicy } from "../../rules/authorize/document.js";
import type { AnyOperation, Operation, PrepareContext, Prepared, WorldEditor } from "../../rules/operation.js";
import { ok } from "../../rules/reply.js";
import type { StoredPolicy } from "../../world/principal.js";
import type { Organization, World } from "../../world/world.js";
import { storable } from "./policies.js";

export type ControlKind = "service" | "resource";
export interface PolicyHolder {
  readonly is: "organization" | "unit" | "account";
  readonly organization: string;
  readonly name: string;
}

declare module "../../rules/operation.js" {
  interface Operations {
    "organizations:CreateOrganization": { input: NewOrganization; output: undefined };
    "organizations:AttachPolicy": {
      input: { readonly control: ControlKind; readonly to: PolicyHolder; readonly text: string };
      output: undefined;
    };
  }
}

export interface NewOrganization {
  readonly name: string;
  /** The account that manages it, which its policies do not bind. */
  readonly management: string | undefined;
  readonly units: readonly { readonly name: string; readonly accounts: readonly string[] }[];
}

const FULL_ACCESS: StoredPolicy = {
  name: "FullAWSAccess",
  text: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}',
};
const RESOURCE_FULL_ACCESS: StoredPolicy = {
  name: "RCPFullAWSAccess",
  text: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}',
};

const createOrganization: Operation<"organizations:CreateOrganization"> = {
  action: "organizations:CreateOrganization",
  readOnly: false,
  recorded: true,
  prepare: (_input, ctx) => everything(ctx, "organizations:CreateOrganization"),
  perform(input, ctx) {
    foundOrganization(ctx, input);
    return ok(undefined);
  },
  record: () => ({ requestParameters: { featureSet: "ALL" }, responseElements: null }),
};

const attachPolicy: Operation<"organizations:AttachPolicy"> = {
  action: "organizations:AttachPolicy",
  readOnly: false,
  recorded: true,
  prepare: (_input, ctx) => everything(ctx, "organizations:AttachPolicy"),
  perform(input, ctx) {
    const name = `${input.control} control policy of ${input.to.name}`;
    const policy = storable(name, input.text, input.control === "service" ? "scp" : "rcp");
    if (policy.is === "refused") return policy;
    attach(ctx, input.control, input.to, policy.output);
    return ok(undefined);
  },
  record: (input) => ({
    requestParameters: { targetId: input.to.name, policyName: `${input.control} control policy` },
    responseElements: null,
  }),
};

/** Brings an organization into being. Without a management account it is managed by one that the scenario does not speak of. */
export function foundOrganization(editor: WorldEditor, input: NewOrganization): void {
  const base = {
    name: input.name,
    serviceControl: [],
    resourceControl: [],
    units: input.units.map((unit) => ({ ...unit, serviceControl: [], resourceControl: [] })),
    onAccounts: withoutPolicies(input),
  };
  const organization: Organization = input.management === undefined ? base : { ...base, management: input.management };
  editor.world.organizations = editor.world.organizations.set(input.name, organization);
}

/** The accounts of the organization, none with policies of its own yet. */
function withoutPolicies(input: NewOrganization): Organization["onAccounts"] {
  let table: Table<{ serviceControl: readonly StoredPolicy[]; resourceControl: readonly StoredPolicy[] }> = emptyTable();
  for (const unit of input.units)
    for (const account of unit.accounts) table = table.set(account, { serviceControl: [], resourceControl: [] });
  return table;
}

/** Where a policy of that name's holder hangs: an organization (its root), a unit, or an account that is in one. */
export function policyHolder(world: World, name: string, isAccount = false): PolicyHolder | undefined {
  for (const organization of world.organizations.values()) {
    if (!isAccount && organization.name === name) return { is: "organization", organization: name, name };
    if (!isAccount && organization.units.some((unit) => unit.name === name))
      return { is: "unit", organization: organization.name, name };
    if (organization.onAccounts.has(name)) return { is: "account", organization: organization.name, name };
  }
  return undefined;
}

/** Puts a policy where another one of that kind may have been. */
export function attach(editor: WorldEditor, control: ControlKind, to: PolicyHolder, policy: StoredPolicy): void {
  const organization = editor.world.organizations.get(to.organization)!;
  const field = control === "service" ? "serviceControl" : "resourceControl";
  const policies = besideFullAccess(control, policy);
  editor.world.organizations = editor.world.organizations.set(to.organization, changed(organization, to, { [field]: policies }));
}

function changed(
  organization: Organization,
  to: PolicyHolder,
  policies: Partial<Pick<Organization, "serviceControl" | "resourceControl">>,
): Organization {
  switch (to.is) {
    case "organization":
      return { ...organization, ...policies };
    case "unit":
      return {
        ...organization,
        units: organization.units.map((unit) => (unit.name === to.name ? { ...unit, ...policies } : unit)),
      };
    case "account": {
      const own = organization.onAccounts.get(to.name) ?? { serviceControl: [], resourceControl: [] };
      return { ...organization, onAccounts: organization.onAccounts.set(to.name, { ...own, ...policies }) };
    }
  }
}

// A service control policy with an Allow is a list of what is allowed, and takes the place of FullAWSAccess; one that only denies
// would leave nothing without it. RCPFullAWSAccess cannot be detached.
function besideFullAccess(control: ControlKind, policy: StoredPolicy): readonly StoredPolicy[] {
  if (control === "resource") return [RESOURCE_FULL_ACCESS, policy];
  const reading = readPolicy(policy.text, "scp");
  const allows = "policy" in reading && reading.policy.statements.some((statement) => statement.effect === "Allow");
  return allows ? [policy] : [FULL_ACCESS, policy];
}

function everything(ctx: PrepareContext, action: string): Prepared {
  const permission = { action, arn: "*", account: ctx.place.account, rule: "identity-only", crossAccount: "never" } as const;
  return { permissions: [permission], on: [], owners: [] };
}

export const organizationOperations: readonly AnyOperation[] = [createOrganization, attachPolicy];
