// SQS: queues, as far as what lies in them is encrypted.

import { assert } from "../../base/assert.js";
import { catalogPrices } from "../../contract/catalog-prices.js";
import { policyVerbsOf } from "../../contract/resource-policy.js";
import type { KindEntry, PropertyValue, ServiceDefinition } from "../../contract/service.js";
import { givenKey, keyUse, namedKey, siteOf, siteOfNew } from "../../contract/sites.js";
import { type StatementContext, verb } from "../../contract/statement.js";
import { sqsCatalog } from "../../generated/catalogs.js";
import type { DurationValue, HoleValue } from "../../language/syntax.js";
import type { Resource } from "../../world/resource.js";
import { addDuration, SECOND_MS } from "../../world/time.js";
import { operations } from "./operations.js";
import { reads } from "./reads.js";
import { noSuchQueue } from "./refusals.js";
import { type QueueData, queueKind } from "./state.js";
import { uses } from "./uses.js";

const QUEUES = [queueKind.name];

const create = verb<"create queue">({
  verb: "create queue",
  on: "new",
  makes: queueKind.name,
  uses: (st) => keyUse(st.args.with),
  run(ctx, st) {
    const { place, how } = siteOfNew(ctx, st, st.args.with);
    const id = st.object?.text ?? ctx.newName(st, "queue");
    return ctx.call("sqs:CreateQueue", { id, ...givenKey(ctx, st.args.with, place), ...reuseOf(ctx, st.args.reuse) }, how);
  },
});

function reuseOf(ctx: StatementContext, reuse: DurationValue | HoleValue | undefined): { readonly reuseSeconds?: number } {
  if (reuse === undefined) return {};
  assert(reuse.is === "duration", "holes are filled before a statement runs");
  return { reuseSeconds: (addDuration(ctx.now, reuse) - ctx.now) / SECOND_MS };
}

const changeKey = verb<"change key">({
  verb: "change key",
  on: QUEUES,
  uses: (st) => keyUse(st.args.with),
  run(ctx, st, object) {
    const { place, how } = siteOf(ctx, st, where(object));
    return ctx.call("sqs:SetQueueAttributes", { queue: object!.id, key: namedKey(ctx, st.args.with, place) }, how);
  },
});

const deleteEncryption = verb<"delete encryption">({
  verb: "delete encryption",
  on: QUEUES,
  run: (ctx, st, object) =>
    ctx.call("sqs:SetQueueAttributes", { queue: object!.id, key: "sse-sqs" }, siteOf(ctx, st, where(object)).how),
});

const remove = verb<"delete">({
  verb: "delete",
  on: QUEUES,
  run: (ctx, st, object) => ctx.call("sqs:DeleteQueue", { queue: object!.id }, siteOf(ctx, st, where(object)).how),
});

function where(object: Resource | undefined) {
  return { account: object!.account, region: object!.region };
}

const policies = policyVerbsOf({
  actions: ["sqs:SendMessage", "sqs:ReceiveMessage"],
  kind: queueKind.name,
  resources: (queue) => [queue.arn],
  put: (ctx, st, queue, policy) =>
    ctx.call("sqs:SetQueueAttributes", { queue: queue.id, policy }, siteOf(ctx, st, where(queue)).how),
  clear: (ctx, st, queue) =>
    ctx.call("sqs:SetQueueAttributes", { queue: queue.id, policy: "" }, siteOf(ctx, st, where(queue)).how),
});

function dataOf(resource: Resource): QueueData {
  return (resource as Resource<QueueData>).data;
}

function keyOf({ key }: QueueData): PropertyValue {
  return key === undefined ? { is: "nothing" } : { is: "resource", id: key.id };
}

const queueEntry: KindEntry = {
  absent: noSuchQueue,
  ...queueKind,
  describe(resource, world) {
    const { key } = dataOf(resource);
    return key === undefined ? "sse-sqs" : `sse-kms ${world.resources.get(key.id)?.name ?? key.id}`;
  },
  properties: new Map<string, (resource: Resource) => PropertyValue>([
    ["key", (resource) => keyOf(dataOf(resource))],
    ["messages", (resource) => ({ is: "number", value: dataOf(resource).messages.length })],
    ["owner", (resource) => ({ is: "text", text: resource.account })],
  ]),
  states: new Map([["encrypted", () => true]]),
};

export const sqs: ServiceDefinition = {
  name: sqsCatalog.service,
  operations,
  verbs: [create, changeKey, deleteEncryption, remove, ...policies],
  kinds: [queueEntry],
  events: new Map(),
  words: new Map(),
  eventWords: new Map(),
  prices: catalogPrices(sqsCatalog.prices),
  reads,
  uses,
  notModelled: sqsCatalog.notModelled,
  contextKeys: ["aws:sqs:arn"],
};
