// CopySnapshot, which is called by the destination's account in the destination's Region. It is answered with a snapshot id for almost
// any input; the keys are asked afterwards, and what fails there leaves a snapshot in state `error`.

import type { Operation, OperationContext } from "../../rules/operation.js";
import { carriedFrom } from "../../rules/reach/storage.js";
import { ok, type Refused, type Reply } from "../../rules/reply.js";
import { isKind, type Resource } from "../../world/resource.js";
import { accountId, ec2Arn } from "./arns.js";
import { copyWays } from "./asked.js";
import { encryptionOfCopy } from "./copy-encryption.js";
import { COPY_TRANSFER_ITEM } from "./items.js";
import { blocksFor, stored } from "./lineage.js";
import { newThing, onSource } from "./permissions.js";
import { copyFailed, keyWithoutEncrypted } from "./refusals.js";
import { type Encryption, maySee, type SnapshotData, snapshotKind } from "./state.js";
import { type ChosenKey, willBeEncrypted } from "./volume-encryption.js";

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
    // Of the source too, whoever owns it and whether it is there or not: it is what the request names (Service Authorization Reference, EC2).
    const arn = ec2Arn(ctx.world, { ...ctx.place, region: input.sourceRegion }, "snapshot", input.source);
    const permissions = [newThing(ctx, "ec2:CopySnapshot", "snapshot"), onSource(ctx, "ec2:CopySnapshot", { arn })];
    return { permissions, on: [input.id, input.source], owners: [] };
  },
  neededOn: (on, ctx) => (isKind(on, snapshotKind) ? copyWays(on, ctx) : undefined),
  perform: (input, ctx) => copied(ctx, input),
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

/** The copy itself, also of the snapshot of an image. */
export function copied(ctx: OperationContext, input: CopySnapshotInput): Reply<CopySnapshotOutput> {
  const source = sourceOf(ctx, input);
  if (source === undefined) return failed(ctx, input, undefined, copyFailed(NO_SOURCE));
  if (source.account !== ctx.place.account) tellOwner(ctx, source, input.id);
  const got = encryptionOfCopy(ctx, input, source);
  if (got.is === "refused") return failed(ctx, input, source, copyFailed(NO_KEY, got));
  const { encryption, before } = got.output;
  const snapshot = makeCopy(ctx, input, source, {
    encryption,
    blocks: blocksFor(ctx, input.id, before),
    state: { is: "completed" },
  });
  stored(ctx, snapshot, "copied");
  // Only a full copy moves data: nothing has changed since the one before.
  if (before === undefined && source.region !== ctx.place.region)
    ctx.usage(ctx.place.account, ctx.place.region, COPY_TRANSFER_ITEM, source.data.sizeGib);
  return ok({ snapshot });
}

function sourceOf(ctx: OperationContext, input: CopySnapshotInput): Resource<SnapshotData> | undefined {
  const source = ctx.world.resources.get(input.source);
  if (!isKind(source, snapshotKind) || source.region !== input.sourceRegion || source.data.state.is !== "completed")
    return undefined;
  return maySee(source, ctx.place.account) ? source : undefined;
}

function tellOwner(ctx: OperationContext, source: Resource<SnapshotData>, copy: string): void {
  const serviceEventDetails = {
    snapshotId: source.id,
    sharedWithAccount: accountId(ctx.world, ctx.place.account),
    newSnapshotId: copy,
  };
  ctx.serviceEvent("ec2:SharedSnapshotCopyInitiated", source, { requestParameters: null, serviceEventDetails });
}

/** What differs between a copy that came to be and one that did not. */
type CopyResult = Pick<SnapshotData, "encryption" | "blocks" | "state">;

function makeCopy(
  ctx: OperationContext,
  input: CopySnapshotInput,
  source: Resource<SnapshotData> | undefined,
  result: CopyResult,
): Resource<SnapshotData> {
  const { world, place } = ctx;
  const data: SnapshotData = {
    ...result,
    sizeGib: source?.data.sizeGib ?? 0,
    carries: carriedFrom(source),
    lineage: source?.data.lineage ?? input.id,
    of: { is: "copy", snapshot: input.source },
    sharedWith: [],
    everyone: false,
  };
  return ctx.make(snapshotKind, { id: input.id, place, arn: ec2Arn(world, place, "snapshot", input.id), data });
}

function failed(
  ctx: OperationContext,
  input: CopySnapshotInput,
  source: Resource<SnapshotData> | undefined,
  failure: Refused,
): Reply<CopySnapshotOutput> {
  const encryption: Encryption = willBeEncrypted(ctx.world, ctx.place, input, source) ? { is: "failed" } : { is: "none" };
  const snapshot = makeCopy(ctx, input, source, { encryption, blocks: "", state: { is: "error", message: failure.message } });
  ctx.later(() => ctx.put(snapshot, `state error: ${failure.message}`));
  return ok({ snapshot, failure });
}
