// Sharing a snapshot of a volume, through EC2. Source: Amazon EBS User Guide, share-kms-key.

import { type Sharable, sharingVerbs } from "../../contract/sharing.js";
import { type AnyVerbEntry, verb } from "../../contract/statement.js";
import type { Resource } from "../../world/resource.js";
import { type ImageData, imageKind, type SnapshotData, snapshotKind } from "./state.js";

const snapshots: Sharable = {
  kind: snapshotKind.name,
  modify: (ctx, snapshot, change, how) => ctx.call("ec2:ModifySnapshotAttribute", { snapshot: snapshot.id, ...change }, how),
  wrapped(_ctx, snapshot) {
    const { encryption } = (snapshot as Resource<SnapshotData>).data;
    return encryption.is === "kms" ? [encryption.wrapped] : [];
  },
  via: "ec2",
  needed: [
    { family: "decrypt", action: "kms:Decrypt", grantOperation: "Decrypt" },
    { family: "describe-key", action: "kms:DescribeKey", grantOperation: "DescribeKey" },
    { family: "create-grant", action: "kms:CreateGrant", grantOperation: "CreateGrant" },
    { family: "reencrypt", action: "kms:ReEncryptFrom", grantOperation: "ReEncryptFrom" },
    { family: "generate-data-key", action: "kms:GenerateDataKey", grantOperation: "GenerateDataKey" },
  ],
};

/** An image's account permissions come with its snapshot's; its key's do not. */
const images: Sharable = {
  ...snapshots,
  kind: imageKind.name,
  modify: (ctx, image, change, how) => ctx.call("ec2:ModifyImageAttribute", { image: image.id, ...change }, how),
  wrapped(ctx, image) {
    const snapshot = ctx.find(snapshotKind, (image as Resource<ImageData>).data.snapshot);
    return snapshot === undefined ? [] : snapshots.wrapped(ctx, snapshot);
  },
};

const shareImages = verb<"share images">({
  verb: "share images",
  on: "free",
  run: (ctx, st) => ctx.notModelled("sharing of all images at once: share each by its name", st),
});

export const shareVerbs: readonly AnyVerbEntry[] = [...sharingVerbs(snapshots), ...sharingVerbs(images), shareImages];
