// Sentences about aliases: `alias app for k1`, `point alias app at k2`, `delete alias app`.

import { type AnyVerbEntry, verb } from "../../../contract/statement.js";
import { aliasKind, keyKind } from "../../../world/key.js";
import { aliasName, how } from "./targets.js";

const alias = verb({
  verb: "alias",
  on: "free",
  makes: aliasKind.name,
  uses: (st) => [{ name: st.args.target, kinds: [keyKind.name] }],
  run(ctx, st) {
    const key = ctx.resource(st.args.target, keyKind);
    return ctx.call("kms:CreateAlias", { aliasName: aliasName(st.object?.text ?? ""), targetKeyId: key.arn }, how(ctx, st, key));
  },
});

const pointAlias = verb({
  verb: "point alias",
  on: "free",
  uses: (st) => [{ name: st.args.target, kinds: [keyKind.name] }],
  run(ctx, st) {
    const key = ctx.resource(st.args.target, keyKind);
    return ctx.call("kms:UpdateAlias", { aliasName: aliasName(st.object?.text ?? ""), targetKeyId: key.arn }, how(ctx, st, key));
  },
});

const deleteAlias = verb({
  verb: "delete alias",
  on: "free",
  needsPlace: true,
  run(ctx, st) {
    const place = ctx.place(st.place);
    return ctx.call(
      "kms:DeleteAlias",
      { aliasName: aliasName(st.object?.text ?? "") },
      { as: ctx.actor(place.account), region: place.region },
    );
  },
});

export const aliasVerbs: readonly AnyVerbEntry[] = [alias, pointAlias, deleteAlias];
