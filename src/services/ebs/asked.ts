// For questions: what a call about a snapshot or a volume takes, EC2's permissions and those on the keys that EC2 then asks for in the
// caller's name. The call is the plain one, which names no key: what is under `aws/ebs` asks nobody of its account for more.

import { onSomeName } from "../../rules/names-asked.js";
import type { Permission, PrepareContext } from "../../rules/operation.js";
import type { RequestChoice } from "../../rules/request-choices.js";
import type { Place } from "../../world/place.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { keyOf } from "./kms-use.js";
import { newThing, newVolume, onSource, onThing } from "./permissions.js";
import { type Encryption, maySee, type SnapshotData, settingsOf, type VolumeData } from "./state.js";
import { willBeEncrypted } from "./volume-encryption.js";

type Ways = readonly (readonly Permission[])[] | undefined;

const NEW_DATA = ["GenerateDataKeyWithoutPlaintext", "CreateGrant"];

/** Undefined where the snapshot is not to be seen: EC2 says that it is not there. */
export function copyWays(snapshot: Resource<SnapshotData>, ctx: PrepareContext): Ways {
  if (!maySee(snapshot, ctx.place.account)) return undefined;
  const { encryptedByDefault } = settingsOf(ctx.world, ctx.place);
  return [
    [
      newThing(ctx, "ec2:CopySnapshot", "snapshot"),
      onSource(ctx, "ec2:CopySnapshot", snapshot),
      ...onKey(ctx.world, keyOfThing(snapshot), ["CreateGrant"]),
      ...(encryptedByDefault ? onKey(ctx.world, ownDefaultKey(ctx), ["DescribeKey", ...NEW_DATA]) : []),
    ],
  ];
}

export function volumeWays(snapshot: Resource<SnapshotData>, ctx: PrepareContext): Ways {
  if (!maySee(snapshot, ctx.place.account)) return undefined;
  const encrypted = willBeEncrypted(ctx.world, ctx.place, {}, snapshot);
  return [
    [newVolume(ctx, "ec2:CreateVolume", encrypted), onSource(ctx, "ec2:CreateVolume", snapshot), ...keysOfVolume(snapshot, ctx)],
  ];
}

/** The rows of the guide's table, as `encryptionFor` plays them. */
function keysOfVolume(snapshot: Resource<SnapshotData>, { world, place }: PrepareContext): readonly Permission[] {
  const source = keyOfThing(snapshot);
  if (source === undefined)
    return settingsOf(world, place).encryptedByDefault ? onKey(world, ownDefaultKey({ world, place }), NEW_DATA) : [];
  if (snapshot.account === place.account) return onKey(world, source, ["ReEncryptFrom", "ReEncryptTo"]);
  return [
    ...onKey(world, source, ["ReEncryptFrom"]),
    ...onKey(world, ownDefaultKey({ world, place }), ["ReEncryptTo", ...NEW_DATA]),
  ];
}

/** To some instance of the account. */
export function attachWays(volume: Resource<VolumeData>, ctx: PrepareContext): Ways {
  const { world, place } = ctx;
  if (volume.account !== place.account) return undefined;
  const some = newThing(ctx, "ec2:AttachVolume", "instance");
  const needed = [onThing("ec2:AttachVolume", volume), ...onKey(world, keyOfThing(volume), ["CreateGrant"])];
  return onSomeName(some, some.arn.slice(0, -1), ctx).map((onInstance) => [...needed, onInstance]);
}

export function snapshotWays(volume: Resource<VolumeData>, ctx: PrepareContext): Ways {
  if (volume.account !== ctx.place.account) return undefined;
  return [[onThing("ec2:CreateSnapshot", volume), newThing(ctx, "ec2:CreateSnapshot", "snapshot")]];
}

function keyOfThing({ data }: Resource<{ readonly encryption: Encryption }>): string | undefined {
  return data.encryption.is === "kms" ? data.encryption.key : undefined;
}

function ownDefaultKey({ world, place }: { readonly world: World; readonly place: Place }): string | undefined {
  return settingsOf(world, place).defaultKey;
}

/** As EC2 asks for it: a grant is for EC2's own use. */
function onKey(world: World, id: string | undefined, operations: readonly string[]): readonly Permission[] {
  if (id === undefined) return [];
  const key = keyOf(world, id);
  return operations.map((operation) => ({
    action: `kms:${operation}`,
    grantOperation: operation,
    arn: key.arn,
    account: key.account,
    resource: key,
    rule: "kms",
    crossAccount: "allowed",
    ...(operation === "CreateGrant" ? { keys: new Map([["kms:GrantIsForAWSResource", "true"]]) } : {}),
  }));
}

/** An empty volume is encrypted where the request or the place says so; where the place does, no request says otherwise. */
export function encryptionChoices(place: Place, world: World): readonly RequestChoice[] {
  return [{ key: "ec2:Encrypted", of: ["true"], plain: String(willBeEncrypted(world, place, {}, undefined)) }];
}
