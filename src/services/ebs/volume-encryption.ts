// How a new volume comes by its data key. Which KMS calls that takes depends on where the volume comes from and under which key it goes:
// the rows of the EBS guide's table, each a function here.

import { ebsCatalog } from "../../generated/catalogs.js";
import { ensureManagedKey } from "../../rules/managed-keys.js";
import type { OperationContext, WorldEditor } from "../../rules/operation.js";
import { ok, type Reply } from "../../rules/reply.js";
import type { CiphertextData } from "../../world/key.js";
import type { Place } from "../../world/place.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { ebsContext, grantToEc2, type HeldGrant, keyOf, openByGrant, retire, throughEc2 } from "./kms-use.js";
import { type Encryption, type SnapshotData, settingsOf } from "./state.js";

/** A key as a call names it, and the one that is meant. */
export interface ChosenKey {
  /** `KmsKeyId` of the call: an ARN or an alias. */
  readonly reference: string;
  /** Id of the key. */
  readonly id: string;
}

/** The encryption of a volume that is being made. Calls KMS in the caller's name, and for EC2 itself where data has to be moved. */
export function encryptionFor(
  ctx: OperationContext,
  input: { readonly id: string; readonly encrypted?: true; readonly key?: ChosenKey },
  snapshot: Resource<SnapshotData> | undefined,
): Reply<Encryption> {
  const source = snapshot?.data.encryption ?? { is: "none" };
  if (source.is !== "kms") {
    const key =
      input.key ??
      (input.encrypted || settingsOf(ctx.world, ctx.place).encryptedByDefault ? defaultKey(ctx, ctx.place) : undefined);
    if (key === undefined) return ok({ is: "none" });
    return snapshot === undefined ? emptyVolume(ctx, input.id, key) : fromPlainSnapshot(ctx, input.id, key);
  }
  const own = snapshot!.account === ctx.place.account;
  // An own snapshot's key is kept, whatever the default key is; on someone else's key nobody stays without asking for it.
  const key = input.key ?? (own ? chosen(ctx, source.key) : defaultKey(ctx, ctx.place));
  if (own && key.id === source.key) return sameKey(ctx, input.id, key, source.wrapped);
  return otherKey(ctx, input.id, key, source.wrapped);
}

/** Whether a volume or a copy will be encrypted, by what the call says, what it is made from and what the place does by default. */
export function willBeEncrypted(
  world: World,
  place: Place,
  asked: { readonly encrypted?: true },
  snapshot: Resource<SnapshotData> | undefined,
): boolean {
  return asked.encrypted === true || snapshot?.data.encryption.is === "kms" || settingsOf(world, place).encryptedByDefault;
}

/** The default EBS key of a place: the one that was set, or else `aws/ebs`, which is made on first use. */
export function defaultKey(editor: WorldEditor, place: Place): ChosenKey {
  const id = settingsOf(editor.world, place).defaultKey;
  return id === undefined ? awsManagedKey(editor, place) : chosen(editor, id);
}

export function awsManagedKey(editor: WorldEditor, place: Place): ChosenKey {
  const key = ensureManagedKey(editor, "ebs", place);
  return { reference: key.arn, id: key.id };
}

function chosen(editor: WorldEditor, id: string): ChosenKey {
  return { reference: keyOf(editor.world, id).arn, id };
}

function emptyVolume(ctx: OperationContext, volume: string, key: ChosenKey): Reply<Encryption> {
  return newDataKey(ctx, volume, key);
}

/** One data key for the volume, which only its ciphertext leaves KMS for now. */
export function newDataKey(ctx: OperationContext, id: string, key: ChosenKey): Reply<Encryption & { is: "kms" }> {
  const made = ctx.call("kms:GenerateDataKeyWithoutPlaintext", {
    keyId: key.reference,
    encryptionContext: ebsContext(id),
    numberOfBytes: ebsCatalog.dataKeyBytes,
  });
  if (made.is === "refused") return made;
  return ok({ is: "kms", key: key.id, wrapped: made.output.ciphertext });
}

/** The plain data is written under the new data key: EC2 has to open that. */
function fromPlainSnapshot(ctx: OperationContext, volume: string, key: ChosenKey): Reply<Encryption> {
  const grant = decryptGrant(ctx, volume, key);
  if (grant.is === "refused") return grant;
  const made = newDataKey(ctx, volume, key);
  if (made.is === "refused") return endedBy(ctx, grant.output, made);
  return opened(ctx, grant.output, [made.output.wrapped], made);
}

/** The same data key goes on, wrapped again for the volume. */
function sameKey(ctx: OperationContext, volume: string, key: ChosenKey, source: CiphertextData): Reply<Encryption> {
  const rewrapped = reEncrypt(ctx, volume, key, source);
  if (rewrapped.is === "refused") return rewrapped;
  return ok({ is: "kms", key: key.id, wrapped: rewrapped.output });
}

/**
 * The old data key is wrapped under the new key and the data is encrypted again under a new data key. The old key is touched
 * at the first call only: losing it later stops nothing.
 */
function otherKey(ctx: OperationContext, volume: string, key: ChosenKey, source: CiphertextData): Reply<Encryption> {
  const old = reEncrypt(ctx, volume, key, source);
  if (old.is === "refused") return old;
  const made = newDataKey(ctx, volume, key);
  if (made.is === "refused") return made;
  const grant = decryptGrant(ctx, volume, key);
  if (grant.is === "refused") return grant;
  return opened(ctx, grant.output, [old.output, made.output.wrapped], made);
}

function reEncrypt(ctx: OperationContext, volume: string, key: ChosenKey, source: CiphertextData): Reply<CiphertextData> {
  const done = ctx.call(
    "kms:ReEncrypt",
    {
      ciphertext: source,
      sourceEncryptionContext: source.context,
      destinationKeyId: key.reference,
      destinationEncryptionContext: ebsContext(volume),
    },
    { as: throughEc2(ctx.caller, ctx.place.region) },
  );
  return done.is === "refused" ? done : ok(done.output.ciphertext);
}

function decryptGrant(ctx: OperationContext, volume: string, key: ChosenKey): Reply<HeldGrant> {
  const { region } = ctx.place;
  const keyArn = keyOf(ctx.world, key.id).arn;
  return grantToEc2(ctx, { keyArn, region, operation: "Decrypt", constraint: "subset", context: ebsContext(volume) });
}

/** EC2 opens what it needs to move the data, then gives the grant back; all of it after the call was answered. */
function opened(
  ctx: OperationContext,
  grant: HeldGrant,
  wrapped: readonly CiphertextData[],
  result: Reply<Encryption>,
): Reply<Encryption> {
  return ctx.later(() => {
    for (const each of wrapped) {
      const answer = openByGrant(ctx, grant, each);
      if (answer.is === "refused") return endedBy(ctx, grant, answer);
    }
    retire(ctx, grant);
    return result;
  });
}

function endedBy<T>(ctx: OperationContext, grant: HeldGrant, answer: Reply<T>): Reply<T> {
  ctx.later(() => retire(ctx, grant));
  return answer;
}
