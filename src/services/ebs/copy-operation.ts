// CopySnapshot, which is called by the destination's account in the destination's Region. It is answered with a snapshot id for almost
// any input; the keys are asked afterwards, and what fails there leaves a snapshot in state `error`.

import type { Operation, OperationContext } from "../../rules/operation.js";
import { DONE, ok, type Refused, type Reply } from "../../rules/reply.js";
import { isKind, type Resource } from "../../world/resource.js";
import { ec2Arn } from "./arns.js";
import { COPY_TRANSFER_ITEM, SNAPSHOT_ITEM } from "./items.js";
import { ebsContext, grantToEc2, type HeldGrant, keyOf, openByGrant, retire } from "./kms-use.js";
import { copyFailed, keyWithoutEncrypted } from "./refusals.js";
import { type Encryption, maySee, type SnapshotData, settingsOf, snapshotKind } from "./state.js";
import { awsManagedKey, type ChosenKey, defaultKey, newDataKey } from "./volume-encryption.js";
import { newThing } from "./volume-operations.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "ec2:CopySnapshot": { input: CopySnapshotInput; output: CopySnapshotOutput };
  }
}

export interface CopySnapshotInput {
  /** The new snapshot's name. */
  readonly id: string;
  readonly source: string;
  readonly sourceRegion: string;
  readonly encrypted?: true;
  readonly key?: ChosenKey;
}

export interface CopySnapshotOutput {
  readonly snapshot: Resource<SnapshotData>;
  /** Why the copy ended in state `error`. */
  readonly failure?: Refused;
}

const NO_KEY = "Given key ID is not accessible";
const NO_SOURCE = "Source snapshot is not found";

export const copySnapshot: Operation<"ec2:CopySnapshot"> = {
  action: "ec2:CopySnapshot",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    if (input.key !== undefined && input.encrypted === undefined) return keyWithoutEncrypted();
    return { permissions: [newThing(ctx, "ec2:CopySnapshot", "snapshot", input.id)], on: [input.id, input.source], owners: [] };
  },
  perform(input, ctx) {
    const source = sourceOf(ctx, input);
    if (source === undefined) return failed(ctx, input, 0, copyFailed(NO_SOURCE));
    if (source.account !== ctx.place.account) tellOwner(ctx, source, input.id);
    const got = encryptionOfCopy(ctx, input, source);
    if (got.is === "refused") return failed(ctx, input, source.data.sizeGib, copyFailed(NO_KEY, got));
    const snapshot = makeCopy(ctx, input, source.data.sizeGib, got.output, { is: "completed" });
    const { account, region } = snapshot;
    ctx.holding("begins", { id: snapshot.id, account, region, item: SNAPSHOT_ITEM, quantity: snapshot.data.sizeGib });
    if (source.region !== region) ctx.usage(account, region, COPY_TRANSFER_ITEM, source.data.sizeGib);
    return ok({ snapshot });
  },
  record: (input, _ctx, output) => ({
    requestParameters: {
      sourceRegion: input.sourceRegion,
      sourceSnapshotId: input.source,
      ...(input.encrypted === undefined ? {} : { encrypted: true }),
      ...(input.key === undefined ? {} : { kmsKeyId: input.key.reference }),
    },
    responseElements: output === undefined ? null : { snapshotId: output.snapshot.id },
  }),
};

function sourceOf(ctx: OperationContext, input: CopySnapshotInput): Resource<SnapshotData> | undefined {
  const source = ctx.world.resources.get(input.source);
  if (!isKind(source, snapshotKind) || source.region !== input.sourceRegion || source.data.state.is !== "completed")
    return undefined;
  return maySee(source, ctx.place.account) ? source : undefined;
}

function tellOwner(ctx: OperationContext, source: Resource<SnapshotData>, copy: string): void {
  const serviceEventDetails = { snapshotId: source.id, sharedWithAccount: ctx.place.account, newSnapshotId: copy };
  ctx.serviceEvent("ec2:SharedSnapshotCopyInitiated", source, { requestParameters: null, serviceEventDetails });
}

function makeCopy(
  ctx: OperationContext,
  input: CopySnapshotInput,
  sizeGib: number,
  encryption: Encryption,
  state: SnapshotData["state"],
): Resource<SnapshotData> {
  const data: SnapshotData = {
    sizeGib,
    encryption,
    state,
    of: { is: "copy", snapshot: input.source },
    sharedWith: [],
    everyone: false,
  };
  return ctx.make(snapshotKind, {
    id: input.id,
    place: ctx.place,
    arn: ec2Arn(ctx.world, ctx.place, "snapshot", input.id),
    data,
  });
}

function failed(ctx: OperationContext, input: CopySnapshotInput, sizeGib: number, failure: Refused): Reply<CopySnapshotOutput> {
  const encryption: Encryption = input.encrypted ? { is: "failed" } : { is: "none" };
  const snapshot = makeCopy(ctx, input, sizeGib, encryption, { is: "error", message: failure.message });
  ctx.later(() => ctx.put(snapshot, `state error: ${failure.message}`));
  return ok({ snapshot, failure });
}

/** The guide's table of outcomes: what the copy is under when the call names a key, and when it does not. */
function encryptionOfCopy(ctx: OperationContext, input: CopySnapshotInput, source: Resource<SnapshotData>): Reply<Encryption> {
  const key = input.key ?? impliedKey(ctx, input, source);
  if (key === undefined) return ok({ is: "none" });
  const described = ctx.call("kms:DescribeKey", { keyId: key.reference });
  if (described.is === "refused") return described;
  const made = newDataKey(ctx, input.id, key);
  if (made.is === "refused") return made;
  const { region } = ctx.place;
  const target = grantToEc2(ctx, {
    keyArn: keyOf(ctx.world, key.id).arn,
    region,
    operation: "Decrypt",
    constraint: "equals",
    context: ebsContext(input.id),
  });
  if (target.is === "refused") return target;
  return moved(ctx, source, target.output, made);
}

function impliedKey(ctx: OperationContext, input: CopySnapshotInput, source: Resource<SnapshotData>): ChosenKey | undefined {
  if (settingsOf(ctx.world, ctx.place).encryptedByDefault) return defaultKey(ctx, ctx.place);
  if (source.data.encryption.is !== "none") return awsManagedKey(ctx, ctx.place);
  return input.encrypted ? defaultKey(ctx, ctx.place) : undefined;
}

/** With a grant on either key EC2 reads the source and writes the copy, after the call was answered; then the grants end. */
function moved(
  ctx: OperationContext,
  source: Resource<SnapshotData>,
  target: HeldGrant,
  made: Reply<Encryption & { is: "kms" }>,
): Reply<Encryption> {
  if (made.is === "refused") return made;
  const from = source.data.encryption.is === "kms" ? source.data.encryption : undefined;
  const grant = from === undefined ? undefined : sourceGrant(ctx, source, from);
  return ctx.later(() => {
    const reading =
      from === undefined || grant === undefined
        ? DONE
        : grant.is === "refused"
          ? grant
          : openByGrant(ctx, grant.output, from.wrapped);
    const writing = reading.is === "refused" ? reading : openByGrant(ctx, target, made.output.wrapped);
    if (grant?.is === "ok") retire(ctx, grant.output);
    retire(ctx, target);
    return writing.is === "refused" ? writing : made;
  });
}

function sourceGrant(ctx: OperationContext, source: Resource<SnapshotData>, from: Encryption & { is: "kms" }): Reply<HeldGrant> {
  const { region } = source;
  const keyArn = keyOf(ctx.world, from.key).arn;
  return grantToEc2(ctx, { keyArn, region, operation: "Decrypt", constraint: "equals", context: from.wrapped.context });
}
