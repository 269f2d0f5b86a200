// The sentences about volumes and snapshots, as calls of EC2. Who calls and where is the sentence's; whether it is allowed, the call's.

import { copySite, givenKey, keyUse, type Site, siteOf, siteOfNew, sizeInGib, sizeMistakes } from "../../contract/sites.js";
import { type AnyVerbEntry, type StatementContext, verb } from "../../contract/statement.js";
import type { Do, KeyTarget, Name } from "../../language/syntax.js";
import { ok, type Refused, type Reply } from "../../rules/reply.js";
import { keyKind } from "../../world/key.js";
import type { Place } from "../../world/place.js";
import { isKind, type Resource } from "../../world/resource.js";
import { ec2Arn } from "./arns.js";
import { keyOf } from "./kms-use.js";
import { encryptedStays } from "./refusals.js";
import { shareVerbs } from "./share-verbs.js";
import {
  type ImageData,
  imageKind,
  instanceKind,
  type SnapshotData,
  snapshotKind,
  type VolumeData,
  volumeKind,
} from "./state.js";
import { DEFAULT_SIZE_GIB } from "./volume-operations.js";

/** The outcome of a call that was answered before it failed: what came of it in the end. */
function inTheEnd(reply: Reply<{ readonly failure?: Refused }>): Reply {
  return reply.is === "ok" && reply.output.failure !== undefined ? reply.output.failure : reply;
}

const createVolume = verb<"create volume">({
  verb: "create volume",
  on: "new",
  makes: volumeKind.name,
  uses: (st) => [
    ...(st.args.from === undefined ? [] : [{ name: st.args.from, kinds: [snapshotKind.name] }]),
    ...keyUse(st.args.with),
  ],
  mistakes: (st) => sizeMistakes(st.args.size, "ebs/size-in-gib"),
  run(ctx, st) {
    const { args } = st;
    const snapshot = args.from === undefined ? undefined : ctx.resource(args.from, snapshotKind);
    const id = st.object?.text ?? ctx.newName(st, "volume");
    if (args.unencrypted && snapshot?.data.encryption.is === "kms")
      return ctx.notModelled("what EC2 answers to a volume without encryption from an encrypted snapshot: there is none", st);
    const site = snapshot === undefined ? siteOfNew(ctx, st, args.with) : siteOf(ctx, st, placeOf(snapshot));
    return inTheEnd(
      ctx.call(
        "ec2:CreateVolume",
        {
          id,
          ...(args.size === undefined ? {} : { sizeGib: sizeInGib(args.size) }),
          ...(snapshot === undefined ? {} : { snapshot: snapshot.id }),
          ...((args.encrypted || args.with) && !args.unencrypted ? { encrypted: true } : {}),
          ...givenKey(ctx, args.with, site.place),
        },
        site.how,
      ),
    );
  },
});

function placeOf({ account, region }: Resource): Place {
  return { account, region };
}

const snapshot = verb<"snapshot">({
  verb: "snapshot",
  on: [volumeKind.name],
  makes: snapshotKind.name,
  uses: (st) => keyUse(st.args.with),
  imply: implyVolume,
  implies: (st) => st.args.with !== undefined,
  run(ctx, st, object) {
    const volume = object as Resource<VolumeData>;
    const site = siteOf(ctx, st, placeOf(volume));
    if (st.args.with !== undefined) keepsKey(ctx, st.args.with, volume);
    return ctx.call("ec2:CreateSnapshot", { id: ctx.newName(st, `${volume.name}-snap`), volume: volume.id }, site.how);
  },
});

/** `snapshot vol1 with k1` names a volume into being, under k1, where k1 lives. */
function implyVolume(ctx: StatementContext, name: Name, st: Do<"snapshot">): Reply {
  const target = st.args.with;
  if (target === undefined) {
    ctx.resource(name, volumeKind);
    return ok(undefined);
  }
  const site = siteOf(ctx, st, keyUse(target).length === 0 ? {} : placeOf(ctx.resource(target.name, keyKind)));
  const key = givenKey(ctx, target, site.place);
  const { account, region } = site.place;
  const called = target.by === "alias" ? `alias ${target.name.text}` : target.name.text;
  return ctx.implied(`create volume ${name.text} with ${called} in acct ${account} region ${region}`, () =>
    inTheEnd(ctx.call("ec2:CreateVolume", { id: name.text, sizeGib: DEFAULT_SIZE_GIB, encrypted: true, ...key }, site.how)),
  );
}

function keepsKey(ctx: StatementContext, target: KeyTarget, volume: Resource<VolumeData>): void {
  const { encryption } = volume.data;
  const wanted = ctx.keyFor(target, volume);
  if (encryption.is === "kms" && encryption.key === wanted.id) return;
  const key = encryption.is === "kms" ? keyOf(ctx.world, encryption.key).name : "no key";
  ctx.fail("ebs/snapshot-keeps-key", target, { volume: volume.name, key, wanted: wanted.name });
}

const copy = verb<"copy">({
  verb: "copy",
  on: [snapshotKind.name],
  makes: snapshotKind.name,
  uses: (st) => keyUse(st.args.with),
  run(ctx, st, object) {
    const source = object as Resource<SnapshotData>;
    const site = copySite(ctx, st, placeOf(source), "ebs/copy-by-other-account");
    // "You cannot set this parameter to false": EC2 API reference, CopySnapshot.
    if (st.args.unencrypted && source.data.encryption.is === "kms") return encryptedStays(source.id);
    return inTheEnd(ctx.call("ec2:CopySnapshot", copyInput(ctx, st, source, site), site.how));
  },
});

/** What CopySnapshot and CopyImage are asked for alike. */
function copyInput(ctx: StatementContext, st: Do<"copy">, source: Resource, site: Site) {
  return {
    id: ctx.newName(st, `${source.name}-copy`),
    source: source.id,
    sourceRegion: source.region,
    ...(st.args.encrypted || st.args.with ? ({ encrypted: true } as const) : {}),
    ...givenKey(ctx, st.args.with, site.place),
  };
}

const copyImage = verb<"copy">({
  verb: "copy",
  on: [imageKind.name],
  makes: imageKind.name,
  uses: (st) => keyUse(st.args.with),
  run(ctx, st, object) {
    const source = object as Resource<ImageData>;
    const site = copySite(ctx, st, placeOf(source), "ebs/copy-by-other-account");
    const snapshot = ctx.find(snapshotKind, source.data.snapshot);
    if (st.args.unencrypted && snapshot?.data.encryption.is === "kms") return encryptedStays(snapshot.id);
    return inTheEnd(ctx.call("ec2:CopyImage", copyInput(ctx, st, source, site), site.how));
  },
});

const createImage = verb<"create image">({
  verb: "create image",
  on: "new",
  makes: imageKind.name,
  uses: (st) => [{ name: st.args.from, kinds: [snapshotKind.name, instanceKind.name] }],
  run(ctx, st) {
    const from = ctx.anyResource(st.args.from, [snapshotKind.name, instanceKind.name]);
    const id = st.object?.text ?? ctx.newName(st, "image");
    const { how } = siteOf(ctx, st, placeOf(from));
    return isKind(from, instanceKind)
      ? ctx.call("ec2:CreateImage", { id, instance: from.id }, how)
      : ctx.call("ec2:RegisterImage", { id, snapshot: from.id }, how);
  },
});

const attach = verb<"attach">({
  verb: "attach",
  on: [volumeKind.name],
  uses: (st) => [{ name: st.args.to, kinds: [instanceKind.name], implied: true }],
  run(ctx, st, object) {
    const volume = object as Resource<VolumeData>;
    const site = siteOf(ctx, st, placeOf(volume));
    const instance = instanceNamed(ctx, st.args.to, volume);
    return ctx.call("ec2:AttachVolume", { volume: volume.id, instance: instance.id }, site.how);
  },
});

/** An instance is in being when first named, where the volume is. */
function instanceNamed(ctx: StatementContext, name: Name, volume: Resource<VolumeData>): Resource {
  if (ctx.world.resources.has(name.text) || ctx.isGone(name)) return ctx.resource(name, instanceKind);
  const place = { account: volume.account, region: volume.region };
  return ctx.make(instanceKind, { id: name.text, place, arn: ec2Arn(ctx.world, place, "instance", name.text), data: {} });
}

const detach = verb<"detach">({
  verb: "detach",
  on: [volumeKind.name],
  run: (ctx, st, object) => ctx.call("ec2:DetachVolume", { volume: object!.id }, siteOf(ctx, st, placeOf(object!)).how),
});

const remove = verb<"delete">({
  verb: "delete",
  on: [volumeKind.name, snapshotKind.name, imageKind.name],
  run(ctx, st, object) {
    const { how } = siteOf(ctx, st, placeOf(object!));
    if (isKind(object, imageKind)) return ctx.call("ec2:DeregisterImage", { image: object.id }, how);
    return isKind(object, volumeKind)
      ? ctx.call("ec2:DeleteVolume", { volume: object.id }, how)
      : ctx.call("ec2:DeleteSnapshot", { snapshot: object!.id }, how);
  },
});

const encryptByDefault = verb<"encrypt volumes by default">({
  verb: "encrypt volumes by default",
  on: "free",
  uses: (st) => keyUse(st.args.with),
  run(ctx, st) {
    const { how, place } = siteOfNew(ctx, st, st.args.with);
    if (st.args.off) return ctx.call("ec2:DisableEbsEncryptionByDefault", {}, how);
    const { key } = givenKey(ctx, st.args.with, place);
    const set = key === undefined ? ok(undefined) : ctx.call("ec2:ModifyEbsDefaultKmsKeyId", { key }, how);
    return set.is === "refused" ? set : ctx.call("ec2:EnableEbsEncryptionByDefault", {}, how);
  },
});

const launch = verb<"launch instance">({
  verb: "launch instance",
  on: "new",
  makes: instanceKind.name,
  uses: (st) => [{ name: st.args.from, kinds: [imageKind.name] }, ...keyUse(st.args.with)],
  run(ctx, st) {
    const { args } = st;
    const image = ctx.resource(args.from, imageKind);
    const id = st.object?.text ?? ctx.newName(st, "instance");
    const site = siteOf(ctx, st, placeOf(image));
    const encrypted = args.encrypted || args.with ? ({ encrypted: true } as const) : {};
    const input = { id, image: image.id, ...encrypted, ...givenKey(ctx, args.with, site.place) };
    return inTheEnd(ctx.call("ec2:RunInstances", input, site.how));
  },
});

function ofInstance(
  word: "start instance" | "stop instance" | "terminate instance",
  call: (ctx: StatementContext, instance: string, how: Site["how"]) => Reply,
) {
  return verb<typeof word>({
    verb: word,
    on: [instanceKind.name],
    run: (ctx, st, object) => call(ctx, object!.id, siteOf(ctx, st, placeOf(object!)).how),
  });
}
const start = ofInstance("start instance", (ctx, instance, how) => inTheEnd(ctx.call("ec2:StartInstances", { instance }, how)));
const stop = ofInstance("stop instance", (ctx, instance, how) => ctx.call("ec2:StopInstances", { instance }, how));
const terminate = ofInstance("terminate instance", (ctx, instance, how) => ctx.call("ec2:TerminateInstances", { instance }, how));

export const verbs: readonly AnyVerbEntry[] = [
  createVolume,
  createImage,
  copyImage,
  snapshot,
  copy,
  launch,
  start,
  stop,
  terminate,
  attach,
  detach,
  remove,
  encryptByDefault,
  ...shareVerbs,
];
