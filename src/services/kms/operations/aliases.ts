// Aliases: names for keys, one place each. To change one takes permission on the alias (identity policy) and on the key.
// Source: KMS API reference; refusals of a name's form as in AWS's documentation and moto.

import { kmsCatalog } from "../../../generated/catalogs.js";
import { refusedByState } from "../../../rules/key-lifecycle.js";
import type { Key } from "../../../rules/key-lookup.js";
import type { Operation, Permission, PrepareContext, WorldEditor } from "../../../rules/operation.js";
import { ok, type Refused, refuse } from "../../../rules/reply.js";
import { accountId } from "../../../rules/requests.js";
import { type AliasData, aliasesByKey, aliasKind, keyKind } from "../../../world/key.js";
import { isKind, type Resource } from "../../../world/resource.js";
import { readSlice, writeSlice } from "../../../world/slice.js";
import { quotaOfOperation, requestItem } from "../quotas.js";
import { aliasArn, aliasId, aliasNamesOf, findAlias, findKey, isRefused } from "../resolve.js";
import { keyPermission } from "./key-operation.js";
import { constraint, tooLong, validation } from "./validation.js";

const { limits } = kmsCatalog;

/** The form of a name that is to be made, moved or deleted. */
function checkName(name: string): Refused | undefined {
  if (name.length > limits.aliasNameLength) return tooLong("aliasName", limits.aliasNameLength, name);
  if (!name.startsWith("alias/")) {
    return validation(
      'Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    );
  }
  if (!/^[a-zA-Z0-9:/_-]+$/.test(name))
    return constraint("aliasName", "Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$", name);
  // The pattern admits a colon, the service does not.
  if (name.includes(":") || name === "alias/") return validation(`${name} contains invalid characters for an alias`);
  return name.startsWith("alias/aws/") ? refuse("NotAuthorizedException", "") : undefined;
}

function aliasPermission(action: string, arn: string, account: string): Permission {
  return { action, arn, account, rule: "identity-only", crossAccount: "never" };
}

/** The ways to ask about an alias of a key, or to come: those that it has, its own name, and what the caller's policies speak of. */
function aliasWays(action: string, on: Resource, ctx: PrepareContext): readonly (readonly Permission[])[] | undefined {
  const key = isKind(on, aliasKind) ? ctx.world.resources.get(on.data.target) : on;
  if (!isKind(key, keyKind)) return undefined;
  const { account, region } = key;
  const onKey = keyPermission(ctx, action, { key }, { crossAccount: "never" });
  const names = isKind(on, aliasKind) ? [on.name] : [...aliasNamesOf(ctx.world, key), `alias/${key.name}`, ...namesAllowed(ctx)];
  return [...new Set(names)].map((name) => [
    aliasPermission(action, aliasArn(accountId(ctx.world, account), region, name), account),
    onKey,
  ]);
}

/** Aliases that the caller's policies speak of; where a wildcard stands, any name. */
function namesAllowed({ world, caller }: PrepareContext): readonly string[] {
  const policies = caller.is === "principal" ? (world.principals.get(caller.ref)?.policies ?? []) : [];
  return policies.flatMap(({ text }) =>
    [...text.matchAll(/:(alias\/[^"]+)"/g)].map(([, name = ""]) => name.replace(/[*?]/g, "x")),
  );
}

function aliasNotFound(arn: string): Refused {
  return refuse("NotFoundException", `Alias ${arn} is not found.`);
}

function arnOf(ctx: PrepareContext, name: string): string {
  return aliasArn(accountId(ctx.world, ctx.place.account), ctx.place.region, name);
}

function targetOf(ctx: PrepareContext, target: string, action: string): { readonly key: Key } | Refused {
  if (target.startsWith("alias/") || target.includes(":alias/")) return validation("Aliases must refer to keys. Not aliases");
  return findKey(ctx, target, "key", action);
}

const createAlias: Operation<"kms:CreateAlias"> = {
  action: "kms:CreateAlias",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const bad = checkName(input.aliasName);
    if (bad !== undefined) return bad;
    const target = targetOf(ctx, input.targetKeyId, "kms:CreateAlias");
    if (isRefused(target)) return target;
    return {
      permissions: [
        aliasPermission("kms:CreateAlias", arnOf(ctx, input.aliasName), ctx.place.account),
        keyPermission(ctx, "kms:CreateAlias", target, { crossAccount: "never" }),
      ],
      on: [target.key.id],
      owners: [target.key.account],
    };
  },
  neededOn: (on, ctx) => aliasWays("kms:CreateAlias", on, ctx),
  perform(input, ctx) {
    const target = targetOf(ctx, input.targetKeyId, "kms:CreateAlias");
    if (isRefused(target)) return target;
    const { key } = target;
    const arn = arnOf(ctx, input.aliasName);
    if (findAlias(ctx.world, input.aliasName, ctx.place) !== undefined)
      return refuse("AlreadyExistsException", `An alias with the name ${arn} already exists`);
    const refused = refusedByState("CreateAlias", key);
    if (refused !== undefined) return refused;
    const names = aliasNamesOf(ctx.world, key);
    if (names.length >= limits.aliasesPerKey)
      return refuse("LimitExceededException", `You have reached the limit of ${limits.aliasesPerKey} aliases for this key.`);
    ctx.make(aliasKind, {
      id: aliasId(input.aliasName, ctx.place),
      name: input.aliasName,
      place: ctx.place,
      arn,
      data: { target: key.id },
    });
    setAliases(ctx, key.id, [...names, input.aliasName]);
    return ok({ keyId: key.arn });
  },
  meter: (input, ctx) => itemOf(ctx, input.targetKeyId, "kms:CreateAlias"),
  quota: () => quotaOfOperation("CreateAlias"),
  record: (input, _ctx, output) => ({
    requestParameters: { aliasName: input.aliasName, targetKeyId: input.targetKeyId },
    responseElements: output === undefined ? null : { keyId: output.keyId },
  }),
};

const updateAlias: Operation<"kms:UpdateAlias"> = {
  action: "kms:UpdateAlias",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const ends = bothTargets(ctx, input.aliasName, input.targetKeyId);
    if (isRefused(ends)) return ends;
    const { alias, before, after } = ends;
    const onKey = (key: Key): Permission => keyPermission(ctx, "kms:UpdateAlias", { key }, { crossAccount: "never" });
    return {
      permissions: [
        aliasPermission("kms:UpdateAlias", alias.arn, alias.account),
        ...(before === undefined ? [] : [onKey(before)]),
        onKey(after),
      ],
      on: before === undefined ? [after.id] : [before.id, after.id],
      owners: [after.account],
    };
  },
  neededOn: (on, ctx) => aliasWays("kms:UpdateAlias", on, ctx),
  perform(input, ctx) {
    const ends = bothTargets(ctx, input.aliasName, input.targetKeyId);
    if (isRefused(ends)) return ends;
    const { alias, before, after } = ends;
    const refused = refusedByState("UpdateAlias", after);
    if (refused !== undefined) return refused;
    if (before !== undefined && (before.data.usage !== after.data.usage || isSymmetric(before) !== isSymmetric(after))) {
      return validation(`Alias ${alias.arn} cannot be associated with a key of another type or usage.`);
    }
    if (before !== undefined)
      setAliases(
        ctx,
        before.id,
        aliasNamesOf(ctx.world, before).filter((name) => name !== alias.name),
      );
    const names = aliasNamesOf(ctx.world, after);
    if (names.length >= limits.aliasesPerKey)
      return refuse("LimitExceededException", `You have reached the limit of ${limits.aliasesPerKey} aliases for this key.`);
    setAliases(ctx, after.id, [...names, alias.name]);
    ctx.put({ ...alias, data: { target: after.id } }, `points at ${after.name}`);
    return ok({ keyId: after.arn });
  },
  meter: (input, ctx) => itemOf(ctx, input.targetKeyId, "kms:UpdateAlias"),
  quota: () => quotaOfOperation("UpdateAlias"),
  record: (input, _ctx, output) => ({
    requestParameters: { aliasName: input.aliasName, targetKeyId: input.targetKeyId },
    responseElements: output === undefined ? null : { keyId: output.keyId },
  }),
};

function bothTargets(
  ctx: PrepareContext,
  name: string,
  target: string,
): { readonly alias: Resource<AliasData>; readonly before: Key | undefined; readonly after: Key } | Refused {
  const bad = checkName(name);
  if (bad !== undefined) return bad;
  const alias = findAlias(ctx.world, name, ctx.place);
  if (alias === undefined) return aliasNotFound(arnOf(ctx, name));
  const after = targetOf(ctx, target, "kms:UpdateAlias");
  if (isRefused(after)) return after;
  const before = ctx.world.resources.get(alias.data.target);
  return { alias, before: isKind(before, keyKind) ? before : undefined, after: after.key };
}

function isSymmetric(key: Key): boolean {
  return key.data.spec === "SYMMETRIC_DEFAULT";
}

const deleteAlias: Operation<"kms:DeleteAlias"> = {
  action: "kms:DeleteAlias",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const bad = checkName(input.aliasName);
    if (bad !== undefined) return bad;
    const alias = findAlias(ctx.world, input.aliasName, ctx.place);
    const key = ctx.world.resources.get(alias?.data.target ?? "");
    if (alias === undefined || !isKind(key, keyKind)) return aliasNotFound(arnOf(ctx, input.aliasName));
    return {
      permissions: [
        aliasPermission("kms:DeleteAlias", alias.arn, alias.account),
        keyPermission(ctx, "kms:DeleteAlias", { key }, { crossAccount: "never" }),
      ],
      on: [key.id],
      owners: [key.account],
    };
  },
  neededOn: (on, ctx) => aliasWays("kms:DeleteAlias", on, ctx),
  perform(input, ctx) {
    const alias = findAlias(ctx.world, input.aliasName, ctx.place);
    const key = ctx.find(keyKind, alias?.data.target ?? "");
    if (alias === undefined || key === undefined) return aliasNotFound(arnOf(ctx, input.aliasName));
    removeAlias(ctx, key, alias);
    return ok({ keyId: key.arn });
  },
  meter: () => requestItem(undefined),
  quota: () => quotaOfOperation("DeleteAlias"),
  record: (input, _ctx, output) => ({
    requestParameters: { aliasName: input.aliasName },
    responseElements: output === undefined ? null : { keyId: output.keyId },
  }),
};

/** Takes an alias away; its key stays as it is. */
export function removeAlias(editor: WorldEditor, key: Key, alias: Resource<AliasData>): void {
  setAliases(
    editor,
    key.id,
    aliasNamesOf(editor.world, key).filter((name) => name !== alias.name),
  );
  editor.remove(alias, "deleted");
}

function setAliases(editor: WorldEditor, keyId: string, names: readonly string[]): void {
  writeSlice(editor.world, aliasesByKey, readSlice(editor.world, aliasesByKey).set(keyId, names));
}

const listAliases: Operation<"kms:ListAliases"> = {
  action: "kms:ListAliases",
  readOnly: true,
  recorded: true,
  // Of the account's own keys alone (KMS API reference, ListAliases, "Cross-account use: No").
  prepare(input, ctx) {
    const found = input.keyId === undefined ? undefined : findKey(ctx, input.keyId, "key", "kms:ListAliases");
    const owner = found === undefined || isRefused(found) ? ctx.place.account : found.key.account;
    return { permissions: [aliasPermission("kms:ListAliases", "*", owner)], on: [], owners: [] };
  },
  perform(input, ctx) {
    if (input.keyId !== undefined) {
      const found = findKey(ctx, input.keyId, "key", "kms:ListAliases");
      return isRefused(found) ? found : ok({ aliasNames: aliasNamesOf(ctx.world, found.key) });
    }
    const aliasNames: string[] = [];
    for (const each of ctx.world.resources.values()) {
      if (each.kind === aliasKind.name && each.account === ctx.place.account && each.region === ctx.place.region)
        aliasNames.push(each.name);
    }
    return ok({ aliasNames });
  },
  meter: () => requestItem(undefined),
  quota: () => quotaOfOperation("ListAliases"),
  record: (input) => ({ requestParameters: input.keyId === undefined ? null : { keyId: input.keyId }, responseElements: null }),
};

function itemOf(ctx: PrepareContext, keyId: string, action: string): string {
  const found = findKey(ctx, keyId, "key", action);
  return requestItem(isRefused(found) ? undefined : found.key.data);
}

export const aliasOperations = [createAlias, updateAlias, deleteAlias, listAliases];
