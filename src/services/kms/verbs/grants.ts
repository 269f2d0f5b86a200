// Sentences about grants: `grant B/backup on k1 to decrypt when context includes { app: "shop" } as g1`, `revoke g1`, `retire g1`.

import { type AnyVerbEntry, type StatementContext, verb } from "../../../contract/statement.js";
import type { PrincipalSpec } from "../../../language/syntax.js";
import { type GrantData, type GrantPrincipal, grantKind } from "../../../world/key.js";
import type { Resource } from "../../../world/resource.js";
import { grantActionMistakes, grantOperations } from "./grant-actions.js";
import { asKey, KEYS } from "./keys.js";
import { how } from "./targets.js";
import { dryRunOf, pairsOf } from "./values.js";

/** A principal named by a sentence comes into being; an ARN names one that is there, or AWS refuses it. */
function grantPrincipal(ctx: StatementContext, spec: PrincipalSpec, region: string): GrantPrincipal {
  switch (spec.is) {
    case "account":
      return { is: "account", account: ctx.named(spec.text) };
    case "service":
      return { is: "service", principal: `${spec.text}.${region}.amazonaws.com` };
    case "principal": {
      const { ref, arn, uniqueId } = ctx.principal(spec.text);
      return { is: "principal", ref, arn, uniqueId };
    }
    case "arn": {
      for (const { ref, arn, uniqueId } of ctx.world.principals.values())
        if (arn === spec.text) return { is: "principal", ref, arn, uniqueId };
      return { is: "principal", ref: spec.text, arn: spec.text, uniqueId: "" };
    }
    case "everyone":
      return ctx.fail("kms/grant-to-everyone", spec, {});
  }
}

const grant = verb({
  verb: "grant",
  on: KEYS,
  makes: grantKind.name,
  mistakes: (st) => grantActionMistakes(st.args.operations, st.expect !== undefined),
  run(ctx, st, object) {
    const key = asKey(object);
    const { to, operations, constraint, retiredBy, named } = st.args;
    const grantee = grantPrincipal(ctx, to, key.region);
    const retiring = retiredBy === undefined ? undefined : grantPrincipal(ctx, retiredBy, key.region);
    return ctx.call(
      "kms:CreateGrant",
      {
        keyId: key.arn,
        id: ctx.newName(st, `${key.name}-grant`),
        grantee,
        operations: grantOperations(operations),
        ...(retiring === undefined ? {} : { retiring }),
        ...(named === undefined ? {} : { grantName: named.value }),
        ...dryRunOf(st),
        ...(constraint === undefined
          ? {}
          : {
              constraint: {
                is: constraint.is === "equals" ? "equals" : "subset",
                pairs: pairsOf(ctx, constraint.pairs) ?? new Map(),
              } as const,
            }),
      },
      how(ctx, st, key),
    );
  },
});

const revoke = verb({
  verb: "revoke",
  on: [grantKind.name],
  run(ctx, st, object) {
    const named = object as Resource<GrantData>;
    const key = ctx.world.resources.get(named.data.key);
    return ctx.call("kms:RevokeGrant", { keyId: key?.arn ?? "", grantId: named.id }, how(ctx, st, named));
  },
});

const retire = verb({
  verb: "retire",
  on: [grantKind.name],
  run(ctx, st, object) {
    const named = object as Resource<GrantData>;
    const key = ctx.world.resources.get(named.data.key);
    const on = st.args.byToken === undefined ? { keyId: key?.arn ?? "" } : {};
    return ctx.call("kms:RetireGrant", { ...on, grantId: named.id }, how(ctx, st, named));
  },
});

export const grantVerbs: readonly AnyVerbEntry[] = [grant, revoke, retire];
