// Sentences about aliases: `alias app for k1`, `point alias app at k2`, `delete alias app`.

import { type AnyVerbEntry, type StatementContext, verb } from "../../../contract/statement.js";
import type { Do } from "../../../language/syntax.js";
import { aliasKind } from "../../../world/key.js";
import { aimAtKey, aliasName, keyAimUses } from "./targets.js";

/** The alias as the request names it: a name in quotes stays as it is. */
function nameOf({ object, args }: Do<"alias" | "point alias" | "delete alias">): string {
  return args.said?.value ?? aliasName(object?.text ?? "");
}

/** A call about an alias is made where its key is. */
function atTarget(ctx: StatementContext, st: Do<"alias" | "point alias">) {
  const { keyId, ...caller } = aimAtKey(ctx, st, st.args.target);
  return { input: { aliasName: nameOf(st), targetKeyId: keyId }, caller };
}

const alias = verb({
  verb: "alias",
  on: "free",
  makes: aliasKind.name,
  uses: (st) => keyAimUses(st.args.target),
  run(ctx, st) {
    const { input, caller } = atTarget(ctx, st);
    return ctx.call("kms:CreateAlias", input, caller);
  },
});

const pointAlias = verb({
  verb: "point alias",
  on: "free",
  uses: (st) => keyAimUses(st.args.target),
  run(ctx, st) {
    const { input, caller } = atTarget(ctx, st);
    return ctx.call("kms:UpdateAlias", input, caller);
  },
});

const deleteAlias = verb({
  verb: "delete alias",
  on: "free",
  needsPlace: true,
  run(ctx, st) {
    const place = ctx.place(st.place);
    return ctx.call("kms:DeleteAlias", { aliasName: nameOf(st) }, { as: ctx.actor(place.account), region: place.region });
  },
});

export const aliasVerbs: readonly AnyVerbEntry[] = [alias, pointAlias, deleteAlias];
