// AttachVolume and DetachVolume. At attach the instance's card gets the data key, by a grant for the role that serves the instance;
// from then on the key is not asked again until the volume is detached. A key that cannot be used shows here at once.

import type { Operation, OperationContext } from "../../rules/operation.js";
import { ok, type Reply } from "../../rules/reply.js";
import type { Caller } from "../../world/principal.js";
import { isKind, type Resource } from "../../world/resource.js";
import { attachWays } from "./asked.js";
import { ebsContext, ec2Itself, ec2Principal, keyOf, throughEc2 } from "./kms-use.js";
import { onThing } from "./permissions.js";
import { alreadyAttached, instanceNotFound, keyRevoked, notAttached, volumeNotFound } from "./refusals.js";
import { instanceKind, type VolumeData, volumeKind } from "./state.js";
import { volumeHere } from "./volume-operations.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "ec2:AttachVolume": { input: { readonly volume: string; readonly instance: string }; output: undefined };
    "ec2:DetachVolume": { input: { readonly volume: string }; output: undefined };
  }
}

export const attachVolume: Operation<"ec2:AttachVolume"> = {
  action: "ec2:AttachVolume",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const volume = volumeHere(ctx.world, ctx.place, input.volume);
    if (volume === undefined) return volumeNotFound(input.volume);
    const instance = ctx.world.resources.get(input.instance);
    const here = isKind(instance, instanceKind) && instance.account === volume.account && instance.region === volume.region;
    if (!here) return instanceNotFound(input.instance);
    const permissions = [onThing("ec2:AttachVolume", volume), onThing("ec2:AttachVolume", instance)];
    return { permissions, on: [volume.id, instance.id], owners: [] };
  },
  neededOn: (on, ctx) => (isKind(on, volumeKind) ? attachWays(on, ctx) : undefined),
  perform(input, ctx) {
    const volume = ctx.find(volumeKind, input.volume)!;
    if (volume.data.state.is === "in-use") return alreadyAttached(volume.id);
    const { encryption } = volume.data;
    const grant = encryption.is === "kms" ? dataKeyToInstance(ctx, volume, encryption, input.instance) : undefined;
    if (grant?.is === "refused") return keyRevoked(volume.id, grant);
    const state = { is: "in-use", instance: input.instance } as const;
    const data = { ...volume.data, state: grant === undefined ? state : { ...state, grant: grant.output } };
    ctx.put({ ...volume, data }, `attached to ${input.instance}`);
    return ok(undefined);
  },
  record: (input, _ctx) => ({
    requestParameters: { volumeId: input.volume, instanceId: input.instance },
    responseElements: null,
  }),
};

/** The grant that opened the data key, by its id. */
export function dataKeyToInstance(
  ctx: OperationContext,
  volume: Resource<VolumeData>,
  encryption: VolumeData["encryption"] & { is: "kms" },
  instance: string,
): Reply<string> {
  const { account, region } = volume;
  const keyArn = keyOf(ctx.world, encryption.key).arn;
  const made = ctx.call(
    "kms:CreateGrant",
    {
      keyId: keyArn,
      grantee: { is: "infrastructure", account, instance },
      retiring: ec2Principal(region),
      operations: ["Decrypt"],
      constraint: { is: "subset", pairs: ebsContext(volume.id) },
      forService: true,
    },
    { as: throughEc2(ctx.caller, region) },
  );
  if (made.is === "refused") return made;
  const infrastructure: Caller = { is: "infrastructure", account, region, instance };
  const opened = ctx.call(
    "kms:Decrypt",
    { ciphertext: encryption.wrapped, encryptionContext: encryption.wrapped.context },
    { as: infrastructure, grantTokens: [made.output.grantToken] },
  );
  return opened.is === "refused" ? opened : ok(made.output.grantId);
}

/** The grant by which the instance's card had the data key is given back. */
export function letGo(ctx: OperationContext, { account, region, data }: Resource<VolumeData>): void {
  const { state, encryption } = data;
  if (state.is !== "in-use" || state.grant === undefined || encryption.is !== "kms") return;
  const input = { keyId: keyOf(ctx.world, encryption.key).arn, grantId: state.grant };
  ctx.call("kms:RetireGrant", input, { as: ec2Itself(account, region) });
}

export const detachVolume: Operation<"ec2:DetachVolume"> = {
  action: "ec2:DetachVolume",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const volume = volumeHere(ctx.world, ctx.place, input.volume);
    if (volume === undefined) return volumeNotFound(input.volume);
    const { state } = volume.data;
    const instance = state.is === "in-use" ? ctx.world.resources.get(state.instance) : undefined;
    const permissions = [volume, ...(instance === undefined ? [] : [instance])].map((each) => onThing("ec2:DetachVolume", each));
    return { permissions, on: [volume.id], owners: [] };
  },
  perform(input, ctx) {
    const volume = ctx.find(volumeKind, input.volume)!;
    const { state } = volume.data;
    if (state.is !== "in-use") return notAttached(volume.id);
    ctx.put({ ...volume, data: { ...volume.data, state: { is: "available" } } }, `detached from ${state.instance}`);
    ctx.later(() => letGo(ctx, volume));
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { volumeId: input.volume }, responseElements: null }),
};
