// CreateSnapshot, its sharing and its end. None of them calls KMS: a snapshot carries its volume's data key, and sharing it gives
// nobody the key.

import { afterSharing, type SharingChange } from "../../contract/sharing.js";
import type { Operation, OperationContext } from "../../rules/operation.js";
import { carriedFrom } from "../../rules/reach/storage.js";
import { ok } from "../../rules/reply.js";
import type { Place } from "../../world/place.js";
import { isKind, type Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { accountId, ec2Arn } from "./arns.js";
import { snapshotWays } from "./asked.js";
import { keyOf } from "./kms-use.js";
import { blocksFor, latestIn, lineageOf, stored, unstored } from "./lineage.js";
import { newThing, onThing } from "./permissions.js";
import { defaultKeyShared, encryptedPublic, snapshotInUse, snapshotNotFound, volumeNotFound } from "./refusals.js";
import { imagesOf, type SnapshotData, snapshotKind, type VolumeData, volumeKind } from "./state.js";
import { volumeHere } from "./volume-operations.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "ec2:CreateSnapshot": {
      input: { readonly id: string; readonly volume: string };
      output: { readonly snapshot: Resource<SnapshotData> };
    };
    "ec2:ModifySnapshotAttribute": { input: SharingChange & { readonly snapshot: string }; output: undefined };
    "ec2:DeleteSnapshot": { input: { readonly snapshot: string }; output: undefined };
  }
}

/** A snapshot of a volume, which carries the volume's own data key. */
export function taken(ctx: OperationContext, id: string, volume: Resource<VolumeData>): Resource<SnapshotData> {
  const lineage = lineageOf(volume);
  const snapshot = ctx.make(snapshotKind, {
    id,
    place: ctx.place,
    arn: ec2Arn(ctx.world, ctx.place, "snapshot", id),
    data: {
      sizeGib: volume.data.sizeGib,
      encryption: volume.data.encryption,
      state: { is: "completed" },
      of: { is: "volume", volume: volume.id },
      carries: carriedFrom(volume),
      lineage,
      blocks: blocksFor(ctx, id, latestIn(ctx.world, ctx.place, lineage, "taken")),
      sharedWith: [],
      everyone: false,
    },
  });
  stored(ctx, snapshot, "taken");
  return snapshot;
}

export const createSnapshot: Operation<"ec2:CreateSnapshot"> = {
  action: "ec2:CreateSnapshot",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const volume = volumeHere(ctx.world, ctx.place, input.volume);
    if (volume === undefined) return volumeNotFound(input.volume);
    const permissions = [newThing(ctx, "ec2:CreateSnapshot", "snapshot"), onThing("ec2:CreateSnapshot", volume)];
    return { permissions, on: [input.id, volume.id], owners: [] };
  },
  neededOn: (on, ctx) => (isKind(on, volumeKind) ? snapshotWays(on, ctx) : undefined),
  perform: (input, ctx) => ok({ snapshot: taken(ctx, input.id, ctx.find(volumeKind, input.volume)!) }),
  record: (input, _ctx, output) => ({
    requestParameters: { volumeId: input.volume },
    responseElements: output === undefined ? null : { snapshotId: output.snapshot.id, volumeId: input.volume, status: "pending" },
  }),
};

export const modifySnapshotAttribute: Operation<"ec2:ModifySnapshotAttribute"> = {
  action: "ec2:ModifySnapshotAttribute",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const snapshot = snapshotHere(ctx.world, ctx.place, input.snapshot);
    if (snapshot === undefined) return snapshotNotFound(input.snapshot);
    return { permissions: [onThing("ec2:ModifySnapshotAttribute", snapshot)], on: [snapshot.id], owners: [] };
  },
  perform(input, ctx) {
    const snapshot = ctx.find(snapshotKind, input.snapshot)!;
    const { encryption } = snapshot.data;
    if (input.change === "add" && encryption.is !== "none") {
      if (input.everyone) return encryptedPublic();
      if (encryption.is === "kms" && keyOf(ctx.world, encryption.key).data.manager === "AWS") return defaultKeyShared();
    }
    const after = afterSharing(snapshot.data, input);
    if (after !== undefined) ctx.put({ ...snapshot, data: after.data }, after.words);
    return ok(undefined);
  },
  record(input, ctx) {
    const items = [
      ...input.accounts.map((name) => ({ userId: accountId(ctx.world, name) })),
      ...(input.everyone ? [{ group: "all" }] : []),
    ];
    return {
      requestParameters: {
        snapshotId: input.snapshot,
        attributeType: "CREATE_VOLUME_PERMISSION",
        createVolumePermission: { [input.change]: { items } },
      },
      responseElements: { _return: true },
    };
  },
};

export const deleteSnapshot: Operation<"ec2:DeleteSnapshot"> = {
  action: "ec2:DeleteSnapshot",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const snapshot = snapshotHere(ctx.world, ctx.place, input.snapshot);
    if (snapshot === undefined) return snapshotNotFound(input.snapshot);
    return { permissions: [onThing("ec2:DeleteSnapshot", snapshot)], on: [snapshot.id], owners: [] };
  },
  perform(input, ctx) {
    const snapshot = ctx.find(snapshotKind, input.snapshot)!;
    const [image] = imagesOf(ctx.world, snapshot.id);
    if (image !== undefined) return snapshotInUse(snapshot.id, image);
    if (snapshot.data.state.is === "completed") unstored(ctx, snapshot);
    ctx.remove(snapshot, "deleted");
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { snapshotId: input.snapshot }, responseElements: { _return: true } }),
};

/** A snapshot that the caller's own account has in the Region that is called. */
function snapshotHere(world: World, place: Place, id: string): Resource<SnapshotData> | undefined {
  const found = world.resources.get(id);
  return isKind(found, snapshotKind) && found.account === place.account && found.region === place.region ? found : undefined;
}
