// CreateFunction, UpdateFunctionConfiguration, GetFunctionConfiguration, Invoke and DeleteFunction, for the environment alone: Lambda has KMS
// encrypt it in the name of whoever writes it, and makes a grant for the role that will read it. A role of the same name is another one.

import type { NamedKey } from "../../contract/sites.js";
import { lambdaCatalog } from "../../generated/catalogs.js";
import { holdFor, isHeld } from "../../rules/held-data-keys.js";
import { ensureManagedKey } from "../../rules/managed-keys.js";
import type { Operation, OperationContext, Permission, PrepareContext } from "../../rules/operation.js";
import { DONE, ok, type Refused, type Reply } from "../../rules/reply.js";
import { accountId } from "../../rules/requests.js";
import { keyKind } from "../../world/key.js";
import type { Place } from "../../world/place.js";
import type { Caller } from "../../world/principal.js";
import { isKind, type Resource } from "../../world/resource.js";
import { MINUTE_MS } from "../../world/time.js";
import type { World } from "../../world/world.js";
import { environmentClosed, functionNotFound, keyNotUsable } from "./refusals.js";
import { type FunctionData, functionKind } from "./state.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "lambda:CreateFunction": {
      input: { readonly id: string; readonly role: string; readonly environment: string; readonly key?: NamedKey };
      output: { readonly function: Resource<FunctionData> };
    };
    "lambda:UpdateFunctionConfiguration": {
      input: { readonly function: string; readonly role?: string; readonly key?: NamedKey };
      output: undefined;
    };
    /** `environment`: absent where the caller may not have it opened. */
    "lambda:GetFunctionConfiguration": {
      input: OnFunction;
      output: { readonly environment?: string; readonly failure?: Refused };
    };
    "lambda:InvokeFunction": { input: OnFunction; output: { readonly role: string } };
    "lambda:DeleteFunction": { input: OnFunction; output: undefined };
  }
}
interface OnFunction {
  readonly function: string;
}

function functionArn(world: World, place: Place, id: string): string {
  return `arn:aws:lambda:${place.region}:${accountId(world, place.account)}:function:${id}`;
}

function contextOf(arn: string): ReadonlyMap<string, string> {
  return new Map([["aws:lambda:FunctionArn", arn]]);
}

function permission(action: string, arn: string, account: string): Permission {
  return { action, arn, account, rule: "identity-only", crossAccount: "never" };
}

function passRole(ctx: PrepareContext, role: string): readonly Permission[] {
  const found = ctx.world.principals.get(role);
  return found === undefined ? [] : [permission("iam:PassRole", found.arn, found.account)];
}

function onFunction(ctx: PrepareContext, action: string, id: string, also: readonly Permission[] = []) {
  const found = ctx.world.resources.get(id);
  const here = isKind(found, functionKind) && found.account === ctx.place.account && found.region === ctx.place.region;
  if (!here) return functionNotFound(functionArn(ctx.world, ctx.place, id));
  return { permissions: [permission(action, found.arn, found.account), ...also], on: [found.id], owners: [] };
}

const createFunction: Operation<"lambda:CreateFunction"> = {
  action: "lambda:CreateFunction",
  actionsBesides: ["iam:PassRole"],
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const arn = functionArn(ctx.world, ctx.place, input.id);
    const permissions = [permission("lambda:CreateFunction", arn, ctx.place.account), ...passRole(ctx, input.role)];
    return { permissions, on: [input.id], owners: [] };
  },
  perform({ id, role, environment, key }, ctx) {
    const arn = functionArn(ctx.world, ctx.place, id);
    const got = encrypted(ctx, { arn, role, environment }, key);
    if (got.is === "refused") return got;
    const data: FunctionData = { role, environment, ...got.output, revision: 1 };
    return ok({ function: ctx.make(functionKind, { id, place: ctx.place, arn, data }) });
  },
  record: (input, ctx) => ({
    requestParameters: {
      functionName: input.id,
      role: ctx.world.principals.get(input.role)?.arn ?? input.role,
      environment: {},
      ...(input.key === undefined ? {} : { kMSKeyArn: input.key.reference }),
    },
    responseElements: { functionName: input.id },
  }),
};

interface Written {
  readonly arn: string;
  readonly role: string;
  readonly environment: string;
}

/** Encrypted in the writer's name, and a grant for the role. */
function encrypted(
  ctx: OperationContext,
  { arn, role, environment }: Written,
  key: NamedKey | undefined,
): Reply<Pick<FunctionData, "key" | "wrapped" | "grant">> {
  const keyId = key?.reference ?? ensureManagedKey(ctx, "lambda", ctx.place).arn;
  const context = contextOf(arn);
  const made = ctx.call("kms:Encrypt", { keyId, plaintext: { is: "text", text: environment }, encryptionContext: context });
  if (made.is === "refused") return keyNotUsable(made);
  const { ciphertext } = made.output;
  const keyArn = ctx.find(keyKind, ciphertext.key)?.arn ?? keyId;
  const { arn: roleArn = "", uniqueId = "" } = ctx.world.principals.get(role) ?? {};
  const granted = ctx.call("kms:CreateGrant", {
    keyId: keyArn,
    grantee: { is: "principal", ref: role, arn: roleArn, uniqueId },
    operations: ["Decrypt"],
    constraint: { is: "equals", pairs: context },
    forService: true,
  });
  if (granted.is === "refused") return keyNotUsable(granted);
  const { grantId: id, grantToken: token } = granted.output;
  return ok({ key: ciphertext.key, wrapped: ciphertext, grant: { id, token } });
}

const updateConfiguration: Operation<"lambda:UpdateFunctionConfiguration"> = {
  action: "lambda:UpdateFunctionConfiguration",
  actionsBesides: ["iam:PassRole"],
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) =>
    onFunction(
      ctx,
      "lambda:UpdateFunctionConfiguration",
      input.function,
      input.role === undefined ? [] : passRole(ctx, input.role),
    ),
  perform(input, ctx) {
    const before = ctx.find(functionKind, input.function)!;
    const role = input.role ?? before.data.role;
    const sameKey = { reference: ctx.find(keyKind, before.data.key)!.arn, id: before.data.key };
    const got = encrypted(ctx, { arn: before.arn, role, environment: before.data.environment }, input.key ?? sameKey);
    if (got.is === "refused") return got;
    const data = { ...before.data, ...got.output, role, revision: before.data.revision + 1 };
    ctx.put({ ...before, data }, `runs as ${role}, with a grant of its own`);
    return DONE;
  },
  record: (input, ctx) => ({
    requestParameters: {
      functionName: input.function,
      ...(input.role === undefined ? {} : { role: ctx.world.principals.get(input.role)?.arn ?? input.role }),
      ...(input.key === undefined ? {} : { kMSKeyArn: input.key.reference }),
    },
    responseElements: { functionName: input.function },
  }),
};

/** Whoever reads the configuration has Lambda open the environment in their name; what they may not open is left out of the answer. */
const getConfiguration: Operation<"lambda:GetFunctionConfiguration"> = {
  action: "lambda:GetFunctionConfiguration",
  readOnly: true,
  recorded: true,
  prepare: (input, ctx) => onFunction(ctx, "lambda:GetFunctionConfiguration", input.function),
  perform(input, ctx) {
    const { data } = ctx.find(functionKind, input.function)!;
    const opened = ctx.call("kms:Decrypt", { ciphertext: data.wrapped, encryptionContext: data.wrapped.context });
    return opened.is === "refused" ? ok({ failure: opened }) : ok({ environment: data.environment });
  },
  record: (input) => ({ requestParameters: { functionName: input.function } }),
};

const invoke: Operation<"lambda:InvokeFunction"> = {
  action: "lambda:InvokeFunction",
  readOnly: false,
  // A data event.
  recorded: false,
  prepare: (input, ctx) => onFunction(ctx, "lambda:InvokeFunction", input.function),
  perform(input, ctx) {
    const { id, region, data } = ctx.find(functionKind, input.function)!;
    const slot = `environment of ${id}, revision ${data.revision}`;
    const role: Caller = { is: "principal", ref: data.role };
    if (isHeld(ctx.world, slot, role)) return ok({ role: data.role });
    const asked = { ciphertext: data.wrapped, encryptionContext: data.wrapped.context };
    const opened = ctx.call("kms:Decrypt", asked, { as: role, region, grantTokens: [data.grant.token] });
    if (opened.is === "refused") return environmentClosed(opened);
    holdFor(ctx, slot, role, lambdaCatalog.warmMinutes * MINUTE_MS);
    return ok({ role: data.role });
  },
  record: () => ({ requestParameters: null }),
};

const deleteFunction: Operation<"lambda:DeleteFunction"> = {
  action: "lambda:DeleteFunction",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => onFunction(ctx, "lambda:DeleteFunction", input.function),
  perform(input, ctx) {
    ctx.remove(ctx.find(functionKind, input.function)!, "deleted");
    return DONE;
  },
  record: (input) => ({ requestParameters: { functionName: input.function }, responseElements: null }),
};

export const operations = [createFunction, updateConfiguration, getConfiguration, invoke, deleteFunction];
