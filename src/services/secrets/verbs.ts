// `create secret db-login "…" with k1`, `put secret db-login "…"`, `get secret db-login`, and who else may have it.

import { policyVerbsOf } from "../../contract/resource-policy.js";
import { givenKey, keyUse, namedKey, siteOf, siteOfNew } from "../../contract/sites.js";
import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { Problem } from "../../language/diagnostic.js";
import type { Do, DoBase, DurationValue, HoleValue } from "../../language/syntax.js";
import { type Caller, callerText } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import { addDuration, daysBetween } from "../../world/time.js";
import { type Stage, secretKind } from "./state.js";

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
    const reply = ctx.call(
      "secretsmanager:PutSecretValue",
      { secret: object!.id, value: st.args.text.value, ...(st.args.pending ? { stage: "AWSPENDING" as const } : {}) },
      how,
    );
    if (reply.is === "ok") learned(ctx, how.as, object!.id, "put its value");
    return reply;
  },
});

const get = verb<"get secret">({
  verb: "get secret",
  on: SECRETS,
  run(ctx, st, object) {
    const { how } = siteOf(ctx, st, where(object));
    const reply = ctx.call("secretsmanager:GetSecretValue", { secret: object!.id, ...stageOf(st.args) }, how);
    if (reply.is === "ok") learned(ctx, how.as, object!.id, "got its value");
    return reply;
  },
});

function stageOf({ pending, previous }: Do<"get secret">["args"]): { readonly stage?: Stage } {
  if (pending) return { stage: "AWSPENDING" };
  return previous ? { stage: "AWSPREVIOUS" } : {};
}

const describe = verb<"describe">({
  verb: "describe",
  on: SECRETS,
  run: (ctx, st, object) => ctx.call("secretsmanager:DescribeSecret", { secret: object!.id }, siteOf(ctx, st, where(object)).how),
});

const changeKey = verb<"change key">({
  verb: "change key",
  on: SECRETS,
  uses: (st) => keyUse(st.args.with),
  run(ctx, st, object) {
    const { place, how } = siteOf(ctx, st, where(object));
    return ctx.call("secretsmanager:UpdateSecret", { secret: object!.id, key: namedKey(ctx, st.args.with, place) }, how);
  },
});

function mistake({ start, end, object }: DoBase, code: string): Problem {
  return { code, start, end, args: { secret: object?.text ?? "it" } };
}

/** What the function came to in the end is what the sentence came to. */
const rotate = verb<"rotate">({
  verb: "rotate",
  on: SECRETS,
  mistakes: (st) => (st.args.through === undefined ? [mistake(st, "secrets/rotate-needs-role")] : []),
  run(ctx, st, object) {
    const role = ctx.principal(st.args.through!).ref;
    const reply = ctx.call("secretsmanager:RotateSecret", { secret: object!.id, role }, siteOf(ctx, st, where(object)).how);
    return reply.is === "ok" && reply.output.failure !== undefined ? reply.output.failure : reply;
  },
});

const promote = verb<"promote">({
  verb: "promote",
  on: SECRETS,
  run: (ctx, st, object) =>
    ctx.call("secretsmanager:UpdateSecretVersionStage", { secret: object!.id }, siteOf(ctx, st, where(object)).how),
});

const replicate = verb<"replicate">({
  verb: "replicate",
  on: SECRETS,
  makes: secretKind.name,
  uses: (st) => keyUse(st.args.with),
  mistakes: (st) => (st.args.to === undefined ? [mistake(st, "secrets/replicate-needs-region")] : []),
  run(ctx, st, object) {
    const secret = object!;
    const { how } = siteOf(ctx, st, where(secret));
    const region = ctx.region(st.args.to!, secret.region);
    const id = ctx.newName(st, `${secret.name}-replica`);
    const key = givenKey(ctx, st.args.with, { account: secret.account, region });
    return ctx.call("secretsmanager:ReplicateSecretToRegions", { secret: secret.id, region, id, ...key }, how);
  },
});

const restore = verb<"cancel deletion">({
  verb: "cancel deletion",
  on: SECRETS,
  run: (ctx, st, object) => ctx.call("secretsmanager:RestoreSecret", { secret: object!.id }, siteOf(ctx, st, where(object)).how),
});

/** As AWS names the operation. */
const restoreSecret = verb<"restore">({
  verb: "restore",
  on: SECRETS,
  mistakes: (st) => (st.args.with !== undefined || st.as !== undefined ? [mistake(st, "secrets/restored-as-it-was")] : []),
  run: (ctx, st, object) => ctx.call("secretsmanager:RestoreSecret", { secret: object!.id }, siteOf(ctx, st, where(object)).how),
});

const removeForGood = verb<"delete without recovery">({
  verb: "delete without recovery",
  on: SECRETS,
  run: (ctx, st, object) =>
    ctx.call("secretsmanager:DeleteSecret", { secret: object!.id, withoutRecovery: true }, siteOf(ctx, st, where(object)).how),
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
  actions: ["secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret", "secretsmanager:PutSecretValue"],
  kind: secretKind.name,
  // A secret's policy is about that secret alone.
  resources: () => ["*"],
  put: (ctx, st, secret, policy) =>
    ctx.call("secretsmanager:PutResourcePolicy", { secret: secret.id, policy }, siteOf(ctx, st, where(secret)).how),
  clear: (ctx, st, secret) =>
    ctx.call("secretsmanager:DeleteResourcePolicy", { secret: secret.id }, siteOf(ctx, st, where(secret)).how),
});

export const verbs: readonly AnyVerbEntry[] = [
  create,
  put,
  get,
  describe,
  changeKey,
  rotate,
  promote,
  replicate,
  remove,
  removeForGood,
  restore,
  restoreSecret,
  ...policies,
];
