// ReplicateSecretToRegions: the same secret in another Region, under a key of that Region. Each new value goes there too, opened with the
// primary's key and encrypted with the replica's; a replica is only read. Source: Secrets Manager guide, create-manage-multi-region-secrets.

import { emptyTable, type Table } from "../../base/table.js";
import type { NamedKey } from "../../contract/sites.js";
import type { Operation, OperationContext } from "../../rules/operation.js";
import { ok, type Reply } from "../../rules/reply.js";
import { isKind, type Resource } from "../../world/resource.js";
import { readSlice, slice, writeSlice } from "../../world/slice.js";
import type { World } from "../../world/world.js";
import { CALL_ITEM, prepared, secretHolding } from "./requests.js";
import { type SecretData, type SecretVersion, secretKind } from "./state.js";
import { newVersion, openVersion, type Sealed, sealedAs } from "./versions.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "secretsmanager:ReplicateSecretToRegions": {
      input: {
        readonly secret: string;
        readonly region: string;
        readonly key?: NamedKey;
        /** The scenario's name for the replica. */
        readonly id: string;
      };
      output: { readonly replica: Resource<SecretData> };
    };
  }
}

/** Names of the replicas that a secret was ever given, by its own. */
const replicasBySecret = slice<Table<readonly string[]>>("secret-replicas", emptyTable());

export const replicateSecret: Operation<"secretsmanager:ReplicateSecretToRegions"> = {
  action: "secretsmanager:ReplicateSecretToRegions",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => prepared(ctx, "secretsmanager:ReplicateSecretToRegions", input.secret, { writes: true }),
  perform(input, ctx) {
    const primary = ctx.find(secretKind, input.secret)!;
    const place = { account: primary.account, region: input.region };
    const arn = primary.arn.replace(`:${primary.region}:`, `:${input.region}:`);
    const current = versionThere(ctx, primary, { arn, key: input.key, place });
    if (current.is === "refused") return current;
    const { versionCount } = primary.data;
    const base: SecretData = { stages: { AWSCURRENT: current.output }, versionCount, replicaOf: primary.id };
    const data: SecretData = input.key === undefined ? base : { ...base, key: input.key };
    const replica = ctx.make(secretKind, { id: input.id, place, arn, data });
    const known = readSlice(ctx.world, replicasBySecret);
    writeSlice(ctx.world, replicasBySecret, known.set(primary.id, [...(known.get(primary.id) ?? []), replica.id]));
    secretHolding(ctx, "begins", replica);
    return ok({ replica });
  },
  record: (input) => ({
    requestParameters: {
      secretId: input.secret,
      addReplicaRegions: [{ region: input.region, ...(input.key === undefined ? {} : { kmsKeyId: input.key.reference }) }],
    },
    responseElements: null,
  }),
  meter: () => CALL_ITEM,
};

function versionThere(ctx: OperationContext, primary: Resource<SecretData>, there: Sealed): Reply<SecretVersion> {
  const { AWSCURRENT } = primary.data.stages;
  const opened = openVersion(ctx, AWSCURRENT, primary.region);
  return opened.is === "refused" ? opened : newVersion(ctx, there, AWSCURRENT.value, AWSCURRENT.id);
}

/** A new current version, in each Region that the secret is replicated to. Where that fails, the replica keeps the value that it has. */
export function replicateVersion(ctx: OperationContext, primary: Resource<SecretData>): void {
  for (const replica of replicasOf(ctx.world, primary)) {
    ctx.later(() => {
      const version = versionThere(ctx, primary, sealedAs(replica));
      if (version.is === "refused") return;
      const { stages } = replica.data;
      const data = { ...replica.data, stages: { AWSCURRENT: version.output, AWSPREVIOUS: stages.AWSCURRENT } };
      ctx.put({ ...replica, data }, `version ${version.output.id} is AWSCURRENT`);
    });
  }
}

/** Those that there are, in the order in which they were made. */
export function replicasOf(world: World, primary: Resource): readonly Resource<SecretData>[] {
  const ids = new Set(readSlice(world, replicasBySecret).get(primary.id));
  const secrets = [...ids].map((id) => world.resources.get(id)).filter((each) => isKind(each, secretKind));
  return secrets.filter(({ data }) => data.replicaOf === primary.id);
}
