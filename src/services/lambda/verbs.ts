// `create function f1 with environment "s3cret" through A/app with k1`, `invoke f1`, `set role of f1 to A/other`.

import { knowerOf } from "../../contract/contents.js";
import { givenKey, keyUse, namedKey, siteOf, siteOfNew } from "../../contract/sites.js";
import { type AnyVerbEntry, verb } from "../../contract/statement.js";
import type { Resource } from "../../world/resource.js";
import { functionKind } from "./state.js";

const FUNCTIONS = [functionKind.name];

const create = verb<"create function">({
  verb: "create function",
  on: "new",
  makes: functionKind.name,
  uses: (st) => keyUse(st.args.with),
  run(ctx, st) {
    const { text, through, with: key } = st.args;
    const role = ctx.principal(through).ref;
    const id = st.object?.text ?? ctx.newName(st, "function");
    const { place, how } = siteOfNew(ctx, st, key);
    const reply = ctx.call("lambda:CreateFunction", { id, role, environment: text.value, ...givenKey(ctx, key, place) }, how);
    if (reply.is === "ok") ctx.learn(knowerOf(how.as), id, "wrote its environment");
    return reply;
  },
});

const invoke = verb<"invoke">({
  verb: "invoke",
  on: FUNCTIONS,
  run(ctx, st, object) {
    const reply = ctx.call("lambda:InvokeFunction", { function: object!.id }, siteOf(ctx, st, placeOf(object!)).how);
    if (reply.is === "ok") ctx.learn(reply.output.role, object!.id, "ran with its environment");
    return reply;
  },
});

const setRole = verb<"set role">({
  verb: "set role",
  on: FUNCTIONS,
  run(ctx, st, object) {
    const role = ctx.principal(st.args.to).ref;
    return ctx.call("lambda:UpdateFunctionConfiguration", { function: object!.id, role }, siteOf(ctx, st, placeOf(object!)).how);
  },
});

const changeKey = verb<"change key">({
  verb: "change key",
  on: FUNCTIONS,
  uses: (st) => keyUse(st.args.with),
  run(ctx, st, object) {
    const { place, how } = siteOf(ctx, st, placeOf(object!));
    const key = namedKey(ctx, st.args.with, place);
    return ctx.call("lambda:UpdateFunctionConfiguration", { function: object!.id, key }, how);
  },
});

const describe = verb<"describe">({
  verb: "describe",
  on: FUNCTIONS,
  run(ctx, st, object) {
    const { how } = siteOf(ctx, st, placeOf(object!));
    const reply = ctx.call("lambda:GetFunctionConfiguration", { function: object!.id }, how);
    if (reply.is === "ok" && reply.output.environment !== undefined)
      ctx.learn(knowerOf(how.as), object!.id, "read its environment");
    return reply;
  },
});

const remove = verb<"delete">({
  verb: "delete",
  on: FUNCTIONS,
  run: (ctx, st, object) => ctx.call("lambda:DeleteFunction", { function: object!.id }, siteOf(ctx, st, placeOf(object!)).how),
});

function placeOf({ account, region }: Resource): { readonly account: string; readonly region: string } {
  return { account, region };
}

export const verbs: readonly AnyVerbEntry[] = [create, invoke, setRole, changeKey, describe, remove];
