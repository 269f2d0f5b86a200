// PutParameter, GetParameter, DeleteParameter for Strings and SecureStrings. KMS is asked only for a SecureString's value: without
// decryption what is stored is handed out as it lies.

import type { NamedKey } from "../../contract/sites.js";
import { ensureManagedKey } from "../../rules/managed-keys.js";
import type { Operation, OperationContext, Permission, PrepareContext } from "../../rules/operation.js";
import { ok, type Reply } from "../../rules/reply.js";
import { accountId } from "../../rules/requests.js";
import type { Place } from "../../world/place.js";
import { isKind, type Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { alreadyExists, keyOfAString, neverBack, parameterNotFound, throughSsm, tooLong } from "./refusals.js";
import { type ParameterData, type ParameterEncryption, parameterKind, parameterWords } from "./state.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "ssm:PutParameter": { input: PutParameterInput; output: { readonly parameter: Resource<ParameterData> } };
    "ssm:GetParameter": { input: GetParameterInput; output: GetParameterOutput };
    "ssm:DeleteParameter": { input: { readonly name: string }; output: undefined };
  }
}

export interface PutParameterInput {
  readonly name: string;
  readonly type: "String" | "SecureString";
  readonly value: string;
  readonly tier: "standard" | "advanced";
  readonly overwrite: boolean;
  /** Absent: `aws/ssm`. */
  readonly key?: NamedKey;
}
export interface GetParameterInput {
  readonly name: string;
  readonly withDecryption: boolean;
}
export interface GetParameterOutput {
  readonly parameter: Resource<ParameterData>;
  /** Absent of a SecureString without decryption. */
  readonly value?: string;
}

/** Characters that a value may have. */
const lengthMax = { standard: 4096, advanced: 8192 } as const;
const ADVANCED_ITEM = "ssm-advanced-parameter";
const ADVANCED_CALL_ITEM = "ssm-advanced-request";

/** `/app/password` and `password` both stand behind `parameter/`. */
function parameterArn(world: World, place: Place, name: string): string {
  const path = name.startsWith("/") ? name : `/${name}`;
  return `arn:aws:ssm:${place.region}:${accountId(world, place.account)}:parameter${path}`;
}

function parameterHere(ctx: PrepareContext, name: string): Resource<ParameterData> | undefined {
  const found = ctx.world.resources.get(name);
  const here = isKind(found, parameterKind) && found.account === ctx.place.account && found.region === ctx.place.region;
  return here ? found : undefined;
}

function onParameter(ctx: PrepareContext, action: string, name: string, keys?: Permission["keys"]): Permission {
  const arn = parameterArn(ctx.world, ctx.place, name);
  const permission = { action, arn, account: ctx.place.account, rule: "identity-only", crossAccount: "never" } as const;
  return keys === undefined ? permission : { ...permission, keys };
}

/** Only calls on advanced parameters are charged. */
function meter(name: string, ctx: PrepareContext): string | undefined {
  return parameterHere(ctx, name)?.data.tier === "advanced" ? ADVANCED_CALL_ITEM : undefined;
}

const putParameter: Operation<"ssm:PutParameter"> = {
  action: "ssm:PutParameter",
  crossAccount: "never",
  readOnly: false,
  recorded: true,
  prepare({ name, overwrite }, ctx) {
    const keys = new Map([["ssm:Overwrite", String(overwrite)]]);
    return { permissions: [onParameter(ctx, "ssm:PutParameter", name, keys)], on: [name], owners: [] };
  },
  perform(input, ctx) {
    const before = parameterHere(ctx, input.name);
    if (input.type === "String" && input.key !== undefined) return keyOfAString();
    if (before !== undefined && !input.overwrite) return alreadyExists();
    if (input.value.length > lengthMax[input.tier]) return tooLong(input.tier);
    if (before?.data.tier === "advanced" && input.tier === "standard") return neverBack();
    const got = input.type === "SecureString" ? encrypted(ctx, input) : ok({});
    if (got.is === "refused") return throughSsm(got);
    const { tier, value } = input;
    // The type may change too, in both directions, though the API reference says no: AWS's Terraform provider tests it against AWS.
    const data: ParameterData = { tier, value, version: (before?.data.version ?? 0) + 1, ...got.output };
    const parameter = placed(ctx, input.name, before, data);
    if (tier === "advanced" && before?.data.tier !== "advanced") advancedHolding(ctx, "begins", parameter);
    return ok({ parameter });
  },
  record: (input, _ctx, output) => ({
    requestParameters: {
      name: input.name,
      type: input.type,
      value: "HIDDEN_DUE_TO_SECURITY_REASONS",
      tier: input.tier === "advanced" ? "Advanced" : "Standard",
      overwrite: input.overwrite,
      ...(input.key === undefined ? {} : { keyId: input.key.reference }),
    },
    responseElements: output === undefined ? null : { version: output.parameter.data.version },
  }),
  meter: (input, ctx) => meter(input.name, ctx),
};

/** What KMS makes of the value, or of the data key that an advanced one is enveloped with; in the caller's name. */
function encrypted(ctx: OperationContext, input: PutParameterInput): Reply<{ readonly encryption: ParameterEncryption }> {
  const keyId = input.key?.reference ?? ensureManagedKey(ctx, "ssm", ctx.place).arn;
  const encryptionContext = new Map([["PARAMETER_ARN", parameterArn(ctx.world, ctx.place, input.name)]]);
  const made =
    input.tier === "standard"
      ? ctx.call("kms:Encrypt", { keyId, plaintext: { is: "text", text: input.value }, encryptionContext })
      : ctx.call("kms:GenerateDataKey", { keyId, keySpec: "AES_256", encryptionContext });
  if (made.is === "refused") return made;
  const { ciphertext } = made.output;
  return ok({ encryption: { key: ciphertext.key, wrapped: ciphertext } });
}

function placed(
  ctx: OperationContext,
  name: string,
  before: Resource<ParameterData> | undefined,
  data: ParameterData,
): Resource<ParameterData> {
  if (before === undefined)
    return ctx.make(parameterKind, { id: name, place: ctx.place, arn: parameterArn(ctx.world, ctx.place, name), data });
  const after = { ...before, data };
  ctx.put(after, `version ${data.version}, ${parameterWords(data, ctx.world)}`);
  return after;
}

function advancedHolding(ctx: OperationContext, change: "begins" | "ends", parameter: Resource): void {
  const { id, account, region } = parameter;
  ctx.holding(change, { id, account, region, item: ADVANCED_ITEM, quantity: 1 });
}

const getParameter: Operation<"ssm:GetParameter"> = {
  action: "ssm:GetParameter",
  crossAccount: "never",
  readOnly: true,
  recorded: true,
  prepare: (input, ctx) => ({ permissions: [onParameter(ctx, "ssm:GetParameter", input.name)], on: [input.name], owners: [] }),
  perform(input, ctx) {
    const parameter = parameterHere(ctx, input.name);
    if (parameter === undefined) return parameterNotFound();
    const { encryption, value } = parameter.data;
    if (encryption === undefined) return ok({ parameter, value });
    if (!input.withDecryption) return ok({ parameter });
    const { wrapped } = encryption;
    const opened = ctx.call("kms:Decrypt", { ciphertext: wrapped, encryptionContext: wrapped.context });
    return opened.is === "refused" ? throughSsm(opened) : ok({ parameter, value });
  },
  record: (input) => ({
    requestParameters: { name: input.name, withDecryption: input.withDecryption },
    responseElements: null,
  }),
  meter: (input, ctx) => meter(input.name, ctx),
};

const deleteParameter: Operation<"ssm:DeleteParameter"> = {
  action: "ssm:DeleteParameter",
  crossAccount: "never",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => ({ permissions: [onParameter(ctx, "ssm:DeleteParameter", input.name)], on: [input.name], owners: [] }),
  perform(input, ctx) {
    const parameter = parameterHere(ctx, input.name);
    if (parameter === undefined) return parameterNotFound();
    if (parameter.data.tier === "advanced") advancedHolding(ctx, "ends", parameter);
    ctx.remove(parameter, "deleted");
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { name: input.name }, responseElements: null }),
};

export const operations = [putParameter, getParameter, deleteParameter];
