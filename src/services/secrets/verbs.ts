// `create secret db-login "…" with k1`, `put secret db-login "…"`, `get secret db-login`, and who else may have it.

import { policyVerbsOf } from "../../contract/resource-policy.js";
import { givenKey, keyUse, siteOf, siteOfNew } from "../../contract/sites.js";
import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { DurationValue, HoleValue } from "../../language/syntax.js";
import { type Caller, callerText } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import { addDuration, daysBetween } from "../../world/time.js";
import { secretKind } from "./state.js";

const SECRETS = [secretKind.name];

function where(object: Resource | undefined) {
  return { account: object!.account, region: object!.region };
}

/** Who writes or reads a value knows it, and so does the service, which encrypts it. */
function learned(ctx: StatementContext, caller: Caller, secret: string, how: string): void {
  const who = caller.is === "principal" ? caller.ref : caller.is === "outside" ? caller.name : callerText(caller);
  ctx.learn(who, secret, how);
  ctx.learn("service secretsmanager", secret, "was given its value");
}

const create = verb<"create secret">({
  verb: "create secret",
  on: "new",
  makes: secretKind.name,
  uses: (st) => keyUse(st.args.with),
  run(ctx, st) {
    const id = st.object?.text ?? ctx.newName(st, "secret");
    const { place, how } = siteOfNew(ctx, st, st.args.with);
    const input = { id, value: st.args.text.value, ...givenKey(ctx, st.args.with, place) };
    const reply = ctx.call("secretsmanager:CreateSecret", input, how);
    if (reply.is === "ok") learned(ctx, how.as, id, "put its value");
    return reply;
  },
});

const put = verb<"put secret">({
  verb: "put secret",
  on: SECRETS,
  run(ctx, st, object) {
    const { how } = siteOf(ctx, st, where(object));
    const reply = ctx.call("secretsmanager:PutSecretValue", { secret: object!.id, value: st.args.text.value }, how);
    if (reply.is === "ok") learned(ctx, how.as, object!.id, "put its value");
    return reply;
  },
});

const get = verb<"get secret">({
  verb: "get secret",
  on: SECRETS,
  run(ctx, st, object) {
    const { how } = siteOf(ctx, st, where(object));
    const reply = ctx.call("secretsmanager:GetSecretValue", { secret: object!.id }, how);
    if (reply.is === "ok") learned(ctx, how.as, object!.id, "got its value");
    return reply;
  },
});

const remove = verb<"delete">({
  verb: "delete",
  on: SECRETS,
  run(ctx, st, object) {
    const days = daysOf(ctx, st.args.after);
    const input = { secret: object!.id, ...(days === undefined ? {} : { recoveryWindowInDays: days }) };
    return ctx.call("secretsmanager:DeleteSecret", input, siteOf(ctx, st, where(object)).how);
  },
});

function daysOf(ctx: StatementContext, after: DurationValue | HoleValue | undefined): number | undefined {
  return after === undefined || after.is === "hole" ? undefined : daysBetween(ctx.now, addDuration(ctx.now, after));
}

const policies = policyVerbsOf({
  kind: secretKind.name,
  // A secret's policy is about that secret alone.
  resources: () => ["*"],
  put: (ctx, st, secret, policy) =>
    ctx.call("secretsmanager:PutResourcePolicy", { secret: secret.id, policy }, siteOf(ctx, st, where(secret)).how),
  clear: (ctx, st, secret) =>
    ctx.call("secretsmanager:DeleteResourcePolicy", { secret: secret.id }, siteOf(ctx, st, where(secret)).how),
});

export const verbs: readonly AnyVerbEntry[] = [create, put, get, remove, ...policies];
