// Machine images, as far as their snapshots are under keys: registered from a snapshot, and shared. An image is shared with whoever may
// launch from it, and refuses what its snapshots may not do, with codes of its own. Source: EC2 API reference, RegisterImage and
// ModifyImageAttribute; hashicorp/packer issue 7410, DataDog/stratus-red-team issue 109.

import type { SharingChange } from "../../contract/sharing.js";
import type { Operation, PrepareContext } from "../../rules/operation.js";
import { ok } from "../../rules/reply.js";
import { isKind, type Resource } from "../../world/resource.js";
import { accountId } from "./arns.js";
import { keyOf } from "./kms-use.js";
import { onThing } from "./permissions.js";
import { encryptedImagePublic, imageNotFound, managedKeyImageShared, snapshotNotFound } from "./refusals.js";
import { type ImageData, imageKind, snapshotKind } from "./state.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "ec2:RegisterImage": {
      input: { readonly id: string; readonly snapshot: string };
      output: { readonly image: Resource<ImageData> };
    };
    "ec2:ModifyImageAttribute": { input: SharingChange & { readonly image: string }; output: undefined };
    "ec2:DeregisterImage": { input: { readonly image: string }; output: undefined };
  }
}

function imageArn(region: string, id: string): string {
  return `arn:aws:ec2:${region}::image/${id}`;
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
    const base = { action: "ec2:RegisterImage", arn: imageArn(region, input.id), account } as const;
    const onImage = { ...base, rule: "identity-only", crossAccount: "never" } as const;
    return { permissions: [onImage, onThing("ec2:RegisterImage", snapshot)], on: [input.id, snapshot.id], owners: [] };
  },
  perform(input, ctx) {
    const data: ImageData = { snapshot: input.snapshot, sharedWith: [], everyone: false };
    const arn = imageArn(ctx.place.region, input.id);
    return ok({ image: ctx.make(imageKind, { id: input.id, place: ctx.place, arn, data }) });
  },
  record: (input, _ctx, output) => ({
    requestParameters: { name: input.id, blockDeviceMapping: { items: [{ ebs: { snapshotId: input.snapshot } }] } },
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
    const adding = input.change === "add";
    if (adding && encryption.is === "kms") {
      if (input.everyone) return encryptedImagePublic();
      if (keyOf(ctx.world, encryption.key).data.manager === "AWS") return managedKeyImageShared();
    }
    const rest = image.data.sharedWith.filter((name) => !input.accounts.includes(name));
    const sharedWith = adding ? [...rest, ...input.accounts] : rest;
    const everyone = input.everyone ? adding : image.data.everyone;
    const whom = [...input.accounts, ...(input.everyone ? ["everyone"] : [])].join(", ");
    ctx.put(
      { ...image, data: { ...image.data, sharedWith, everyone } },
      `${adding ? "shared" : "no longer shared"} with ${whom}`,
    );
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
    ctx.remove(ctx.find(imageKind, input.image)!, "deregistered; its snapshot stays");
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { imageId: input.image }, responseElements: { _return: true } }),
};
