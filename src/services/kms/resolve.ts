// From the key ID, key ARN, alias name or alias ARN of a request to the key, as KMS resolves it: in the caller's account and the
// endpoint's Region, before anybody is asked for permission.

import { accessDenied } from "../../rules/denial.js";
import { accountOfId } from "../../rules/identities.js";
import { type Key, keyArn, keyOfArn } from "../../rules/key-lookup.js";
import { managedKeyId } from "../../rules/managed-keys.js";
import type { PrepareContext } from "../../rules/operation.js";
import { probe } from "../../rules/probe.js";
import { type Refused, refuse } from "../../rules/reply.js";
import { accountId } from "../../rules/requests.js";
import { type AliasData, aliasesByKey, aliasKind, keyKind } from "../../world/key.js";
import type { Place } from "../../world/place.js";
import { isKind, type Resource } from "../../world/resource.js";
import { readSlice } from "../../world/slice.js";
import type { World } from "../../world/world.js";

export interface FoundKey {
  readonly key: Key;
  /** The alias name in the request, `alias/app`, if it named one. */
  readonly alias?: string;
}

/** `takes: "key"` is for operations that accept no alias; `action` is what the caller would need permission for. */
export function findKey(ctx: PrepareContext, keyId: string, takes: "key" | "key-or-alias", action: string): FoundKey | Refused {
  const own = accountId(ctx.world, ctx.place.account);
  if (keyId.startsWith("arn:")) return findByArn(ctx, keyId, takes, action, own);
  if (keyId.startsWith("alias/")) {
    if (takes === "key") return refuse("NotFoundException", `Invalid keyId '${keyId}'`);
    return findByAlias(ctx.world, keyId, ctx.place, own);
  }
  const arn = keyArn(own, ctx.place.region, keyId);
  const key = keyOfArn(ctx.world, arn);
  if (key !== undefined) return { key };
  return isKeyId(ctx.world, keyId) ? keyNotFound(arn) : refuse("NotFoundException", `Invalid keyId '${keyId}'`);
}

function findByArn(
  ctx: PrepareContext,
  arn: string,
  takes: "key" | "key-or-alias",
  action: string,
  callerId: string,
): FoundKey | Refused {
  const key = keyOfArn(ctx.world, arn);
  if (key !== undefined && key.region === ctx.place.region) return { key };
  const parts = arn.split(":");
  const [, , service, region, ownerId] = parts;
  const rest = parts.slice(5).join(":");
  if (service !== "kms" || region === undefined || ownerId === undefined || rest === "")
    return refuse("InvalidArnException", `Invalid arn ${arn}`);
  if (region !== ctx.place.region) return refuse("NotFoundException", `Invalid arn ${region}`);
  const owner = accountOfId(ctx.world.accounts.values(), ownerId)?.name;
  if (rest.startsWith("alias/")) {
    if (takes === "key") return refuse("NotFoundException", `Invalid keyId '${arn}'`);
    const found = owner === undefined ? undefined : findByAlias(ctx.world, rest, { account: owner, region }, ownerId);
    return found !== undefined && ("key" in found || ownerId === callerId) ? found : unknownElsewhere(ctx, arn, action, owner);
  }
  return ownerId === callerId ? keyNotFound(arn) : unknownElsewhere(ctx, arn, action, owner);
}

function findByAlias(world: World, alias: string, place: Place, ownerId: string): FoundKey | Refused {
  const arn = aliasArn(ownerId, place.region, alias);
  const found = alias.startsWith("alias/aws/")
    ? world.resources.get(managedKeyId(alias.slice("alias/aws/".length), place))
    : world.resources.get(findAlias(world, alias, place)?.data.target ?? "");
  return isKind(found, keyKind) ? { key: found, alias } : refuse("NotFoundException", `Alias ${arn} is not found.`);
}

const KEY_ID = /^(?:mrk-[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** AWS's own form; and since a key's ID is its name here, the name of a key that is elsewhere or was deleted. */
function isKeyId(world: World, keyId: string): boolean {
  const name = keyId.startsWith("mrk-") ? keyId.slice("mrk-".length) : keyId;
  return KEY_ID.test(keyId) || world.resources.get(name)?.kind === keyKind.name;
}

export function keyNotFound(arn: string): Refused {
  return refuse("NotFoundException", `Key '${arn}' does not exist`);
}

/** What is not there has no policy that lets anybody of another account in: who asks is told no more than that. */
function unknownElsewhere(ctx: PrepareContext, arn: string, action: string, owner = ""): Refused {
  const permission = { action, arn, account: owner, rule: "kms", crossAccount: "allowed" } as const;
  return accessDenied(probe(ctx.world, ctx.caller, ctx.place, permission), action, false);
}

export function isRefused(value: object): value is Refused {
  return "is" in value && value.is === "refused";
}

// ---- aliases

/** `A/us-east-1/alias/app`: resource id of an alias; `name` holds the prefix. */
export function aliasId(name: string, place: Place): string {
  return `${place.account}/${place.region}/${name}`;
}

export function aliasArn(ownerId: string, region: string, name: string): string {
  return `arn:aws:kms:${region}:${ownerId}:${name}`;
}

export function findAlias(world: World, name: string, place: Place): Resource<AliasData> | undefined {
  const found = world.resources.get(aliasId(name, place));
  return isKind(found, aliasKind) ? found : undefined;
}

/** Names of all aliases of a key, `alias/app`. */
export function aliasNamesOf(world: World, key: Key): readonly string[] {
  if (key.data.service !== undefined) return [`alias/aws/${key.data.service}`];
  return readSlice(world, aliasesByKey).get(key.id) ?? [];
}
