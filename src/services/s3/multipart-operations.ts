// An upload in parts. Its data key is made when it begins; S3 opens that key again for each part and at the end, so whoever uploads needs
// kms:Decrypt, which a put of the same object does not ask for. Source: S3 User Guide, UsingKMSEncryption; aws/aws-cli issue 4251.

import type { RequestedEncryption } from "../../contract/encryption-mode.js";
import type { Operation, OperationContext } from "../../rules/operation.js";
import { DONE, ok, type Reply } from "../../rules/reply.js";
import type { StoredValue } from "../../rules/stored-value.js";
import type { Resource } from "../../world/resource.js";
import { readSlice, writeSlice } from "../../world/slice.js";
import { customerKeyProblem } from "./customer-keys.js";
import { type Channel, callOnObject, channelKeys, PUT_ITEM } from "./permissions.js";
import { noSuchUpload, partEncryptionDiffers, partEncryptionUnlike } from "./refusals.js";
import { replicate } from "./replication.js";
import { bucketKind, type ObjectData, type Upload, uploads } from "./state.js";
import { storeObject, uploadEncryption, uploadKeys, type WrittenHeaders } from "./uploads.js";
import { openPart } from "./wrapping.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "s3:CreateMultipartUpload": { input: CreateUploadInput; output: { readonly upload: string } };
    "s3:UploadPart": { input: UploadPartInput; output: undefined };
    "s3:CompleteMultipartUpload": { input: OnUpload; output: { readonly object: Resource<ObjectData> } };
    "s3:AbortMultipartUpload": { input: OnUpload; output: undefined };
  }
}

export interface CreateUploadInput extends WrittenHeaders {
  readonly bucket: string;
  readonly object: string;
  /** What the parts will be, put together. */
  readonly value: StoredValue;
}
export interface OnUpload {
  readonly bucket: string;
  readonly object: string;
  readonly upload: string;
}
export interface UploadPartInput extends OnUpload, Channel {
  /** A customer's key goes with each part. */
  readonly encryption?: RequestedEncryption;
}

const createUpload: Operation<"s3:CreateMultipartUpload"> = {
  action: "s3:CreateMultipartUpload",
  iamActions: ["s3:PutObject"],
  readOnly: false,
  recorded: false,
  meter: () => PUT_ITEM,
  prepare: (input, ctx) => callOnObject(ctx, "s3:PutObject", input, uploadKeys(input)),
  perform(input, ctx) {
    const got = uploadEncryption(ctx, ctx.find(bucketKind, input.bucket)!, input.object, input, "s3:PutObject");
    if (got.is === "refused") return got;
    const upload = ctx.derive("upload");
    const { bucket, object: key, value } = input;
    keep(ctx, upload, { bucket, key, value, encryption: got.output, partCount: 0 });
    return ok({ upload });
  },
  record: () => ({ requestParameters: null }),
};

function keep(ctx: OperationContext, id: string, upload: Upload): void {
  writeSlice(ctx.world, uploads, readSlice(ctx.world, uploads).set(id, upload));
}

function uploadOf(ctx: OperationContext, { bucket, object, upload: id }: OnUpload): Upload | undefined {
  const upload = readSlice(ctx.world, uploads).get(id);
  return upload?.bucket === bucket && upload.key === object ? upload : undefined;
}

const uploadPart: Operation<"s3:UploadPart"> = {
  action: "s3:UploadPart",
  iamActions: ["s3:PutObject"],
  readOnly: false,
  recorded: false,
  meter: () => PUT_ITEM,
  prepare: (input, ctx) => callOnObject(ctx, "s3:PutObject", input, channelKeys(input)),
  perform(input, ctx) {
    const upload = uploadOf(ctx, input);
    if (upload === undefined) return noSuchUpload();
    const opened = opensForPart(ctx, upload, input);
    if (opened.is === "refused") return opened;
    keep(ctx, input.upload, { ...upload, partCount: upload.partCount + 1 });
    return DONE;
  },
  record: () => ({ requestParameters: null }),
};

function opensForPart(ctx: OperationContext, { encryption }: Upload, input: UploadPartInput): Reply {
  const { encryption: sent, plainHttp = false } = input;
  if (encryption.is !== "sse-c") {
    if (sent?.is === "sse-c") return partEncryptionUnlike();
    return openPart(ctx, encryption, plainHttp);
  }
  if (sent?.is !== "sse-c") return partEncryptionUnlike();
  const problem = customerKeyProblem(sent, plainHttp);
  if (problem !== undefined) return problem;
  return sent.customerKey === encryption.customerKey ? DONE : partEncryptionDiffers();
}

const completeUpload: Operation<"s3:CompleteMultipartUpload"> = {
  action: "s3:CompleteMultipartUpload",
  iamActions: ["s3:PutObject"],
  readOnly: false,
  recorded: false,
  meter: () => PUT_ITEM,
  prepare: (input, ctx) => callOnObject(ctx, "s3:PutObject", input),
  perform(input, ctx) {
    const upload = uploadOf(ctx, input);
    if (upload === undefined || upload.partCount === 0) return noSuchUpload();
    const bucket = ctx.find(bucketKind, input.bucket)!;
    const opened = openPart(ctx, upload.encryption, false);
    if (opened.is === "refused") return opened;
    writeSlice(ctx.world, uploads, readSlice(ctx.world, uploads).delete(input.upload));
    const object = storeObject(ctx, bucket, upload.key, { value: upload.value, encryption: upload.encryption });
    replicate(ctx, object);
    return ok({ object });
  },
  record: () => ({ requestParameters: null }),
};

const abortUpload: Operation<"s3:AbortMultipartUpload"> = {
  action: "s3:AbortMultipartUpload",
  readOnly: false,
  recorded: false,
  prepare: (input, ctx) => callOnObject(ctx, "s3:AbortMultipartUpload", input),
  perform(input, ctx) {
    if (uploadOf(ctx, input) === undefined) return noSuchUpload();
    writeSlice(ctx.world, uploads, readSlice(ctx.world, uploads).delete(input.upload));
    return DONE;
  },
  record: () => ({ requestParameters: null }),
};

export const multipartOperations = [createUpload, uploadPart, completeUpload, abortUpload];
