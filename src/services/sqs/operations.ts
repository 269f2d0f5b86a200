// CreateQueue, SendMessage, ReceiveMessage and a queue's policy. With a key, a data key serves one caller for as long as the queue lets
// it be used again.

import type { NamedKey } from "../../contract/sites.js";
import { readPolicy } from "../../rules/authorize/document.js";
import type { RecordValue } from "../../rules/facts.js";
import { holdFor, isHeld } from "../../rules/held-data-keys.js";
import type { Operation, OperationContext, Permission, PrepareContext } from "../../rules/operation.js";
import { ok, type Reply, refuse } from "../../rules/reply.js";
import { accountId } from "../../rules/requests.js";
import type { StoredValue } from "../../rules/stored-value.js";
import type { CiphertextData } from "../../world/key.js";
import type { Place } from "../../world/place.js";
import { isKind, type Resource } from "../../world/resource.js";
import { SECOND_MS } from "../../world/time.js";
import type { World } from "../../world/world.js";
import { invalidReusePeriod, noSuchQueue, throughSqs } from "./refusals.js";
import { type QueueData, queueKind } from "./state.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "sqs:CreateQueue": {
      input: { readonly id: string; readonly key?: NamedKey; readonly reuseSeconds?: number };
      output: { readonly queue: Resource<QueueData> };
    };
    "sqs:SendMessage": { input: { readonly queue: string; readonly value: StoredValue }; output: undefined };
    "sqs:ReceiveMessage": {
      input: { readonly queue: string; readonly message: string };
      /** Absent: nothing of that name is in the queue. */
      output: { readonly value?: StoredValue };
    };
    "sqs:SetQueueAttributes": { input: QueueAttributes & { readonly queue: string }; output: undefined };
    "sqs:DeleteQueue": { input: { readonly queue: string }; output: undefined };
  }
}

/** Every call is a request; the owner of the queue pays. */
const REQUEST_ITEM = "sqs-request";

export interface QueueAttributes {
  /** An empty one takes the policy away. */
  readonly policy?: string;
  /** `KmsMasterKeyId`; `sse-sqs` goes back to SQS's own key. */
  readonly key?: NamedKey | "sse-sqs";
  /** `KmsDataKeyReusePeriodSeconds`. */
  readonly reuseSeconds?: number;
}

/** Where the period is not set. */
const DEFAULT_REUSE_SECONDS = 300;
const REUSE_SECONDS = { min: 60, max: 86_400 } as const;

function queueArn(world: World, place: Place, id: string): string {
  return `arn:aws:sqs:${place.region}:${accountId(world, place.account)}:${id}`;
}

function queuePolicyName({ name }: Resource): string {
  return `queue policy of ${name}`;
}

function prepared(ctx: PrepareContext, action: string, id: string) {
  const queue = ctx.world.resources.get(id);
  if (!isKind(queue, queueKind) || queue.region !== ctx.place.region) return noSuchQueue();
  const permission: Permission = {
    ...{ action, arn: queue.arn, account: queue.account, resource: queue, policyName: queuePolicyName(queue) },
    ...({ rule: "ordinary", crossAccount: "allowed" } as const),
  };
  return {
    ...{ permissions: [permission], on: [queue.id], owners: [queue.account] },
    billed: { account: queue.account, resource: queue.id },
  };
}

const createQueue: Operation<"sqs:CreateQueue"> = {
  action: "sqs:CreateQueue",
  crossAccount: "never",
  readOnly: false,
  recorded: true,
  meter: () => REQUEST_ITEM,
  prepare(input, ctx) {
    const arn = queueArn(ctx.world, ctx.place, input.id);
    const permission = {
      ...{ action: "sqs:CreateQueue", arn, account: ctx.place.account },
      ...({ rule: "identity-only", crossAccount: "never" } as const),
    };
    return { permissions: [permission], on: [input.id], owners: [] };
  },
  perform(input, ctx) {
    const { key, reuseSeconds } = input;
    if (!isReusePeriod(reuseSeconds)) return invalidReusePeriod();
    const data: QueueData = {
      messages: [],
      ...(key === undefined ? {} : { key }),
      ...(reuseSeconds === undefined ? {} : { reuseSeconds }),
    };
    const arn = queueArn(ctx.world, ctx.place, input.id);
    return ok({ queue: ctx.make(queueKind, { id: input.id, place: ctx.place, arn, data }) });
  },
  record: (input) => ({
    requestParameters: {
      queueName: input.id,
      ...(input.key === undefined ? {} : { attributes: { KmsMasterKeyId: input.key.reference } }),
    },
    responseElements: null,
  }),
};

function isReusePeriod(seconds: number | undefined): boolean {
  return seconds === undefined || (seconds >= REUSE_SECONDS.min && seconds <= REUSE_SECONDS.max);
}

const sendMessage: Operation<"sqs:SendMessage"> = {
  action: "sqs:SendMessage",
  readOnly: false,
  recorded: false,
  meter: () => REQUEST_ITEM,
  prepare: (input, ctx) => prepared(ctx, "sqs:SendMessage", input.queue),
  perform(input, ctx) {
    const queue = ctx.find(queueKind, input.queue)!;
    const got = queue.data.key === undefined ? ok(undefined) : dataKeyFor(ctx, queue, queue.data.key);
    if (got.is === "refused") return throughSqs(got);
    const { value } = input;
    const wrapped = got.output;
    const message = wrapped === undefined ? { value } : { value, wrapped };
    const messages = [...queue.data.messages, message];
    const data: QueueData = wrapped === undefined ? { ...queue.data, messages } : { ...queue.data, messages, sending: wrapped };
    ctx.put({ ...queue, data }, `has the message ${value.name}`);
    if (value.document !== undefined) ctx.learn("service sqs", value.document, `it was sent to ${queue.name} as plaintext`);
    return ok(undefined);
  },
  record: () => ({ requestParameters: null }),
};

/** One data key for a caller and reuse period. Who sends must be able to open it as well: SQS tries. */
function dataKeyFor(ctx: OperationContext, queue: Resource<QueueData>, key: NamedKey): Reply<CiphertextData> {
  const { sending } = queue.data;
  if (sending !== undefined && isHeld(ctx.world, heldName(queue, sending), ctx.caller)) return ok(sending);
  const encryptionContext = new Map([["aws:sqs:arn", queue.arn]]);
  const made = ctx.call("kms:GenerateDataKey", { keyId: key.reference, keySpec: "AES_256", encryptionContext });
  if (made.is === "refused") return made;
  const opened = open(ctx, queue, made.output.ciphertext);
  return opened.is === "refused" ? opened : ok(made.output.ciphertext);
}

function open(ctx: OperationContext, queue: Resource<QueueData>, wrapped: CiphertextData): Reply {
  const name = heldName(queue, wrapped);
  if (isHeld(ctx.world, name, ctx.caller)) return ok(undefined);
  const opened = ctx.call("kms:Decrypt", { ciphertext: wrapped, encryptionContext: wrapped.context });
  if (opened.is === "ok") holdFor(ctx, name, ctx.caller, (queue.data.reuseSeconds ?? DEFAULT_REUSE_SECONDS) * SECOND_MS);
  return opened;
}

function heldName(queue: Resource, wrapped: CiphertextData): string {
  return `queue ${queue.id} ${wrapped.content.is === "data-key" ? wrapped.content.dataKey : wrapped.material}`;
}

const receiveMessage: Operation<"sqs:ReceiveMessage"> = {
  action: "sqs:ReceiveMessage",
  readOnly: false,
  recorded: false,
  meter: () => REQUEST_ITEM,
  prepare: (input, ctx) => prepared(ctx, "sqs:ReceiveMessage", input.queue),
  perform(input, ctx) {
    const queue = ctx.find(queueKind, input.queue)!;
    const message = queue.data.messages.findLast((each) => each.value.name === input.message);
    if (message === undefined) return ok({});
    const opened = message.wrapped === undefined ? ok(undefined) : open(ctx, queue, message.wrapped);
    return opened.is === "refused" ? throughSqs(opened) : ok({ value: message.value });
  },
  record: () => ({ requestParameters: null }),
};

const setQueueAttributes: Operation<"sqs:SetQueueAttributes"> = {
  action: "sqs:SetQueueAttributes",
  readOnly: false,
  recorded: true,
  meter: () => REQUEST_ITEM,
  prepare: (input, ctx) => prepared(ctx, "sqs:SetQueueAttributes", input.queue),
  perform(input, ctx) {
    const queue = ctx.find(queueKind, input.queue)!;
    if (input.policy !== undefined) {
      const changed = withPolicy(queue, input.policy);
      if (changed === undefined) return refuse("InvalidAttributeValue", "Invalid value for the parameter Policy.");
      ctx.put(changed, changed.policy === undefined ? "has no queue policy" : "has a new queue policy");
    }
    if (!isReusePeriod(input.reuseSeconds)) return invalidReusePeriod();
    if (input.key !== undefined || input.reuseSeconds !== undefined) withKey(ctx, ctx.find(queueKind, input.queue)!, input);
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { queueUrl: input.queue, attributes: recorded(input) }, responseElements: null }),
};

function withPolicy(queue: Resource<QueueData>, text: string): Resource<QueueData> | undefined {
  if (text === "") {
    const { policy: _gone, ...rest } = queue;
    return rest;
  }
  const reading = readPolicy(text, "resource");
  return "problems" in reading ? undefined : { ...queue, policy: { name: queuePolicyName(queue), text } };
}

/** For what is sent from now on: a message stays under the data key that it was sent with. */
function withKey(ctx: OperationContext, queue: Resource<QueueData>, { key: wanted, reuseSeconds }: QueueAttributes): void {
  const { key: before, sending, reuseSeconds: period, ...data } = queue.data;
  const key = wanted === undefined ? before : wanted === "sse-sqs" ? undefined : wanted;
  const seconds = reuseSeconds ?? period;
  const after: QueueData = {
    ...data,
    ...(key === undefined ? {} : { key }),
    ...(wanted === undefined && sending !== undefined ? { sending } : {}),
    ...(seconds === undefined ? {} : { reuseSeconds: seconds }),
  };
  ctx.put({ ...queue, data: after }, key === undefined ? "new messages: sse-sqs" : `new messages: sse-kms ${key.id}`);
}

function recorded({ policy, key, reuseSeconds }: QueueAttributes): RecordValue {
  return {
    ...(policy === undefined ? {} : { Policy: policy }),
    ...(key === undefined ? {} : key === "sse-sqs" ? { SqsManagedSseEnabled: "true" } : { KmsMasterKeyId: key.reference }),
    ...(reuseSeconds === undefined ? {} : { KmsDataKeyReusePeriodSeconds: String(reuseSeconds) }),
  };
}

const deleteQueue: Operation<"sqs:DeleteQueue"> = {
  action: "sqs:DeleteQueue",
  readOnly: false,
  recorded: true,
  meter: () => REQUEST_ITEM,
  prepare: (input, ctx) => prepared(ctx, "sqs:DeleteQueue", input.queue),
  perform(input, ctx) {
    ctx.remove(ctx.find(queueKind, input.queue)!, "deleted");
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { queueUrl: input.queue }, responseElements: null }),
};

export const operations = [createQueue, sendMessage, receiveMessage, setQueueAttributes, deleteQueue];
