// CreateSecret, PutSecretValue, GetSecretValue, PutResourcePolicy, DeleteSecret. A new value gets a data key of its own; naming a key makes
// Secrets Manager try it first, with a data key that is thrown away.

import type { NamedKey } from "../../contract/sites.js";
import { readPolicy } from "../../rules/authorize/document.js";
import { ensureManagedKey } from "../../rules/managed-keys.js";
import type { Operation, OperationContext, Permission, PrepareContext } from "../../rules/operation.js";
import { ok, type Refused, type Reply, refuse } from "../../rules/reply.js";
import { accountId } from "../../rules/requests.js";
import type { CiphertextData } from "../../world/key.js";
import type { Place } from "../../world/place.js";
import { isKind, type Resource } from "../../world/resource.js";
import { readSlice, writeSlice } from "../../world/slice.js";
import { addDays } from "../../world/time.js";
import type { World } from "../../world/world.js";
import { scheduledForDeletion, secretNotFound, whileDecrypting, whileEncrypting } from "./refusals.js";
import { type SecretData, type SecretVersion, secretKind, secretsInRecovery } from "./state.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "secretsmanager:CreateSecret": {
      input: { readonly id: string; readonly value: string; readonly key?: NamedKey };
      output: { readonly secret: Resource<SecretData> };
    };
    "secretsmanager:PutSecretValue": {
      input: { readonly secret: string; readonly value: string };
      output: { readonly version: string };
    };
    "secretsmanager:GetSecretValue": { input: { readonly secret: string }; output: { readonly value: string } };
    "secretsmanager:PutResourcePolicy": {
      input: { readonly secret: string; readonly policy: string };
      output: undefined;
    };
    "secretsmanager:DeleteResourcePolicy": { input: { readonly secret: string }; output: undefined };
    "secretsmanager:DeleteSecret": {
      input: { readonly secret: string; readonly recoveryWindowInDays?: number };
      output: undefined;
    };
  }
}

const SECRET_ITEM = "secretsmanager-secret";
const CALL_ITEM = "secretsmanager-request";
const VALIDATION = "RequestToValidateKeyAccess";
const DEFAULT_RECOVERY_DAYS = 30;
const RECOVERY_DAYS = { min: 7, max: 30 } as const;

/** AWS ends each secret's ARN in six characters of its own, so that a new secret of an old name is another; here they count. */
function secretArn(world: World, place: Place, id: string): string {
  const made = (world.counters.get(`secret ${id}`) ?? 0) + 1;
  const suffix = String(made).padStart(6, "0");
  return `arn:aws:secretsmanager:${place.region}:${accountId(world, place.account)}:secret:${id}-${suffix}`;
}

function secretOf(ctx: PrepareContext, id: string): Resource<SecretData> | undefined {
  const found = ctx.world.resources.get(id);
  return isKind(found, secretKind) && found.region === ctx.place.region ? found : undefined;
}

/** The secret's own policy may let other accounts in. */
function onSecret(action: string, secret: Resource): Permission {
  return { action, arn: secret.arn, account: secret.account, resource: secret, rule: "ordinary", crossAccount: "allowed" };
}

function prepared(ctx: PrepareContext, action: string, id: string) {
  const secret = secretOf(ctx, id);
  if (secret === undefined) return secretNotFound();
  return { permissions: [onSecret(action, secret)], on: [secret.id], owners: [secret.account] };
}

function slot(place: Place, id: string): string {
  return `${place.account}/${place.region}/${id}`;
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
    const inRecovery = readSlice(ctx.world, secretsInRecovery).get(slot(ctx.place, input.id));
    if (inRecovery !== undefined && ctx.now < inRecovery) return scheduledForDeletion();
    const arn = secretArn(ctx.world, ctx.place, input.id);
    const tried = input.key === undefined ? undefined : tryKey(ctx, arn, input.key);
    if (tried?.is === "refused") return tried;
    const version = newVersion(ctx, arn, input.key, input.value, 1);
    if (version.is === "refused") return version;
    ctx.world.counters = ctx.world.counters.set(`secret ${input.id}`, (ctx.world.counters.get(`secret ${input.id}`) ?? 0) + 1);
    const base = { current: version.output, versionCount: 1 };
    const data: SecretData = input.key === undefined ? base : { ...base, key: input.key };
    const secret = ctx.make(secretKind, { id: input.id, place: ctx.place, arn, data });
    secretHolding(ctx, "begins", secret);
    return ok({ secret });
  },
  record: (input, _ctx, output) => ({
    requestParameters: { name: input.id, ...(input.key === undefined ? {} : { kmsKeyId: input.key.reference }) },
    responseElements:
      output === undefined ? null : { arn: output.secret.arn, name: input.id, versionId: output.secret.data.current.id },
  }),
  meter: () => CALL_ITEM,
};

function secretContext(arn: string, version: string): ReadonlyMap<string, string> {
  return new Map([
    ["SecretARN", arn],
    ["SecretVersionId", version],
  ]);
}

function generate(
  ctx: OperationContext,
  arn: string,
  key: NamedKey | undefined,
  version: string,
  owner: Place,
): Reply<CiphertextData> {
  const keyId = key?.reference ?? ensureManagedKey(ctx, "secretsmanager", owner).arn;
  const made = ctx.call("kms:GenerateDataKey", {
    keyId,
    keySpec: "AES_256",
    encryptionContext: secretContext(arn, version),
  });
  return made.is === "refused" ? whileEncrypting(made) : ok(made.output.ciphertext);
}

/** Both directions with the key that was named; what comes of it is thrown away. */
function tryKey(ctx: OperationContext, arn: string, key: NamedKey): Refused | undefined {
  const made = generate(ctx, arn, key, VALIDATION, ctx.place);
  if (made.is === "refused") return made;
  const opened = ctx.call("kms:Decrypt", { ciphertext: made.output, encryptionContext: made.output.context });
  return opened.is === "refused" ? whileDecrypting(opened) : undefined;
}

function newVersion(
  ctx: OperationContext,
  arn: string,
  key: NamedKey | undefined,
  value: string,
  number: number,
  owner: Place = ctx.place,
): Reply<SecretVersion> {
  const id = `v${number}`;
  const made = generate(ctx, arn, key, id, owner);
  return made.is === "refused" ? made : ok({ id, value, wrapped: made.output });
}

function secretHolding(ctx: OperationContext, change: "begins" | "ends", secret: Resource): void {
  const { id, account, region } = secret;
  ctx.holding(change, { id, account, region, item: SECRET_ITEM, quantity: 1 });
}

const putSecretValue: Operation<"secretsmanager:PutSecretValue"> = {
  action: "secretsmanager:PutSecretValue",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => prepared(ctx, "secretsmanager:PutSecretValue", input.secret),
  perform(input, ctx) {
    const secret = ctx.find(secretKind, input.secret)!;
    const { data } = secret;
    const owner = { account: secret.account, region: secret.region };
    const version = newVersion(ctx, secret.arn, data.key, input.value, data.versionCount + 1, owner);
    if (version.is === "refused") return version;
    const after = { ...data, current: version.output, previous: data.current, versionCount: data.versionCount + 1 };
    ctx.put({ ...secret, data: after }, `version ${version.output.id} is AWSCURRENT`);
    return ok({ version: version.output.id });
  },
  record: (input, _ctx, output) => ({
    requestParameters: { secretId: input.secret },
    responseElements: output === undefined ? null : { name: input.secret, versionId: output.version },
  }),
  meter: () => CALL_ITEM,
};

const getSecretValue: Operation<"secretsmanager:GetSecretValue"> = {
  action: "secretsmanager:GetSecretValue",
  readOnly: true,
  recorded: true,
  prepare: (input, ctx) => prepared(ctx, "secretsmanager:GetSecretValue", input.secret),
  perform(input, ctx) {
    const { wrapped, value } = ctx.find(secretKind, input.secret)!.data.current;
    const opened = ctx.call("kms:Decrypt", { ciphertext: wrapped, encryptionContext: wrapped.context });
    return opened.is === "refused" ? whileDecrypting(opened) : ok({ value });
  },
  record: (input) => ({ requestParameters: { secretId: input.secret }, responseElements: null }),
  meter: () => CALL_ITEM,
};

const putResourcePolicy: Operation<"secretsmanager:PutResourcePolicy"> = {
  action: "secretsmanager:PutResourcePolicy",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => prepared(ctx, "secretsmanager:PutResourcePolicy", input.secret),
  perform(input, ctx) {
    const reading = readPolicy(input.policy, "resource");
    if ("problems" in reading) {
      const text = reading.problems[0]?.message ?? "This resource policy contains invalid JSON.";
      return refuse("MalformedPolicyDocumentException", text);
    }
    const secret = ctx.find(secretKind, input.secret)!;
    const policy = { name: `resource policy of ${secret.name}`, text: input.policy };
    ctx.put({ ...secret, policy }, "has a new resource policy");
    return ok(undefined);
  },
  record: (input) => ({
    requestParameters: { secretId: input.secret, resourcePolicy: input.policy },
    responseElements: null,
  }),
  meter: () => CALL_ITEM,
};

const deleteResourcePolicy: Operation<"secretsmanager:DeleteResourcePolicy"> = {
  action: "secretsmanager:DeleteResourcePolicy",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => prepared(ctx, "secretsmanager:DeleteResourcePolicy", input.secret),
  perform(input, ctx) {
    const { policy: _gone, ...secret } = ctx.find(secretKind, input.secret)!;
    ctx.put(secret, "has no resource policy");
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { secretId: input.secret }, responseElements: null }),
  meter: () => CALL_ITEM,
};

const deleteSecret: Operation<"secretsmanager:DeleteSecret"> = {
  action: "secretsmanager:DeleteSecret",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => prepared(ctx, "secretsmanager:DeleteSecret", input.secret),
  perform(input, ctx) {
    const days = input.recoveryWindowInDays ?? DEFAULT_RECOVERY_DAYS;
    if (days < RECOVERY_DAYS.min || days > RECOVERY_DAYS.max) {
      const text = "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).";
      return refuse("InvalidParameterException", text);
    }
    const secret = ctx.find(secretKind, input.secret)!;
    const until = addDays(ctx.now, days);
    const place = { account: secret.account, region: secret.region };
    writeSlice(ctx.world, secretsInRecovery, readSlice(ctx.world, secretsInRecovery).set(slot(place, secret.id), until));
    secretHolding(ctx, "ends", secret);
    ctx.remove(secret, `deleted; its name is free after ${days} days`);
    return ok(undefined);
  },
  record: (input) => ({
    requestParameters: { secretId: input.secret, recoveryWindowInDays: input.recoveryWindowInDays ?? DEFAULT_RECOVERY_DAYS },
    responseElements: null,
  }),
  meter: () => CALL_ITEM,
};

export const operations = [createSecret, putSecretValue, getSecretValue, putResourcePolicy, deleteResourcePolicy, deleteSecret];
