// Sentences about organizations. Their calls are the management account's where the scenario has one; else they are made outside it.

import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { DocumentSource, Name } from "../../language/syntax.js";
import { DONE, type Reply } from "../../rules/reply.js";
import { attach, type ControlKind, foundOrganization, policyHolder } from "./organization-operations.js";
import { storable } from "./policies.js";
import { howFor, objectOf } from "./policy-verbs.js";

const organization = verb<"organization">({
  verb: "organization",
  on: "free",
  run(ctx, st) {
    const name = objectOf(st);
    if (policyHolder(ctx.world, name.text)?.is === "organization") ctx.fail("iam/organization-twice", name, { name: name.text });
    const taken = new Set<string>();
    const units = st.args.units.map((unit) => ({
      name: unit.name.text,
      accounts: unit.accounts.map((each) => joining(ctx, each, name.text, taken)),
    }));
    const management = st.args.management === undefined ? undefined : ctx.named(st.args.management);
    const made = { name: name.text, management, units };
    if (management !== undefined) return ctx.call("organizations:CreateOrganization", made, howFor(ctx, management));
    foundOrganization(ctx, made);
    return DONE;
  },
});

/** An account is in one organization, and there in one unit. */
function joining(ctx: StatementContext, name: Name, organization: string, taken: Set<string>): string {
  const there = policyHolder(ctx.world, name.text);
  const before = there?.is === "account" ? there.organization : taken.has(name.text) ? organization : undefined;
  if (before !== undefined) ctx.fail("iam/account-in-organization", name, { account: name.text, organization: before });
  taken.add(name.text);
  return ctx.named(name);
}

interface Control {
  readonly document: DocumentSource;
  readonly account?: true;
}

function control(ctx: StatementContext, kind: ControlKind, name: Name, { document, account }: Control): Reply {
  const to = policyHolder(ctx.world, name.text, account);
  if (to === undefined) return ctx.fail("iam/no-policy-holder", name, { name: name.text });
  const text = ctx.policyDocument(document, kind === "service" ? "scp" : "rcp");
  const { management } = ctx.world.organizations.get(to.organization)!;
  if (management !== undefined)
    return ctx.call("organizations:AttachPolicy", { control: kind, to, text }, howFor(ctx, management));
  const policy = storable(`${kind} control policy of ${to.name}`, text, kind === "service" ? "scp" : "rcp");
  if (policy.is === "refused") return policy;
  attach(ctx, kind, to, policy.output);
  return DONE;
}

export const organizationVerbs: readonly AnyVerbEntry[] = [
  organization,
  verb<"service control policy">({
    verb: "service control policy",
    on: "free",
    run: (ctx, st) => control(ctx, "service", objectOf(st), st.args),
  }),
  verb<"resource control policy">({
    verb: "resource control policy",
    on: "free",
    run: (ctx, st) => control(ctx, "resource", objectOf(st), st.args),
  }),
];
