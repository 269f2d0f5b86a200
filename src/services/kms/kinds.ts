// The kinds of things that KMS has or gives, as scenarios speak of them: what a trace shows, what can be expected of them.

import { compareText, sorted } from "../../base/order.js";
import type { KindEntry, PropertyValue } from "../../contract/service.js";
import { currentMaterial, stateName } from "../../rules/key-lifecycle.js";
import { relativesOf } from "../../rules/key-lookup.js";
import { refuse } from "../../rules/reply.js";
import {
  type AliasData,
  aliasKind,
  type CiphertextData,
  ciphertextKind,
  type GrantData,
  type GrantPrincipal,
  grantKind,
  type KeyData,
  type KeyState,
  keyKind,
} from "../../world/key.js";
import type { Kind, Resource } from "../../world/resource.js";
import { daysBetween, type Instant } from "../../world/time.js";
import type { World } from "../../world/world.js";
import { grantPrincipalName, grantPrincipalText } from "./grants.js";
import { expirationOf } from "./key-metadata.js";
import { aliasNamesOf } from "./resolve.js";
import { algorithmsOf } from "./specs.js";
import {
  type DataKeyData,
  dataKeyKind,
  type MaterialData,
  macKind,
  materialKind,
  type PublicKeyData,
  publicKeyKind,
  type SharedSecretData,
  type SignatureData,
  sharedSecretKind,
  signatureKind,
} from "./state.js";

const text = (value: string): PropertyValue => ({ is: "text", text: value });
const number = (value: number): PropertyValue => ({ is: "number", value });
const resource = (id: string): PropertyValue => ({ is: "resource", id });
const NOTHING: PropertyValue = { is: "nothing" };
const instant = (at: Instant | undefined): PropertyValue => (at === undefined ? NOTHING : { is: "instant", at });
const days = (count: number | undefined): PropertyValue => (count === undefined ? NOTHING : { is: "days", days: count });
const maybe = (value: string | undefined): PropertyValue => (value === undefined ? NOTHING : text(value));

type Properties<T> = { readonly [name: string]: (resource: Resource<T>, world: World) => PropertyValue };
type States<T> = { readonly [name: string]: (resource: Resource<T>, world: World) => boolean };

function kindEntry<T>(
  kind: Kind<T>,
  describe: (resource: Resource<T>, world: World) => string,
  properties: Properties<T> = {},
  states: States<T> = {},
): KindEntry {
  return {
    name: kind.name,
    article: kind.article,
    plural: kind.plural,
    describe: describe as KindEntry["describe"],
    properties: new Map(Object.entries(properties)) as KindEntry["properties"],
    states: new Map(Object.entries(states)) as KindEntry["states"],
  };
}

const KEY_STATES: readonly KeyState["is"][] = [
  "enabled",
  "disabled",
  "creating",
  "updating",
  "pending-import",
  "pending-deletion",
  "pending-replica-deletion",
  "unavailable",
  "deleted",
];

/** `SIGN_VERIFY` as a scenario writes it. */
function word(constant: string): string {
  return constant.toLowerCase().replaceAll("_", "-");
}

const constant = (value: string): PropertyValue => ({ is: "text", text: word(value), also: value });

/** The ARN, which may be said by the scenario's name as well. */
function principal(world: World, who: GrantPrincipal): PropertyValue {
  return { is: "text", text: grantPrincipalText(world, who), also: grantPrincipalName(world, who) };
}

function describeKey(key: Resource<KeyData>): string {
  const { data } = key;
  const parts = [data.spec, word(data.usage), data.manager === "AWS" ? "AWS managed" : "customer managed"];
  if (data.origin === "EXTERNAL") parts.push("imported material");
  if (data.multiRegion !== undefined)
    parts.push(data.multiRegion.type === "PRIMARY" ? "multi-Region primary" : "multi-Region replica");
  parts.push(data.state.is.replaceAll("-", " "));
  return parts.join(", ");
}

function waitingDays(state: KeyState): number | undefined {
  if (state.is === "pending-replica-deletion") return state.windowDays;
  return state.is === "pending-deletion" ? daysBetween(state.scheduledAt, state.deletionAt) : undefined;
}

function expirationModel(data: KeyData): PropertyValue {
  const found = expirationOf(data);
  if (found === undefined) return NOTHING;
  return constant(found.validTo === undefined ? "KEY_MATERIAL_DOES_NOT_EXPIRE" : "KEY_MATERIAL_EXPIRES");
}

const key: KindEntry = {
  absent: (name) => refuse("NotFoundException", `Invalid keyId '${name}'`),
  ...kindEntry(
    keyKind,
    describeKey,
    {
      state: ({ data: { state } }) => ({ is: "text", text: state.is, also: stateName(state) }),
      "state-name": (each) => text(stateName(each.data.state)),
      spec: (each) => text(each.data.spec),
      usage: (each) => constant(each.data.usage),
      origin: (each) => constant(each.data.origin),
      manager: (each) => constant(each.data.manager),
      description: (each) => text(each.data.description),
      owner: (each) => text(each.account),
      arn: (each) => text(each.arn),
      "key-id": (each) => text(each.data.keyId),
      material: (each) => maybe(currentMaterial(each.data)?.id),
      rotations: (each) => number(each.data.completedRotations.length),
      period: (each) => days(each.data.rotation?.periodDays),
      "next-rotation": (each) => instant(each.data.rotation?.nextAt),
      "deletion-date": ({ data: { state } }) => instant(state.is === "pending-deletion" ? state.deletionAt : undefined),
      "waiting-period": (each) => days(waitingDays(each.data.state)),
      "expiration-model": (each) => expirationModel(each.data),
      expires: (each) => instant(expirationOf(each.data)?.validTo),
      algorithms: (each) => text(sorted(algorithmsOf(each.data.spec, each.data.usage), compareText).join(", ")),
      tags: (each) => text(`{${[...each.tags].map(([name, value]) => `${name}: ${value}`).join(", ")}}`),
      aliases: (each, world) => number(aliasNamesOf(world, each).length),
      grants: (each, world) => number((world.grants.get(each.id) ?? []).filter((grant) => grant.endedAt === undefined).length),
      replicas: (each, world) =>
        each.data.multiRegion === undefined
          ? NOTHING
          : number([each, ...relativesOf(world, each)].filter((one) => one.data.multiRegion?.type === "REPLICA").length),
      primary: (each) => (each.data.multiRegion === undefined ? NOTHING : resource(each.data.multiRegion.primary)),
    },
    {
      ...Object.fromEntries(KEY_STATES.map((state) => [state, (each: Resource<KeyData>) => each.data.state.is === state])),
      rotating: (each) =>
        each.data.rotation !== undefined &&
        each.data.state.is !== "pending-deletion" &&
        each.data.state.is !== "pending-replica-deletion",
      "multi-region": (each) => each.data.multiRegion !== undefined,
      primary: (each) => each.data.multiRegion?.type === "PRIMARY",
      replica: (each) => each.data.multiRegion?.type === "REPLICA",
    },
  ),
  isGone: (each) => (each as Resource<KeyData>).data.state.is === "deleted",
};

const alias = kindEntry<AliasData>(aliasKind, (each) => `for ${each.data.target}`, {
  key: (each) => resource(each.data.target),
  target: (each) => resource(each.data.target),
});

const grantOf = (each: Resource<GrantData>, world: World) =>
  world.grants.get(each.data.key)?.find((grant) => grant.id === each.id);

const keyName = (each: Resource<GrantData>, world: World) => world.resources.get(each.data.key)?.name ?? each.data.key;

const grant = kindEntry<GrantData>(
  grantKind,
  (each, world) => {
    const found = grantOf(each, world);
    return found === undefined
      ? `on ${keyName(each, world)}`
      : `on ${keyName(each, world)} to ${grantPrincipalName(world, found.grantee)}: ${found.operations.join(", ")}`;
  },
  {
    key: (each) => resource(each.data.key),
    grantee: (each, world) => {
      const found = grantOf(each, world);
      return found === undefined ? NOTHING : principal(world, found.grantee);
    },
    retiring: (each, world) => {
      const retiring = grantOf(each, world)?.retiring;
      return retiring === undefined ? NOTHING : principal(world, retiring);
    },
    name: (each, world) => maybe(grantOf(each, world)?.grantName),
    operations: (each, world) => maybe(grantOf(each, world)?.operations.join(", ")),
  },
  {
    active: (each, world) => grantOf(each, world)?.endedAt === undefined && grantOf(each, world) !== undefined,
    ended: (each, world) => grantOf(each, world)?.endedAt !== undefined || grantOf(each, world) === undefined,
  },
);

/** What KMS gave away: its name may be given to another one later. */
function value<T>(
  kind: Kind<T>,
  describe: (resource: Resource<T>) => string,
  properties: Properties<T>,
  states: States<T> = {},
): KindEntry {
  return { ...kindEntry(kind, describe, properties, states), rebindable: true };
}

const ciphertext = value<CiphertextData>(
  ciphertextKind,
  (each) => `under ${each.data.key}, ${each.data.material}`,
  {
    key: (each) => resource(each.data.key),
    material: (each) => text(each.data.material),
    algorithm: (each) => text(each.data.algorithm),
  },
  { encrypted: () => true },
);

const dataKey = value<DataKeyData>(
  dataKeyKind,
  (each) =>
    `${each.data.pair ?? "AES_256"} wrapped under ${each.data.ciphertext.key}${each.data.hasPlaintext ? "" : ", without its plaintext"}`,
  { key: (each) => resource(each.data.ciphertext.key), material: (each) => text(each.data.ciphertext.material) },
);

const signed = {
  key: (each: Resource<SignatureData>) => resource(each.data.key),
  material: (each: Resource<SignatureData>) => text(each.data.material),
  algorithm: (each: Resource<SignatureData>) => text(each.data.algorithm),
};

export const kmsKinds: readonly KindEntry[] = [
  key,
  alias,
  grant,
  ciphertext,
  dataKey,
  value<SignatureData>(signatureKind, (each) => `by ${each.data.key}, ${each.data.algorithm}`, signed),
  value<SignatureData>(macKind, (each) => `by ${each.data.key}, ${each.data.algorithm}`, signed),
  value<PublicKeyData>(publicKeyKind, (each) => `of ${each.data.key}, ${each.data.spec}`, {
    key: (each) => resource(each.data.key),
    material: (each) => text(each.data.material),
  }),
  value<MaterialData>(materialKind, () => "outside AWS", { bytes: (each) => text(each.data.bytes) }),
  value<SharedSecretData>(sharedSecretKind, () => "outside AWS", { secret: (each) => text(each.data.secret) }),
];
