// Nearly every KMS operation acts on one key, in one order: the request's form, the key, permission, the key's state, its usage, the
// work. This makes an operation of the parts that differ; the order stands here, once.

import type { RecordValue } from "../../../rules/facts.js";
import { grantOperationsFor } from "../../../rules/grant-operations.js";
import { refusedByState } from "../../../rules/key-lifecycle.js";
import type { Key } from "../../../rules/key-lookup.js";
import type {
  ActionName,
  InputOf,
  Operation,
  OperationContext,
  OutputOf,
  Permission,
  PrepareContext,
} from "../../../rules/operation.js";
import { type Refused, type Reply, refuse } from "../../../rules/reply.js";
import { type KeyData, keyKind } from "../../../world/key.js";
import { isKind } from "../../../world/resource.js";
import { readSlice, writeSlice } from "../../../world/slice.js";
import { itemOfUse, quotaOfCryptography, quotaOfOperation, type RequestQuota, requestItem } from "../quotas.js";
import { aliasNamesOf, type FoundKey, findKey, isRefused, keyNotFound } from "../resolve.js";
import { lastUses } from "../state.js";
import type { EncryptionContext } from "./types.js";

export type ConditionKeys = Iterable<readonly [string, string | readonly string[]]>;
export type Parameters = { readonly [name: string]: RecordValue };

export interface KeyOperation<A extends ActionName> {
  readonly action: A;
  /** `management` and `read` have a quota of their own; `cryptographic` ones share one, and count as use of the key. */
  readonly kind: "management" | "read" | "cryptographic";
  /** From another account it can be used only where this says so. */
  readonly crossAccount: "allowed" | "never";
  readonly takes: "key" | "key-or-alias";
  /** A grant may allow it. */
  readonly byGrant?: true;
  /** Keys that it is for; those of a grant that may hold it, if absent. */
  suits?(key: KeyData): boolean;
  keyId(input: InputOf<A>): string;
  /** The form of the request, before the key is looked for. */
  validate?(input: InputOf<A>): Refused | undefined;
  context?(input: InputOf<A>): EncryptionContext | undefined;
  conditionKeys?(input: InputOf<A>, key: Key, ctx: PrepareContext): ConditionKeys;
  /** Permissions besides that on the key, in AWS's order after it. */
  alsoNeeds?(input: InputOf<A>, key: Key, ctx: PrepareContext): readonly Permission[];
  /** The calls that a question is about, where what they need depends on what they say. */
  inputsToAsk?(key: Key, ctx: PrepareContext): readonly InputOf<A>[];
  /** The key's state is checked already. */
  perform(input: InputOf<A>, ctx: OperationContext, key: Key): Reply<OutputOf<A>>;
  /** Request parameters of its record, besides the key ID. */
  parameters?(input: InputOf<A>): Parameters;
  /** What its record shows of the response; nothing for reads and cryptography. */
  response?(input: InputOf<A>, key: Key, output: OutputOf<A>, ctx: PrepareContext): RecordValue;
  /** Material that did it, for `additionalEventData` (symmetric cryptography only, since 2025-06). */
  materialOf?(output: OutputOf<A>): string | undefined;
  quota?(input: InputOf<A>, key: Key | undefined, region: string): RequestQuota | undefined;
  meter?(input: InputOf<A>, key: KeyData): string;
}

export function keyOperation<A extends ActionName>(spec: KeyOperation<A>): Operation<A> {
  const name = spec.action.slice("kms:".length);
  const find = (input: InputOf<A>, ctx: PrepareContext): FoundKey | Refused =>
    findKey(ctx, spec.keyId(input), spec.takes, spec.action);
  const known = (input: InputOf<A>, ctx: PrepareContext): Key | undefined => {
    const found = find(input, ctx);
    return isRefused(found) ? undefined : found.key;
  };
  return {
    action: spec.action,
    readOnly: spec.kind !== "management",
    recorded: true,
    crossAccount: spec.crossAccount,
    ...(spec.byGrant === undefined ? {} : { grantOperation: name }),
    ...onKeys(name, (data) => spec.suits?.(data) ?? (spec.byGrant === undefined || isGrantableOn(name, data))),
    prepare(input, ctx) {
      const malformed = spec.validate?.(input);
      if (malformed !== undefined) return malformed;
      const found = find(input, ctx);
      if (isRefused(found)) return found;
      const encryptionContext = spec.context?.(input);
      const permission = keyPermission(ctx, spec.action, found, {
        crossAccount: spec.crossAccount,
        ...(spec.byGrant === undefined ? {} : { grantOperation: name }),
        keys: withContext(encryptionContext, spec.conditionKeys?.(input, found.key, ctx) ?? NO_KEYS),
      });
      return {
        permissions: [permission, ...(spec.alsoNeeds?.(input, found.key, ctx) ?? [])],
        on: [found.key.id],
        owners: [found.key.account],
        ...(encryptionContext === undefined || encryptionContext.size === 0 ? {} : { encryptionContext }),
      };
    },
    neededOn(on, ctx) {
      if (!isKind(on, keyKind)) return undefined;
      const grant = spec.byGrant === undefined ? {} : { grantOperation: name };
      const onKey = (keys: ConditionKeys): Permission =>
        keyPermission(ctx, spec.action, { key: on }, { crossAccount: spec.crossAccount, ...grant, keys });
      return spec.inputsToAsk === undefined
        ? [[onKey([])]]
        : spec
            .inputsToAsk(on, ctx)
            .map((input) => [onKey(spec.conditionKeys?.(input, on, ctx) ?? []), ...(spec.alsoNeeds?.(input, on, ctx) ?? [])]);
    },
    perform(input, ctx) {
      const found = find(input, ctx);
      if (isRefused(found)) return found;
      const refused = refusedByState(name, found.key);
      if (refused !== undefined) return refused;
      const reply = spec.perform(input, ctx, found.key);
      if (reply.is === "ok" && isDryRun(input)) return dryRun;
      if (reply.is === "ok" && spec.kind === "cryptographic") markUsed(ctx, found.key, name);
      return reply;
    },
    meter(input, ctx) {
      const key = known(input, ctx)?.data;
      if (key !== undefined && spec.meter !== undefined) return spec.meter(input, key);
      return spec.kind === "cryptographic" ? itemOfUse(key) : requestItem(key);
    },
    quota(input, ctx) {
      if (spec.quota !== undefined) return spec.quota(input, known(input, ctx), ctx.place.region);
      return spec.kind === "cryptographic"
        ? quotaOfCryptography(known(input, ctx)?.data, ctx.place.region)
        : quotaOfOperation(name);
    },
    record(input, ctx, output) {
      const context = spec.context?.(input);
      const requestParameters: Parameters = {
        keyId: spec.keyId(input),
        ...spec.parameters?.(input),
        ...(context === undefined || context.size === 0 ? {} : { encryptionContext: pairsRecord(context) }),
      };
      const key = output === undefined || spec.response === undefined ? undefined : known(input, ctx);
      const responseElements =
        key === undefined || output === undefined ? null : (spec.response?.(input, key, output, ctx) ?? null);
      const material = output === undefined ? undefined : spec.materialOf?.(output);
      return {
        requestParameters,
        responseElements,
        ...(material === undefined ? {} : { additionalEventData: { keyMaterialId: material } }),
      };
    },
  };
}

/** What is known of a call on a key before there is a request: whether it is for such keys, and whether the key's state refuses it. */
export function onKeys(name: string, suits: (key: KeyData) => boolean): Required<Pick<Operation, "suits" | "refusedOn">> {
  return {
    suits: (resource) => !isKind(resource, keyKind) || suits(resource.data),
    refusedOn(resource) {
      if (!isKind(resource, keyKind)) return undefined;
      return resource.data.state.is === "deleted" ? keyNotFound(resource.arn) : refusedByState(name, resource);
    },
  };
}

export function isGrantableOn(operation: string, key: KeyData): boolean {
  return grantOperationsFor(key).includes(operation);
}

/** What a dry run that passes every check is answered with; the one door then gives back what it changed. */
export const dryRun: Refused = refuse(
  "DryRunOperationException",
  "The request would have succeeded, but the DryRun option is set.",
);

function isDryRun(input: unknown): boolean {
  return typeof input === "object" && input !== null && "dryRun" in input && input.dryRun === true;
}

/** The response that most management calls record since 2022-12. */
export function keyArnResponse(_input: unknown, key: Key): RecordValue {
  return { keyId: key.arn };
}

/** A permission on a key, with the condition keys that every request on it has. */
export function keyPermission(
  ctx: PrepareContext,
  action: string,
  found: FoundKey,
  more: Pick<Permission, "crossAccount" | "grantOperation" | "grantContext"> & { readonly keys?: ConditionKeys },
): Permission {
  const { key, alias } = found;
  const { crossAccount, grantOperation, grantContext } = more;
  const keys = withAliases(more.keys ?? NO_KEYS, aliasNamesOf(ctx.world, key), alias);
  const { arn, account } = key;
  const permission: { -readonly [K in keyof Permission]: Permission[K] } =
    grantOperation === undefined
      ? { action, arn, account, resource: key, rule: "kms", crossAccount, keys }
      : { action, arn, account, resource: key, rule: "kms", crossAccount, keys, grantOperation };
  if (grantContext !== undefined) permission.grantContext = grantContext;
  return permission;
}

/** What an operation says of itself is a map already where it is always the same, and is taken as it is. */
function withAliases(
  said: ConditionKeys,
  aliases: readonly string[],
  alias: string | undefined,
): ReadonlyMap<string, string | readonly string[]> {
  if (said instanceof Map && aliases.length === 0 && alias === undefined) return said;
  const keys = new Map<string, string | readonly string[]>(said);
  if (aliases.length > 0) keys.set("kms:ResourceAliases", aliases);
  if (alias !== undefined) keys.set("kms:RequestAlias", alias);
  return keys;
}

const NO_KEYS: ConditionKeys = new Map();

/** Those that the operation says itself, then those of an encryption context. */
export function withPairs(own: ConditionKeys, context: EncryptionContext | undefined): ConditionKeys {
  if (context === undefined || context.size === 0) return own;
  const last = lastKeys.get(context);
  if (last?.own === own) return last.all;
  const all = new Map([...own, ...contextKeys(context)]);
  lastKeys.set(context, { own, all });
  return all;
}

/** The same pairs are given call after call. */
const lastKeys = new WeakMap<EncryptionContext, { readonly own: ConditionKeys; readonly all: ConditionKeys }>();

/** Those of an encryption context, then those that the operation says itself. */
export function withContext(context: EncryptionContext | undefined, own: ConditionKeys): ConditionKeys {
  return context === undefined || context.size === 0 ? own : [...contextKeys(context), ...own];
}

/** kms:EncryptionContext:KEY for each pair, and the list of all keys. */
export function contextKeys(context: EncryptionContext | undefined): [string, string | readonly string[]][] {
  if (context === undefined || context.size === 0) return [];
  const keys: [string, string | readonly string[]][] = [["kms:EncryptionContextKeys", [...context.keys()]]];
  for (const [name, value] of context) keys.push([`kms:EncryptionContext:${name}`, value]);
  return keys;
}

/** Pairs as a record shows them, in their order. Pairs are entries, never names of an object that is looked up. */
export function pairsRecord(pairs: EncryptionContext): Parameters {
  return Object.fromEntries(pairs);
}

/** Remembers the last successful cryptographic use (GetKeyLastUsage). */
export function markUsed(ctx: OperationContext, key: Key, operation: string): void {
  const uses = readSlice(ctx.world, lastUses);
  const last = uses.get(key.id);
  // The same use within the same instant leaves the world as it is.
  if (last?.at !== ctx.now || last.operation !== operation)
    writeSlice(ctx.world, lastUses, uses.set(key.id, { at: ctx.now, operation }));
}
