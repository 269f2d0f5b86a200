// Instances as far as their volumes are under keys: launched from an image, stopped, started, terminated. A launch or a start is answered
// before the keys are asked; what fails then ends the instance, with a reason of its own. Source: EC2 API reference, RunInstances and
// StartInstances; EC2 User Guide, troubleshooting-launch; KMS Developer Guide, services-ebs and unusable-kms-keys.

import type { Operation, OperationContext, PrepareContext } from "../../rules/operation.js";
import { DONE, ok, type Refused, type Reply } from "../../rules/reply.js";
import { isKind, type Resource } from "../../world/resource.js";
import { ec2Arn } from "./arns.js";
import { dataKeyToInstance, letGo } from "./attach-operations.js";
import { VOLUME_ITEM } from "./items.js";
import { newThing, newVolume, onSource, onThing } from "./permissions.js";
import { imageNotFound, instanceNotFound, launchFailed, snapshotNotFound } from "./refusals.js";
import {
  type InstanceData,
  imageKind,
  instanceKind,
  type SnapshotData,
  snapshotKind,
  usableImage,
  type VolumeData,
  volumeKind,
} from "./state.js";
import { type ChosenKey, encryptionFor, willBeEncrypted } from "./volume-encryption.js";
import { makeVolume, tellOwner } from "./volume-operations.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "ec2:RunInstances": { input: RunInstancesInput; output: LaunchOutput };
    "ec2:StartInstances": { input: { readonly instance: string }; output: LaunchOutput };
    "ec2:StopInstances": { input: { readonly instance: string }; output: undefined };
    "ec2:TerminateInstances": { input: { readonly instance: string }; output: undefined };
  }
}

export interface RunInstancesInput {
  /** The new instance's name. */
  readonly id: string;
  readonly image: string;
  /** What the block device mapping says of its volume. */
  readonly encrypted?: true;
  readonly key?: ChosenKey;
}
export interface LaunchOutput {
  /** What ended the instance after the call was answered. */
  readonly failure?: Refused;
}

export const runInstances: Operation<"ec2:RunInstances"> = {
  action: "ec2:RunInstances",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const image = usableImage(ctx.world, input.image, ctx.place);
    if (image === undefined) return imageNotFound(input.image);
    const snapshot = ctx.world.resources.get(image.data.snapshot);
    if (!isKind(snapshot, snapshotKind)) return snapshotNotFound(image.data.snapshot);
    const permissions = [
      newThing(ctx, "ec2:RunInstances", "instance"),
      onSource(ctx, "ec2:RunInstances", image),
      newVolume(ctx, "ec2:RunInstances", willBeEncrypted(ctx.world, ctx.place, input, snapshot)),
    ];
    return { permissions, on: [input.id, image.id], owners: [] };
  },
  perform(input, ctx) {
    const image = ctx.find(imageKind, input.image)!;
    const snapshot = ctx.find(snapshotKind, image.data.snapshot)!;
    const { place } = ctx;
    const root = ctx.derive(`${input.id}-volume`);
    const data: InstanceData = { image: image.id, root };
    const arn = ec2Arn(ctx.world, place, "instance", input.id);
    const instance = ctx.make(instanceKind, { id: input.id, place, arn, data });
    const rooted = rootVolume(ctx, input, root, snapshot, instance);
    if (rooted.is === "ok") return ok({});
    ctx.later(() => ctx.remove(instance, `terminated: ${rooted.code}`));
    return ok({ failure: rooted });
  },
  record: (input, _ctx, output) => ({
    requestParameters: {
      instancesSet: { items: [{ imageId: input.image, minCount: 1, maxCount: 1 }] },
      ...(input.encrypted === undefined
        ? {}
        : {
            blockDeviceMapping: {
              items: [{ ebs: { encrypted: true, ...(input.key === undefined ? {} : { kmsKeyId: input.key.reference }) } }],
            },
          }),
    },
    responseElements: output === undefined ? null : { instancesSet: { items: [{ instanceId: input.id }] } },
  }),
};

/** The volume of the image's snapshot, made and attached as one that is asked for by itself. */
function rootVolume(
  ctx: OperationContext,
  input: RunInstancesInput,
  id: string,
  snapshot: Resource<SnapshotData>,
  instance: Resource<InstanceData>,
): Reply {
  const asked = {
    id,
    ...(input.encrypted === undefined ? {} : { encrypted: input.encrypted }),
    ...(input.key === undefined ? {} : { key: input.key }),
  };
  const got = encryptionFor(ctx, asked, snapshot);
  const { sizeGib } = snapshot.data;
  const volume = makeVolume(ctx, asked, sizeGib, snapshot, got);
  if (snapshot.account !== ctx.place.account) tellOwner(ctx, snapshot, volume.id);
  const hung = got.is === "ok" ? hang(ctx, volume, instance.id) : got;
  if (hung.is === "refused") {
    ctx.later(() => ctx.remove(ctx.find(volumeKind, volume.id)!, "deleted: its instance was terminated"));
    return launchFailed(hung);
  }
  const { account, region } = ctx.place;
  ctx.holding("begins", { id: volume.id, account, region, item: VOLUME_ITEM, quantity: sizeGib });
  return DONE;
}

function hang(ctx: OperationContext, volume: Resource<VolumeData>, instance: string): Reply {
  const { encryption } = volume.data;
  const grant = encryption.is === "kms" ? dataKeyToInstance(ctx, volume, encryption, instance) : undefined;
  if (grant?.is === "refused") return grant;
  const state = { is: "in-use", instance, ...(grant === undefined ? {} : { grant: grant.output }) } as const;
  ctx.put({ ...volume, data: { ...volume.data, state } }, `attached to ${instance}`);
  return DONE;
}

function onInstance(ctx: PrepareContext, action: string, id: string) {
  const instance = ctx.world.resources.get(id);
  const here = isKind(instance, instanceKind) && instance.account === ctx.place.account && instance.region === ctx.place.region;
  return here ? { permissions: [onThing(action, instance)], on: [instance.id], owners: [] } : instanceNotFound(id);
}

function volumesOf(ctx: OperationContext, instance: string): readonly Resource<VolumeData>[] {
  const found: Resource<VolumeData>[] = [];
  for (const each of ctx.world.resources.values())
    if (isKind(each, volumeKind) && each.data.state.is === "in-use" && each.data.state.instance === instance) found.push(each);
  return found;
}

export const startInstances: Operation<"ec2:StartInstances"> = {
  action: "ec2:StartInstances",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => onInstance(ctx, "ec2:StartInstances", input.instance),
  perform(input, ctx) {
    const instance = ctx.find(instanceKind, input.instance)!;
    if (instance.data.stopped !== true) return ok({});
    const started = volumesOf(ctx, instance.id);
    for (const volume of started) {
      const hung = hang(ctx, volume, instance.id);
      if (hung.is === "ok") continue;
      for (const each of started) ctx.later(() => forget(ctx, ctx.find(volumeKind, each.id)!));
      return ok({ failure: launchFailed(hung) });
    }
    const { stopped: _was, ...data } = instance.data;
    ctx.put({ ...instance, data }, "running");
    return ok({});
  },
  record: onInstances("running"),
};

/** The volume stays attached, and the card no longer has its data key. */
function forget(ctx: OperationContext, volume: Resource<VolumeData>): void {
  const { state } = volume.data;
  if (state.is !== "in-use" || state.grant === undefined) return;
  const data = { ...volume.data, state: { is: "in-use", instance: state.instance } as const };
  ctx.put({ ...volume, data }, "its data key is no longer held");
  ctx.later(() => letGo(ctx, volume));
}

export const stopInstances: Operation<"ec2:StopInstances"> = {
  action: "ec2:StopInstances",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => onInstance(ctx, "ec2:StopInstances", input.instance),
  perform(input, ctx) {
    const instance = ctx.find(instanceKind, input.instance)!;
    if (instance.data.stopped === true) return DONE;
    ctx.put({ ...instance, data: { ...instance.data, stopped: true } }, "stopped");
    for (const volume of volumesOf(ctx, instance.id)) forget(ctx, volume);
    return DONE;
  },
  record: onInstances("stopped"),
};

export const terminateInstances: Operation<"ec2:TerminateInstances"> = {
  action: "ec2:TerminateInstances",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => onInstance(ctx, "ec2:TerminateInstances", input.instance),
  perform(input, ctx) {
    const instance = ctx.find(instanceKind, input.instance)!;
    for (const volume of volumesOf(ctx, instance.id)) {
      if (volume.id === instance.data.root) deleteWithIt(ctx, volume);
      else ctx.put({ ...volume, data: { ...volume.data, state: { is: "available" } } }, `detached from ${instance.id}`);
      ctx.later(() => letGo(ctx, volume));
    }
    ctx.remove(instance, "terminated");
    return DONE;
  },
  record: onInstances("terminated"),
};

/** The volume of the image goes with its instance (DeleteOnTermination, as RunInstances has it by default). */
function deleteWithIt(ctx: OperationContext, volume: Resource<VolumeData>): void {
  const { account, region } = volume;
  ctx.holding("ends", { id: volume.id, account, region, item: VOLUME_ITEM, quantity: volume.data.sizeGib });
  ctx.remove(volume, "deleted with its instance");
}

function onInstances(state: string) {
  return (input: { readonly instance: string }) => ({
    requestParameters: { instancesSet: { items: [{ instanceId: input.instance }] } },
    responseElements: { instancesSet: { items: [{ instanceId: input.instance, currentState: { name: state } }] } },
  });
}
