// How the copy of a snapshot comes by its data key. A first copy to a place or under another key is full: a new data key, and a grant on
// either key to move the data. A later one under the same key builds on the copy before it, and wraps that one's data key again.

import type { OperationContext } from "../../rules/operation.js";
import { ok, type Reply } from "../../rules/reply.js";
import { samePlace } from "../../world/place.js";
import type { Resource } from "../../world/resource.js";
import { ebsContext, ec2Itself, type GrantWish, grantsToEc2, type HeldGrant, keyOf, openByGrant, retire } from "./kms-use.js";
import { latestIn } from "./lineage.js";
import { type Encryption, type SnapshotData, settingsOf } from "./state.js";
import { awsManagedKey, type ChosenKey, defaultKey, newDataKey } from "./volume-encryption.js";

export interface CopiedEncryption {
  readonly encryption: Encryption;
  /** The snapshot whose blocks the copy builds on; absent: it is a full copy. */
  readonly before: Resource<SnapshotData> | undefined;
}

interface CopyWish {
  /** The copy's name. */
  readonly id: string;
  readonly encrypted?: true;
  readonly key?: ChosenKey;
}
type Encrypted = Encryption & { readonly is: "kms" };

/** The guide's table of outcomes: what the copy is under when the call names a key, and when it does not. */
export function encryptionOfCopy(ctx: OperationContext, wish: CopyWish, source: Resource<SnapshotData>): Reply<CopiedEncryption> {
  const key = wish.key ?? impliedKey(ctx, wish, source);
  const before = predecessor(ctx, source, key);
  if (key === undefined) return ok({ encryption: { is: "none" }, before });
  const done =
    before?.data.encryption.is === "kms"
      ? incremental(ctx, wish.id, key, source, { snapshot: before, encryption: before.data.encryption })
      : full(ctx, wish.id, key, source);
  return done.is === "refused" ? done : ok({ encryption: done.output, before });
}

function impliedKey(ctx: OperationContext, wish: CopyWish, source: Resource<SnapshotData>): ChosenKey | undefined {
  if (settingsOf(ctx.world, ctx.place).encryptedByDefault) return defaultKey(ctx, ctx.place);
  if (source.data.encryption.is !== "none") return awsManagedKey(ctx, ctx.place);
  return wish.encrypted ? defaultKey(ctx, ctx.place) : undefined;
}

/** The source itself in the same place, or the latest copy there; both only if they are under the key that the copy is to have. */
function predecessor(
  ctx: OperationContext,
  source: Resource<SnapshotData>,
  key: ChosenKey | undefined,
): Resource<SnapshotData> | undefined {
  const candidate =
    samePlace(source, ctx.place) && underKey(source, key)
      ? source
      : latestIn(ctx.world, ctx.place, source.data.lineage, "copied");
  return candidate !== undefined && underKey(candidate, key) ? candidate : undefined;
}

function underKey(snapshot: Resource<SnapshotData>, key: ChosenKey | undefined): boolean {
  const { encryption } = snapshot.data;
  return encryption.is === "kms" ? encryption.key === key?.id : encryption.is === "none" && key === undefined;
}

/** New data key in the target Region, grants in the caller's name on both keys; EC2 moves the data after the call was answered. */
function full(ctx: OperationContext, id: string, key: ChosenKey, source: Resource<SnapshotData>): Reply<Encryption> {
  const described = ctx.call("kms:DescribeKey", { keyId: key.reference });
  if (described.is === "refused") return described;
  const made = newDataKey(ctx, id, key);
  if (made.is === "refused") return made;
  const from = encryptionOf(source);
  const target = targetGrant(ctx, key, "Decrypt", ebsContext(id));
  const grants = grantsToEc2(ctx, from === undefined ? [target] : [target, sourceGrant(ctx, source, from)]);
  if (grants.is === "refused") return grants;
  const [writing, reading] = grants.output as [HeldGrant, HeldGrant?];
  return ctx.later(() => {
    const read = reading === undefined || from === undefined ? ok(undefined) : openByGrant(ctx, reading, from.wrapped);
    const written = read.is === "refused" ? read : openByGrant(ctx, writing, made.output.wrapped);
    if (reading !== undefined) retire(ctx, reading);
    retire(ctx, writing);
    return written.is === "refused" ? written : made;
  });
}

/** The data key of the copy before is opened and wrapped again for this one: what has not changed is not moved again. */
function incremental(
  ctx: OperationContext,
  id: string,
  key: ChosenKey,
  source: Resource<SnapshotData>,
  before: { readonly snapshot: Resource<SnapshotData>; readonly encryption: Encrypted },
): Reply<Encryption> {
  const from = before.snapshot.id === source.id ? undefined : encryptionOf(source);
  const { wrapped } = before.encryption;
  const wishes = [targetGrant(ctx, key, "Decrypt", wrapped.context), targetGrant(ctx, key, "Encrypt", ebsContext(id))];
  const grants = grantsToEc2(ctx, from === undefined ? wishes : [...wishes, sourceGrant(ctx, source, from)]);
  if (grants.is === "refused") return grants;
  const [opening, wrapping, reading] = grants.output as [HeldGrant, HeldGrant, HeldGrant?];
  return ctx.later(() => {
    const read = reading === undefined || from === undefined ? ok(undefined) : openByGrant(ctx, reading, from.wrapped);
    const opened = read.is === "refused" ? read : openByGrant(ctx, opening, wrapped);
    const done =
      opened.is === "refused"
        ? opened
        : ctx.call(
            "kms:Encrypt",
            { keyId: wrapping.keyArn, plaintext: opened.output.plaintext, encryptionContext: ebsContext(id) },
            { as: ec2Itself(ctx.place.account, wrapping.region), region: wrapping.region, grantTokens: [wrapping.token] },
          );
    for (const grant of grants.output) retire(ctx, grant);
    return done.is === "refused" ? done : ok({ is: "kms", key: key.id, wrapped: done.output.ciphertext });
  });
}

function encryptionOf(snapshot: Resource<SnapshotData>): Encrypted | undefined {
  return snapshot.data.encryption.is === "kms" ? snapshot.data.encryption : undefined;
}

function targetGrant(
  ctx: OperationContext,
  key: ChosenKey,
  operation: "Decrypt" | "Encrypt",
  context: ReadonlyMap<string, string>,
): GrantWish {
  return { keyArn: keyOf(ctx.world, key.id).arn, region: ctx.place.region, operation, constraint: "equals", context };
}

function sourceGrant(ctx: OperationContext, source: Resource<SnapshotData>, from: Encrypted): GrantWish {
  const keyArn = keyOf(ctx.world, from.key).arn;
  return { keyArn, region: source.region, operation: "Decrypt", constraint: "equals", context: from.wrapped.context };
}
