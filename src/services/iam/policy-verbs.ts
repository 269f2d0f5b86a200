// Sentences that give and take away: `allow … to … on …`, identity policies, boundaries and trust.

import { actionMistakes, actionsOf } from "../../contract/short-actions.js";
import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { Problem } from "../../language/diagnostic.js";
import type { Do, Name, PrincipalSpec } from "../../language/syntax.js";
import { isAdministratorAccess } from "../../rules/identities.js";
import { addStatement, type StatementParts } from "../../rules/policy-text.js";
import { DONE, type Reply } from "../../rules/reply.js";
import type { Caller, Principal } from "../../world/principal.js";
import { resourcesOf } from "./targets.js";

const EMPTY_POLICY = '{"Version":"2012-10-17","Statement":[]}';

/** IAM is one for all Regions; its calls are recorded in us-east-1. */
export const IAM_REGION = "us-east-1";

/** Who makes a call about an identity: somebody of its own account. */
export function howFor(ctx: StatementContext, account: string): { readonly as: Caller; readonly region: string } {
  return { as: ctx.actor(account), region: IAM_REGION };
}

/** The role or user that a sentence names, which comes into being; the root user has no policies. */
export function identityNamed(ctx: StatementContext, name: Name): Principal {
  const principal = ctx.principal(name);
  if (principal.kind === "root") ctx.fail("iam/root-has-no-policies", name, { name: principal.ref });
  return principal;
}

const allow = verb<"allow">({
  verb: "allow",
  on: "free",
  uses: ({ args: { on } }) => on.flatMap((each) => (each.is === "name" ? [{ name: each, kinds: [] }] : [])),
  mistakes: ({ args: { actions, principals } }) => [...actionMistakes(actions), ...principals.flatMap(noIdentity)],
  run(ctx, st) {
    const actions = actionsOf(st.args.actions);
    const resources = [...new Set(st.args.on.flatMap((each) => resourcesOf(ctx, each)))];
    const base = { effect: st.args.effect, principals: [], actions, resources };
    const condition = st.args.when === undefined ? {} : { condition: ctx.condition(st.args.when) };
    const statement: StatementParts = { ...base, ...condition, ...(st.args.sid === undefined ? {} : { sid: st.args.sid.value }) };
    let reply: Reply = DONE;
    for (const spec of st.args.principals) {
      const principal = identityNamed(ctx, { is: "name", start: spec.start, end: spec.end, text: spec.text });
      reply = putInline(ctx, principal, withStatement(inlineText(principal), statement));
      if (reply.is === "refused") return reply;
    }
    return reply;
  },
});

/** An identity policy belongs to a role or a user of an account. */
function noIdentity({ is, text, start, end }: PrincipalSpec): readonly Problem[] {
  return is === "principal" ? [] : [{ code: "iam/not-an-identity", start, end, args: { text } }];
}

function inlineText(principal: Principal): string {
  return principal.policies.find((policy) => !isAdministratorAccess(policy))?.text ?? EMPTY_POLICY;
}

/** The very same statement said twice stands once. */
function withStatement(text: string, statement: StatementParts): string {
  const longer = addStatement(text, statement);
  const statements = (JSON.parse(longer) as { Statement: readonly unknown[] }).Statement.map((each) => JSON.stringify(each));
  return statements.indexOf(statements.at(-1)!) < statements.length - 1 ? text : longer;
}

function putInline(ctx: StatementContext, principal: Principal, text: string): Reply {
  const action = principal.kind === "role" ? "iam:PutRolePolicy" : "iam:PutUserPolicy";
  return ctx.call(action, { ref: principal.ref, text }, howFor(ctx, principal.account));
}

const identityPolicy = verb<"identity policy">({
  verb: "identity policy",
  on: "free",
  run(ctx, st) {
    const principal = identityNamed(ctx, objectOf(st));
    const text = ctx.policyDocument(st.args.document, "identity");
    const put = putInline(ctx, principal, text);
    if (put.is === "refused" || !principal.policies.some(isAdministratorAccess)) return put;
    // The sentence says what its policy is, whole: what an administrator has besides goes.
    return ctx.call("iam:DetachRolePolicy", { ref: principal.ref }, howFor(ctx, principal.account));
  },
});

const boundary = verb<"boundary">({
  verb: "boundary",
  on: "free",
  run(ctx, st) {
    const principal = identityNamed(ctx, objectOf(st));
    const action = principal.kind === "role" ? "iam:PutRolePermissionsBoundary" : "iam:PutUserPermissionsBoundary";
    return ctx.call(
      action,
      { ref: principal.ref, text: ctx.policyDocument(st.args.document, "boundary") },
      howFor(ctx, principal.account),
    );
  },
});

const roleTrusts = verb<"role trusts">({
  verb: "role trusts",
  on: "free",
  run(ctx, st) {
    const role = identityNamed(ctx, objectOf(st));
    if (role.kind !== "role") return ctx.fail("iam/other-kind", objectOf(st), { name: role.ref, is: role.kind, wanted: "role" });
    const principals = st.args.trusts.map((spec) => ctx.policyPrincipal(spec));
    const statement = { Effect: "Allow", Principal: trustedJson(principals), Action: "sts:AssumeRole" };
    const before = JSON.parse(role.trust?.text ?? EMPTY_POLICY) as { Statement: unknown };
    const text = JSON.stringify({ ...before, Statement: [...[before.Statement].flat(), statement] });
    return ctx.call("iam:UpdateAssumeRolePolicy", { ref: role.ref, text }, howFor(ctx, role.account));
  },
});

function trustedJson(principals: readonly { readonly type: "AWS" | "Service" | "*"; readonly value: string }[]): unknown {
  if (principals.some((each) => each.type === "*")) return "*";
  const aws = principals.filter((each) => each.type === "AWS").map((each) => each.value);
  const services = principals.filter((each) => each.type === "Service").map((each) => each.value);
  return { ...(aws.length > 0 ? { AWS: aws } : {}), ...(services.length > 0 ? { Service: services } : {}) };
}

/** These sentences are never without the name of whom they are about. */
export function objectOf(st: Do): Name {
  return st.object ?? { is: "name", text: "", start: st.start, end: st.end };
}

export const policyVerbs: readonly AnyVerbEntry[] = [allow, identityPolicy, boundary, roleTrusts];
