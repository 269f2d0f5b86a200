// CreateSecret, PutSecretValue, GetSecretValue, DescribeSecret. A new value gets a data key of its own; naming a key makes Secrets Manager
// try it first, with a data key that is thrown away.

import type { NamedKey } from "../../contract/sites.js";
import type { Operation, OperationContext } from "../../rules/operation.js";
import { ok, type Reply } from "../../rules/reply.js";
import { accountId } from "../../rules/requests.js";
import type { Place } from "../../world/place.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { noVersionOf, scheduledForDeletion } from "./refusals.js";
import { replicateVersion } from "./replication-operation.js";
import { CALL_ITEM, prepared, secretHolding } from "./requests.js";
import { type SecretData, type SecretVersion, type Stage, secretKind } from "./state.js";
import { newVersion, openVersion, type Sealed, sealedAs, tryKey } from "./versions.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "secretsmanager:CreateSecret": {
      input: { readonly id: string; readonly value: string; readonly key?: NamedKey };
      output: { readonly secret: Resource<SecretData> };
    };
    "secretsmanager:PutSecretValue": {
      input: {
        readonly secret: string;
        readonly value: string;
        /** `VersionStages`; absent: AWSCURRENT. */
        readonly stage?: "AWSCURRENT" | "AWSPENDING";
      };
      output: { readonly version: string };
    };
    "secretsmanager:GetSecretValue": {
      input: { readonly secret: string; readonly stage?: Stage };
      output: { readonly value: string };
    };
    "secretsmanager:DescribeSecret": {
      input: { readonly secret: string };
      /** AWS does not show the key where it is `aws/secretsmanager`. */
      output: { readonly key?: string };
    };
  }
}

/** AWS ends each secret's ARN in six characters of its own, so that a new secret of an old name is another; here they count. */
function secretArn(world: World, place: Place, id: string): string {
  const made = (world.counters.get(`secret ${id}`) ?? 0) + 1;
  const suffix = String(made).padStart(6, "0");
  return `arn:aws:secretsmanager:${place.region}:${accountId(world, place.account)}:secret:${id}-${suffix}`;
}

const createSecret: Operation<"secretsmanager:CreateSecret"> = {
  action: "secretsmanager:CreateSecret",
  crossAccount: "never",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const arn = secretArn(ctx.world, ctx.place, input.id);
    const action = "secretsmanager:CreateSecret";
    const permission = { action, arn, account: ctx.place.account, rule: "identity-only", crossAccount: "never" } as const;
    return { permissions: [permission], on: [input.id], owners: [] };
  },
  perform(input, ctx) {
    const deleted = ctx.find(secretKind, input.id)?.data.deletedUntil;
    if (deleted !== undefined && ctx.now < deleted) return scheduledForDeletion();
    const sealed: Sealed = { arn: secretArn(ctx.world, ctx.place, input.id), key: input.key, place: ctx.place };
    const tried = input.key === undefined ? undefined : tryKey(ctx, sealed);
    if (tried?.is === "refused") return tried;
    const version = newVersion(ctx, sealed, input.value, "v1");
    if (version.is === "refused") return version;
    ctx.world.counters = ctx.world.counters.set(`secret ${input.id}`, (ctx.world.counters.get(`secret ${input.id}`) ?? 0) + 1);
    const base: SecretData = { stages: { AWSCURRENT: version.output }, versionCount: 1 };
    const data: SecretData = input.key === undefined ? base : { ...base, key: input.key };
    const secret = ctx.make(secretKind, { id: input.id, place: ctx.place, arn: sealed.arn, data });
    secretHolding(ctx, "begins", secret);
    return ok({ secret });
  },
  record: (input, _ctx, output) => ({
    requestParameters: { name: input.id, ...(input.key === undefined ? {} : { kmsKeyId: input.key.reference }) },
    responseElements:
      output === undefined
        ? null
        : { arn: output.secret.arn, name: input.id, versionId: output.secret.data.stages.AWSCURRENT.id },
  }),
  meter: () => CALL_ITEM,
};

const putSecretValue: Operation<"secretsmanager:PutSecretValue"> = {
  action: "secretsmanager:PutSecretValue",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => prepared(ctx, "secretsmanager:PutSecretValue", input.secret, { writes: true }),
  perform(input, ctx) {
    const secret = ctx.find(secretKind, input.secret)!;
    const stage = input.stage ?? "AWSCURRENT";
    const put = putVersion(ctx, secret, input.value, stage);
    return put.is === "refused" ? put : ok({ version: put.output.id });
  },
  record: (input, _ctx, output) => ({
    requestParameters: {
      secretId: input.secret,
      ...(input.stage === undefined ? {} : { versionStages: [input.stage] }),
    },
    responseElements: output === undefined ? null : { name: input.secret, versionId: output.version },
  }),
  meter: () => CALL_ITEM,
};

/** The next version, under a label; what was AWSCURRENT is AWSPREVIOUS then. */
export function putVersion(
  ctx: OperationContext,
  secret: Resource<SecretData>,
  value: string,
  stage: "AWSCURRENT" | "AWSPENDING",
): Reply<SecretVersion> {
  const { data } = secret;
  const versionCount = data.versionCount + 1;
  const version = newVersion(ctx, sealedAs(secret), value, `v${versionCount}`);
  if (version.is === "refused") return version;
  const moved = stage === "AWSCURRENT" ? { AWSPREVIOUS: data.stages.AWSCURRENT } : {};
  const stages = { ...data.stages, ...moved, [stage]: version.output };
  const after = { ...secret, data: { ...data, stages, versionCount } };
  ctx.put(after, `version ${version.output.id} is ${stage}`);
  if (stage === "AWSCURRENT") replicateVersion(ctx, after);
  return version;
}

const getSecretValue: Operation<"secretsmanager:GetSecretValue"> = {
  action: "secretsmanager:GetSecretValue",
  readOnly: true,
  recorded: true,
  prepare: (input, ctx) => prepared(ctx, "secretsmanager:GetSecretValue", input.secret),
  perform(input, ctx) {
    const secret = ctx.find(secretKind, input.secret)!;
    const stage = input.stage ?? "AWSCURRENT";
    const version = secret.data.stages[stage];
    if (version === undefined) return noVersionOf(stage);
    const opened = openVersion(ctx, version, secret.region);
    return opened.is === "refused" ? opened : ok({ value: version.value });
  },
  record: (input) => ({
    requestParameters: { secretId: input.secret, ...(input.stage === undefined ? {} : { versionStage: input.stage }) },
    responseElements: null,
  }),
  meter: () => CALL_ITEM,
};

const describeSecret: Operation<"secretsmanager:DescribeSecret"> = {
  action: "secretsmanager:DescribeSecret",
  readOnly: true,
  recorded: true,
  prepare: (input, ctx) => prepared(ctx, "secretsmanager:DescribeSecret", input.secret, { whileDeleted: true }),
  perform(input, ctx) {
    const { key } = ctx.find(secretKind, input.secret)!.data;
    return ok(key === undefined ? {} : { key: key.reference });
  },
  record: (input) => ({ requestParameters: { secretId: input.secret } }),
  meter: () => CALL_ITEM,
};

export const operations = [createSecret, putSecretValue, getSecretValue, describeSecret];
