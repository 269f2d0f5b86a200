// CreateVolume and DeleteVolume. A volume that cannot get its data key is answered with `creating` all the same, and is gone when one
// looks again: the answer carries what came of it.

import type { Operation, OperationContext, PrepareContext } from "../../rules/operation.js";
import { carriedFrom } from "../../rules/reach/storage.js";
import { ok, type Refused, type Reply } from "../../rules/reply.js";
import type { Place } from "../../world/place.js";
import { isKind, type Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { accountId, ec2Arn } from "./arns.js";
import { volumeWays } from "./asked.js";
import { VOLUME_ITEM } from "./items.js";
import { newVolume, onSource, onThing } from "./permissions.js";
import {
  keyWithoutEncrypted,
  smallerThanSnapshot,
  snapshotNotFound,
  stillAttached,
  vanished,
  volumeNotFound,
} from "./refusals.js";
import { type Encryption, maySee, type SnapshotData, snapshotKind, type VolumeData, volumeKind } from "./state.js";
import { type ChosenKey, encryptionFor, willBeEncrypted } from "./volume-encryption.js";

/** The size of a volume that is not told its size. */
export const DEFAULT_SIZE_GIB = 100;

declare module "../../rules/operation.js" {
  interface Operations {
    "ec2:CreateVolume": { input: CreateVolumeInput; output: CreateVolumeOutput };
    "ec2:DeleteVolume": { input: { readonly volume: string }; output: undefined };
  }
}

export interface CreateVolumeInput {
  /** The new volume's name. */
  readonly id: string;
  /** GiB; left out: the snapshot's size, or 100. */
  readonly sizeGib?: number;
  readonly encrypted?: true;
  readonly key?: ChosenKey;
  /** Id of the snapshot to make it from. */
  readonly snapshot?: string;
}

export interface CreateVolumeOutput {
  readonly volume: Resource<VolumeData>;
  /** Why the volume vanished after the call was answered. */
  readonly failure?: Refused;
}

export const createVolume: Operation<"ec2:CreateVolume"> = {
  action: "ec2:CreateVolume",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    if (input.key !== undefined && input.encrypted === undefined) return keyWithoutEncrypted();
    const snapshot = input.snapshot === undefined ? undefined : usableSnapshot(ctx, input.snapshot);
    const onVolume = newVolume(ctx, "ec2:CreateVolume", willBeEncrypted(ctx.world, ctx.place, input, snapshot));
    if (input.snapshot === undefined) return { permissions: [onVolume], on: [input.id], owners: [] };
    if (snapshot === undefined) return snapshotNotFound(input.snapshot);
    const least = snapshot.data.sizeGib;
    if (input.sizeGib !== undefined && input.sizeGib < least) return smallerThanSnapshot(input.sizeGib, snapshot.id, least);
    return { permissions: [onVolume, onSource(ctx, "ec2:CreateVolume", snapshot)], on: [input.id], owners: [] };
  },
  neededOn: (on, ctx) => (isKind(on, snapshotKind) ? volumeWays(on, ctx) : undefined),
  perform(input, ctx) {
    const snapshot = input.snapshot === undefined ? undefined : ctx.find(snapshotKind, input.snapshot);
    const got = encryptionFor(ctx, input, snapshot);
    const sizeGib = input.sizeGib ?? snapshot?.data.sizeGib ?? DEFAULT_SIZE_GIB;
    const volume = makeVolume(ctx, input, sizeGib, snapshot, got);
    if (snapshot !== undefined && snapshot.account !== ctx.place.account) tellOwner(ctx, snapshot, input.id);
    if (got.is === "ok") {
      const { account, region } = ctx.place;
      ctx.holding("begins", { id: volume.id, account, region, item: VOLUME_ITEM, quantity: sizeGib });
      return ok({ volume });
    }
    ctx.later(() => ctx.remove(volume, "vanished: its key could not be used"));
    return ok({ volume, failure: vanished(volume.id, got) });
  },
  record(input, _ctx, output) {
    const requestParameters = {
      volumeType: "gp3",
      ...(input.sizeGib === undefined ? {} : { size: String(input.sizeGib) }),
      ...(input.snapshot === undefined ? {} : { snapshotId: input.snapshot }),
      ...(input.encrypted === undefined ? {} : { encrypted: true }),
      ...(input.key === undefined ? {} : { kmsKeyId: input.key.reference }),
    };
    if (output === undefined) return { requestParameters, responseElements: null };
    const { volume } = output;
    const encrypted = volume.data.encryption.is !== "none";
    return {
      requestParameters,
      responseElements: { volumeId: volume.id, size: String(volume.data.sizeGib), status: "creating", encrypted },
    };
  },
};

export function makeVolume(
  ctx: OperationContext,
  input: { readonly id: string },
  sizeGib: number,
  snapshot: Resource<SnapshotData> | undefined,
  got: Reply<Encryption>,
): Resource<VolumeData> {
  const base = {
    sizeGib,
    carries: carriedFrom(snapshot),
    encryption: got.is === "ok" ? got.output : ({ is: "failed" } as const),
    state: got.is === "ok" ? ({ is: "available" } as const) : ({ is: "creating" } as const),
  };
  const data: VolumeData = snapshot === undefined ? base : { ...base, snapshot: snapshot.id };
  return ctx.make(volumeKind, { id: input.id, place: ctx.place, arn: ec2Arn(ctx.world, ctx.place, "volume", input.id), data });
}

export function tellOwner(ctx: OperationContext, snapshot: Resource<SnapshotData>, volume: string): void {
  const serviceEventDetails = {
    snapshotId: snapshot.id,
    sharedWithAccount: accountId(ctx.world, ctx.place.account),
    volumeId: volume,
  };
  ctx.serviceEvent("ec2:SharedSnapshotVolumeCreated", snapshot, { requestParameters: null, serviceEventDetails });
}

export const deleteVolume: Operation<"ec2:DeleteVolume"> = {
  action: "ec2:DeleteVolume",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const volume = volumeHere(ctx.world, ctx.place, input.volume);
    if (volume === undefined) return volumeNotFound(input.volume);
    return { permissions: [onThing("ec2:DeleteVolume", volume)], on: [volume.id], owners: [] };
  },
  perform(input, ctx) {
    const volume = ctx.find(volumeKind, input.volume)!;
    if (volume.data.state.is === "in-use") return stillAttached(volume.id, volume.data.state.instance);
    const { account, region } = volume;
    ctx.holding("ends", { id: volume.id, account, region, item: VOLUME_ITEM, quantity: volume.data.sizeGib });
    ctx.remove(volume, "deleted");
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { volumeId: input.volume }, responseElements: { _return: true } }),
};

/** A volume of the caller's own account in the Region that is called: EC2 knows no other. */
export function volumeHere(world: World, place: Place, id: string): Resource<VolumeData> | undefined {
  const found = world.resources.get(id);
  return isKind(found, volumeKind) && found.account === place.account && found.region === place.region ? found : undefined;
}

/** A snapshot of that Region that the caller's account owns, or that is shared with it. */
function usableSnapshot(ctx: PrepareContext, id: string): Resource<SnapshotData> | undefined {
  const found = ctx.world.resources.get(id);
  if (!isKind(found, snapshotKind) || found.region !== ctx.place.region || found.data.state.is !== "completed") return undefined;
  return maySee(found, ctx.place.account) ? found : undefined;
}
