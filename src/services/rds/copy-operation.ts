// CopyDBSnapshot, called by the account that gets the copy, in the Region where it is to be. It is the only way to encrypt a database
// that was created plain, to change a key, and to make a shared encrypted snapshot one's own.

import type { NamedKey } from "../../contract/sites.js";
import type { Operation, OperationContext } from "../../rules/operation.js";
import { carriedFrom } from "../../rules/reach/storage.js";
import { ok, type Refused, type Reply } from "../../rules/reply.js";
import { isKind, type Resource } from "../../world/resource.js";
import { rdsArn } from "./arns.js";
import { COPY_TRANSFER_ITEM, withBackups } from "./billing.js";
import { type Encrypted, grantToRds, keyOf, newCopyKey, openByRds, retireRdsGrant } from "./kms-use.js";
import { newThing, onThing } from "./permissions.js";
import {
  needsKeyOfRegion,
  needsOwnKey,
  snapshotNotFound,
  sourceKeyNotAccessible,
  specifiedKeyNotAccessible,
} from "./refusals.js";
import { type DatabaseSnapshotData, databaseSnapshotKind, maySee, type StorageEncryption } from "./state.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "rds:CopyDBSnapshot": { input: CopyDatabaseSnapshotInput; output: { readonly snapshot: Resource<DatabaseSnapshotData> } };
  }
}

export interface CopyDatabaseSnapshotInput {
  readonly id: string;
  readonly source: string;
  readonly sourceRegion: string;
  readonly key?: NamedKey;
}

export const copySnapshot: Operation<"rds:CopyDBSnapshot"> = {
  action: "rds:CopyDBSnapshot",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const source = ctx.world.resources.get(input.source);
    const usable =
      isKind(source, databaseSnapshotKind) && source.region === input.sourceRegion && maySee(source, ctx.place.account);
    if (!usable) return snapshotNotFound(input.source);
    const own = source.account === ctx.place.account ? [onThing("rds:CopyDBSnapshot", source)] : [];
    const permissions = [newThing(ctx, "rds:CopyDBSnapshot", "snapshot", input.id), ...own];
    return { permissions, on: [input.id, source.id], owners: [] };
  },
  perform(input, ctx) {
    const source = ctx.find(databaseSnapshotKind, input.source)!;
    const got = encryptionOfCopy(ctx, input, source);
    if (got.is === "refused") return got;
    const snapshot = withBackups(ctx, ctx.place, () =>
      ctx.make(databaseSnapshotKind, {
        id: input.id,
        place: ctx.place,
        arn: rdsArn(ctx.world, ctx.place, "snapshot", input.id),
        data: {
          sizeGib: source.data.sizeGib,
          encryption: got.output,
          of: { is: "copy", id: source.id },
          carries: carriedFrom(source),
          sharedWith: [],
          everyone: false,
        },
      }),
    );
    if (source.region !== ctx.place.region)
      ctx.usage(ctx.place.account, ctx.place.region, COPY_TRANSFER_ITEM, source.data.sizeGib);
    return ok({ snapshot });
  },
  record: (input) => ({
    requestParameters: {
      sourceDBSnapshotIdentifier: input.source,
      targetDBSnapshotIdentifier: input.id,
      ...(input.key === undefined ? {} : { kmsKeyId: input.key.reference }),
    },
    responseElements: null,
  }),
};

function encryptionOfCopy(
  ctx: OperationContext,
  input: CopyDatabaseSnapshotInput,
  source: Resource<DatabaseSnapshotData>,
): Reply<StorageEncryption> {
  const { encryption } = source.data;
  const { key } = input;
  if (encryption.is === "none") {
    return key === undefined ? ok(encryption) : orInaccessible(ctx, key, newCopyKey(ctx, input.id, key));
  }
  if (key === undefined) {
    if (source.account !== ctx.place.account) return needsOwnKey();
    return source.region === ctx.place.region ? underSameKey(ctx, input.id, encryption) : needsKeyOfRegion();
  }
  return underOtherKey(ctx, input.id, key, source, encryption);
}

/** The same data key goes on; RDS gets its hold on the key for the copy. */
function underSameKey(ctx: OperationContext, copy: string, from: Encrypted): Reply<StorageEncryption> {
  const { arn } = keyOf(ctx.world, from.key);
  const held = grantToRds(ctx, { reference: arn, id: from.key }, ctx.place.region, new Map([["aws:rds:db-id", copy]]));
  return held.is === "refused" ? sourceKeyNotAccessible(arn, held) : ok({ ...from, grant: held.output.id });
}

/** Grants on both keys in the copier's name; then RDS opens the old data key, in the source's Region, and has a new one made. */
function underOtherKey(
  ctx: OperationContext,
  copy: string,
  key: NamedKey,
  source: Resource<DatabaseSnapshotData>,
  from: Encrypted,
): Reply<StorageEncryption> {
  const sourceKey = keyOf(ctx.world, from.key);
  const unreadable = (cause: Refused) => sourceKeyNotAccessible(sourceKey.arn, cause);
  const reading = grantToRds(ctx, { reference: sourceKey.arn, id: from.key }, source.region, from.wrapped.context);
  if (reading.is === "refused") return unreadable(reading);
  const grant = reading.output.id;
  const made = orInaccessible(ctx, key, newCopyKey(ctx, copy, key));
  if (made.is === "refused") return made;
  const opened = openByRds(ctx, from.wrapped, { account: ctx.place.account, region: source.region, grant });
  ctx.later(() => retireRdsGrant(ctx, sourceKey, grant));
  return opened.is === "refused" ? unreadable(opened) : made;
}

function orInaccessible(ctx: OperationContext, key: NamedKey, got: Reply<Encrypted>): Reply<StorageEncryption> {
  return got.is === "refused" ? specifiedKeyNotAccessible(keyOf(ctx.world, key.id).arn, got) : got;
}
