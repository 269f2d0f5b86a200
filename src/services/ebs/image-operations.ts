// Machine images, as far as their snapshots are under keys: registered from a snapshot, and shared. An image is shared with whoever may
// launch from it, and refuses what its snapshots may not do, with codes of its own. Source: EC2 API reference, RegisterImage and
// ModifyImageAttribute; hashicorp/packer issue 7410, DataDog/stratus-red-team issue 109.

import { afterSharing, type SharingChange } from "../../contract/sharing.js";
import type { Operation, OperationContext, PrepareContext } from "../../rules/operation.js";
import { ok, type Refused } from "../../rules/reply.js";
import { isKind, type Resource } from "../../world/resource.js";
import { accountId, ec2Arn } from "./arns.js";
import { copied } from "./copy-operation.js";
import { keyOf } from "./kms-use.js";
import { newThing, onSource, onThing } from "./permissions.js";
import {
  encryptedImagePublic,
  imageNotFound,
  instanceNotFound,
  keyWithoutEncrypted,
  managedKeyImageShared,
  snapshotNotFound,
  storageNotReadable,
  withoutVolume,
} from "./refusals.js";
import { taken } from "./snapshot-operations.js";
import {
  type ImageData,
  imageKind,
  imagesOf,
  instanceKind,
  maySee,
  setImagesOf,
  snapshotKind,
  usableImage,
  type VolumeData,
  volumeKind,
} from "./state.js";
import type { ChosenKey } from "./volume-encryption.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "ec2:RegisterImage": {
      input: { readonly id: string; readonly snapshot: string };
      output: { readonly image: Resource<ImageData> };
    };
    "ec2:CreateImage": {
      input: { readonly id: string; readonly instance: string };
      output: { readonly image: Resource<ImageData> };
    };
    "ec2:CopyImage": { input: CopyImageInput; output: { readonly image: Resource<ImageData>; readonly failure?: Refused } };
    "ec2:ModifyImageAttribute": { input: SharingChange & { readonly image: string }; output: undefined };
    "ec2:DeregisterImage": { input: { readonly image: string }; output: undefined };
  }
}

interface CopyImageInput {
  readonly id: string;
  readonly source: string;
  readonly sourceRegion: string;
  readonly encrypted?: true;
  readonly key?: ChosenKey;
}

export const registerImage: Operation<"ec2:RegisterImage"> = {
  action: "ec2:RegisterImage",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const { account, region } = ctx.place;
    const snapshot = ctx.world.resources.get(input.snapshot);
    const here = isKind(snapshot, snapshotKind) && snapshot.account === account && snapshot.region === region;
    if (!here) return snapshotNotFound(input.snapshot);
    const permissions = [newThing(ctx, "ec2:RegisterImage", "image"), onThing("ec2:RegisterImage", snapshot)];
    return { permissions, on: [input.id, snapshot.id], owners: [] };
  },
  perform(input, ctx) {
    return ok({ image: newImage(ctx, input.id, input.snapshot) });
  },
  record: (input, _ctx, output) => ({
    requestParameters: { name: input.id, blockDeviceMapping: { items: [{ ebs: { snapshotId: input.snapshot } }] } },
    responseElements: output === undefined ? null : { imageId: output.image.id },
  }),
};

function newImage(ctx: OperationContext, id: string, snapshot: string): Resource<ImageData> {
  const data: ImageData = { snapshot, sharedWith: [], everyone: false };
  setImagesOf(ctx.world, snapshot, [...imagesOf(ctx.world, snapshot), id]);
  return ctx.make(imageKind, { id, place: ctx.place, arn: ec2Arn(ctx.world, ctx.place, "image", id), data });
}

function removeImage(ctx: OperationContext, image: Resource<ImageData>, words: string): void {
  const { snapshot } = image.data;
  setImagesOf(
    ctx.world,
    snapshot,
    imagesOf(ctx.world, snapshot).filter((id) => id !== image.id),
  );
  ctx.remove(image, words);
}

/** Of an instance's first volume: the one that it was launched with, or else the one that was attached first. No call to KMS. */
export const createImage: Operation<"ec2:CreateImage"> = {
  action: "ec2:CreateImage",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const instance = ctx.world.resources.get(input.instance);
    const here = isKind(instance, instanceKind) && instance.account === ctx.place.account && instance.region === ctx.place.region;
    if (!here) return instanceNotFound(input.instance);
    const permissions = [
      newThing(ctx, "ec2:CreateImage", "image"),
      onThing("ec2:CreateImage", instance),
      newThing(ctx, "ec2:CreateImage", "snapshot"),
    ];
    return { permissions, on: [input.id, instance.id], owners: [] };
  },
  perform(input, ctx) {
    const volume = firstVolume(ctx, input.instance);
    if (volume === undefined) return withoutVolume(input.instance);
    const snapshot = taken(ctx, ctx.derive(`${input.id}-snap`), volume);
    return ok({ image: newImage(ctx, input.id, snapshot.id) });
  },
  record: (input, _ctx, output) => ({
    requestParameters: { instanceId: input.instance, name: input.id },
    responseElements: output === undefined ? null : { imageId: output.image.id },
  }),
};

function firstVolume(ctx: OperationContext, instance: string): Resource<VolumeData> | undefined {
  const { root } = ctx.find(instanceKind, instance)!.data;
  const launched = root === undefined ? undefined : ctx.find(volumeKind, root);
  if (launched !== undefined) return launched;
  for (const each of ctx.world.resources.values())
    if (isKind(each, volumeKind) && each.data.state.is === "in-use" && each.data.state.instance === instance) return each;
  return undefined;
}

/**
 * Called in the destination's Region, as the copy of a snapshot is, and under the same rules; of a shared image the snapshot has to be
 * shared too. Source: EC2 API reference, CopyImage; EC2 User Guide, AMIEncryption and CopyingAMIs.
 */
export const copyImage: Operation<"ec2:CopyImage"> = {
  action: "ec2:CopyImage",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    if (input.key !== undefined && input.encrypted === undefined) return keyWithoutEncrypted();
    const { account } = ctx.place;
    const image = usableImage(ctx.world, input.source, { account, region: input.sourceRegion });
    if (image === undefined) return imageNotFound(input.source);
    const snapshot = ctx.world.resources.get(image.data.snapshot);
    if (!isKind(snapshot, snapshotKind) || !maySee(snapshot, account)) return storageNotReadable();
    // Resource-level permissions on the source image and on the snapshot since 2024-10-28 (EC2 User Guide, copy-ami-permissions).
    const permissions = [
      newThing(ctx, "ec2:CopyImage", "image"),
      onSource(ctx, "ec2:CopyImage", image),
      newThing(ctx, "ec2:CopyImage", "snapshot"),
    ];
    return { permissions, on: [input.id, image.id], owners: [] };
  },
  perform(input, ctx) {
    const { encrypted, key, sourceRegion } = input;
    const done = copied(ctx, {
      id: ctx.derive(`${input.id}-snap`),
      source: ctx.find(imageKind, input.source)!.data.snapshot,
      sourceRegion,
      ...(encrypted === undefined ? {} : { encrypted }),
      ...(key === undefined ? {} : { key }),
    });
    if (done.is === "refused") return done;
    const { snapshot, failure } = done.output;
    const image = newImage(ctx, input.id, snapshot.id);
    if (failure === undefined) return ok({ image });
    ctx.later(() => removeImage(ctx, image, `failed: ${failure.message}`));
    return ok({ image, failure });
  },
  record: (input, _ctx, output) => ({
    requestParameters: {
      sourceRegion: input.sourceRegion,
      sourceImageId: input.source,
      name: input.id,
      ...(input.encrypted === undefined ? {} : { encrypted: true }),
      ...(input.key === undefined ? {} : { kmsKeyId: input.key.reference }),
    },
    responseElements: output === undefined ? null : { imageId: output.image.id },
  }),
};

function onImage(ctx: PrepareContext, action: string, id: string) {
  const image = ctx.world.resources.get(id);
  const here = isKind(image, imageKind) && image.account === ctx.place.account && image.region === ctx.place.region;
  return here ? { permissions: [onThing(action, image)], on: [image.id], owners: [] } : imageNotFound(id);
}

export const modifyImageAttribute: Operation<"ec2:ModifyImageAttribute"> = {
  action: "ec2:ModifyImageAttribute",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => onImage(ctx, "ec2:ModifyImageAttribute", input.image),
  perform(input, ctx) {
    const image = ctx.find(imageKind, input.image)!;
    const encryption = ctx.find(snapshotKind, image.data.snapshot)?.data.encryption ?? { is: "none" };
    if (input.change === "add" && encryption.is === "kms") {
      if (input.everyone) return encryptedImagePublic();
      if (keyOf(ctx.world, encryption.key).data.manager === "AWS") return managedKeyImageShared();
    }
    const after = afterSharing(image.data, input);
    if (after !== undefined) ctx.put({ ...image, data: after.data }, after.words);
    return ok(undefined);
  },
  record(input, ctx) {
    const items = [
      ...input.accounts.map((name) => ({ userId: accountId(ctx.world, name) })),
      ...(input.everyone ? [{ group: "all" }] : []),
    ];
    return {
      requestParameters: { imageId: input.image, launchPermission: { [input.change]: { items } } },
      responseElements: { _return: true },
    };
  },
};

export const deregisterImage: Operation<"ec2:DeregisterImage"> = {
  action: "ec2:DeregisterImage",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => onImage(ctx, "ec2:DeregisterImage", input.image),
  perform(input, ctx) {
    removeImage(ctx, ctx.find(imageKind, input.image)!, "deregistered; its snapshot stays");
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { imageId: input.image }, responseElements: { _return: true } }),
};
