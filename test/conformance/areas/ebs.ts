// EBS: which key a volume or snapshot is under, who may use it, and what EC2 tells when it may not.

import type { SnapshotData, VolumeData } from "../../../src/services/ebs/state.js";
import type { Area } from "../play.js";
import type { Pairs } from "../stage.js";
import { type Stage, stageWith } from "../stage.js";

const AUTO_SCALING = "A/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling";

function volume(s: Stage, id: string): VolumeData | undefined {
  return s.world.resources.get(id)?.data as VolumeData | undefined;
}
function snapshot(s: Stage, id: string): SnapshotData {
  return s.world.resources.get(id)!.data as SnapshotData;
}

/** Name of the key that a volume or snapshot is under; `none` without encryption. */
function keyOf(s: Stage, id: string): string {
  const { encryption } = s.world.resources.get(id)!.data as VolumeData | SnapshotData;
  return encryption.is === "kms" ? s.key(encryption.key).name : "none";
}

/** The encryption context of the data key beside a snapshot. */
function contextOf(s: Stage, id: string): Pairs {
  const { encryption } = snapshot(s, id);
  return encryption.is === "kms" ? Object.fromEntries(encryption.wrapped.context) : {};
}

function setDefaultKey(s: Stage, name: string) {
  const key = s.key(name);
  return s.ask("A/admin", "ec2:ModifyEbsDefaultKmsKeyId", { key: { id: key.id, reference: key.arn } });
}

export const ebs: Area = {
  "ebs-asg-with-aws-managed-key": () => {
    const s = stageWith("create volume root size 8 GiB; attach root to instance i1");
    s.identity(AUTO_SCALING, "role");
    const text = '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "ec2:*", "Resource": "*" }] }';
    s.given("iam:PutRolePolicy", { ref: AUTO_SCALING, text });
    const made = s.ask(AUTO_SCALING, "ec2:CreateVolume", { id: "vol1", encrypted: true });
    const answer = s.ask(AUTO_SCALING, "ec2:AttachVolume", { volume: "vol1", instance: "i1" });
    return { answer, also: [() => made.output!.failure === undefined && keyOf(s, "vol1") === "aws/ebs"] };
  },
  "ebs-attached-volume-survives-disabled-key": () => {
    const s = stageWith("create key k1; create volume vol1 size 8 GiB with k1; attach vol1 to instance i1");
    const answer = s.answerTo("disable k1");
    return {
      answer,
      also: [
        () => volume(s, "vol1")!.state.is === "in-use",
        () => {
          s.say("detach vol1");
          const whileDisabled = s.answerTo("attach vol1 to instance i1").outcome;
          s.say("enable k1");
          return whileDisabled !== "ok" && s.answerTo("attach vol1 to instance i1").outcome === "ok";
        },
      ],
    };
  },
  "ebs-create-volume-inaccessible-key-vanishes": () => {
    const s = stageWith('create key k1; user A/alice; allow A/alice to "ec2:*" on "*"');
    const key = { id: "k1", reference: s.arn("k1") };
    const answer = s.ask("A/alice", "ec2:CreateVolume", { id: "vol1", encrypted: true, key });
    return {
      answer,
      also: [
        () => answer.output!.volume.data.state.is === "creating",
        // What DescribeVolumes finds of it later.
        () => answer.output!.failure!.code === "InvalidVolume.NotFound" && volume(s, "vol1") === undefined,
      ],
    };
  },
  "ebs-default-key-change-keeps-old-volumes": () => {
    const s = stageWith("create key k1; encrypt volumes by default; create volume v1 size 8 GiB");
    const before = keyOf(s, "v1");
    const answer = setDefaultKey(s, "k1");
    s.say("create volume v2 size 8 GiB");
    return { answer, also: [() => keyOf(s, "v2") === "k1", () => before === "aws/ebs" && keyOf(s, "v1") === "aws/ebs"] };
  },
  "ebs-default-on-does-not-touch-existing": () => {
    const s = stageWith("create volume v1 size 8 GiB; snapshot v1 as s1");
    const answer = s.answerTo("encrypt volumes by default");
    return {
      answer,
      also: [
        () => keyOf(s, "v1") === "none" && keyOf(s, "s1") === "none",
        () => {
          s.say("create volume here size 8 GiB; create volume there size 8 GiB in acct A region eu-west-1");
          return keyOf(s, "here") === "aws/ebs" && keyOf(s, "there") === "none";
        },
      ],
    };
  },
  "ebs-encryption-context-volume-id": () => {
    const s = stageWith('create key k1; create volume vol-1 size 8 GiB with k1; user A/alice; allow A/alice to "ec2:*" on "*"');
    s.say(
      `policy of k1 allows A/alice to "kms:CreateGrant", "kms:Decrypt", "kms:GenerateDataKey*" when { StringEquals: { "kms:EncryptionContext:aws:ebs:id": "vol-1" } }`,
    );
    s.say("create volume vol-2 size 8 GiB with k1");
    const answer = s.answerTo("attach vol-1 to instance i1 by A/alice");
    if (s.answerTo("attach vol-2 to instance i1 by A/alice").outcome === "ok")
      throw new Error("another volume's context is another one");
    return {
      answer,
      also: [
        () => {
          s.say("snapshot vol-1 as s1; copy s1 with k1 as s2");
          return contextOf(s, "s1")["aws:ebs:id"] === "vol-1" && contextOf(s, "s2")["aws:ebs:id"] === "s2";
        },
      ],
    };
  },
  "ebs-owned-encrypted-snapshot-keeps-key": () => {
    const s = stageWith("create key k1; create key k2; create volume v1 size 8 GiB with k1; snapshot v1 as s1");
    setDefaultKey(s, "k2");
    const answer = s.answerTo("create volume v2 from s1; attach v2 to instance i1");
    return {
      answer,
      also: [
        () => {
          s.say("create volume v3 from s1 encrypted");
          return keyOf(s, "v2") === "k1" && keyOf(s, "v3") === "k1";
        },
      ],
    };
  },
  "ebs-share-ami-under-aws-managed-key": () => {
    const s = stageWith("create volume v1 size 8 GiB encrypted; snapshot v1 as s1; create image ami1 from s1");
    const answer = s.answerTo("share ami1 to acct B");
    return { answer, also: [() => s.answerTo("share s1 to acct B").outcome !== answer.outcome] };
  },
  "ebs-share-snapshot-under-aws-managed-key": () => {
    const s = stageWith("create key k1; create volume v1 size 8 GiB encrypted; snapshot v1 as s1");
    return {
      answer: s.answerTo("share s1 to acct B"),
      also: [() => s.answerTo("copy s1 with k1 as s2; share s2 to acct B").outcome === "ok"],
    };
  },
};
