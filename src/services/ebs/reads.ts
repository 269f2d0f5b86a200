// Who can read a volume or a snapshot: whoever can attach it, or have a volume made from it and attach that; and EC2 itself, as long as
// an instance has it. The instance of the trial is thrown away with it.

import type { ReadRule, Trial, Way } from "../../rules/reach/sources.js";
import { storagesOf } from "../../rules/reach/storage.js";
import { DONE, type Reply } from "../../rules/reply.js";
import { type Caller, callerAccount } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import { ec2Arn } from "./arns.js";
import { instanceKind, maySee, type SnapshotData, snapshotKind, type VolumeData, volumeKind } from "./state.js";

/** An instance of the reader's own account, where the volume is. */
function attachTo(trial: Trial, volume: string, region: string): Reply {
  const place = { account: callerAccount(trial.reader), region };
  const id = trial.derive("trial-instance");
  trial.make(instanceKind, { id, place, arn: ec2Arn(trial.world, place, "instance", id), data: {} });
  return trial.call("ec2:AttachVolume", { volume, instance: id }, region);
}

function throughSnapshot(trial: Trial, snapshot: string, region: string): Reply {
  const id = trial.derive("trial-volume");
  const made = trial.call("ec2:CreateVolume", { id, snapshot }, region);
  if (made.is === "refused") return made;
  return made.output.failure ?? attachTo(trial, id, region);
}

/** A copy of one's own, under one's own `aws/ebs`: it needs other permissions on the source's key than a volume does. */
function throughCopy(trial: Trial, snapshot: string, region: string): Reply {
  const id = trial.derive("trial-snapshot");
  const made = trial.call("ec2:CopySnapshot", { id, source: snapshot, sourceRegion: region, encrypted: true }, region);
  if (made.is === "refused") return made;
  return made.output.failure ?? throughSnapshot(trial, id, region);
}

const volume: ReadRule = {
  holds: storagesOf,
  ways(resource, _world, reader) {
    const { id, region, account, data } = resource as Resource<VolumeData>;
    if (reader.is === "service") return isHeldByEc2(data, reader) ? [{ how: IN_USE, try: () => DONE }] : [];
    if (callerAccount(reader) !== account) return [];
    const attached: Way = {
      how: "ec2:AttachVolume to an instance of its own",
      try(trial) {
        const freed = data.state.is === "in-use" ? trial.call("ec2:DetachVolume", { volume: id }, region) : DONE;
        return freed.is === "refused" ? freed : attachTo(trial, id, region);
      },
    };
    const copied: Way = {
      how: "ec2:CreateSnapshot and a volume from it",
      try(trial) {
        const snapshot = trial.derive("trial-snapshot");
        const made = trial.call("ec2:CreateSnapshot", { id: snapshot, volume: id }, region);
        return made.is === "refused" ? made : throughSnapshot(trial, snapshot, region);
      },
    };
    return [attached, copied];
  },
};

const IN_USE = "the host of its instance has it in use, with its data key if it has one";

/** The host of an instance that is stopped has no data key. */
function isHeldByEc2({ state, encryption }: VolumeData, reader: Extract<Caller, { is: "service" }>): boolean {
  return reader.service === "ec2" && state.is === "in-use" && (encryption.is !== "kms" || state.grant !== undefined);
}

const snapshot: ReadRule = {
  holds: storagesOf,
  ways(resource, _world, reader) {
    const of = resource as Resource<SnapshotData>;
    const account = callerAccount(reader);
    if (reader.is !== "principal" || !maySee(of, account) || of.data.state.is !== "completed") return [];
    const made: Way = { how: "ec2:CreateVolume from it", try: (trial) => throughSnapshot(trial, of.id, of.region) };
    const copied: Way = {
      how: "ec2:CopySnapshot and a volume from the copy",
      try: (trial) => throughCopy(trial, of.id, of.region),
    };
    return account === of.account ? [made] : [made, copied];
  },
};

export const reads: ReadonlyMap<string, ReadRule> = new Map([
  [volumeKind.name, volume],
  [snapshotKind.name, snapshot],
]);
