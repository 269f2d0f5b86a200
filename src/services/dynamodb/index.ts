// DynamoDB: tables, as far as what lies in them is encrypted.

import { catalogPrices } from "../../contract/catalog-prices.js";
import type { KindEntry, PropertyValue, ServiceDefinition } from "../../contract/service.js";
import { givenKey, keyUse, namedKey, siteOf, siteOfNew } from "../../contract/sites.js";
import { verb } from "../../contract/statement.js";
import { dynamodbCatalog } from "../../generated/catalogs.js";
import { signedOnly } from "../../rules/signed.js";
import type { Resource } from "../../world/resource.js";
import { events, eventWords } from "./events.js";
import { operations, tableNotFound } from "./operations.js";
import { reads } from "./reads.js";
import { type TableData, tableKind } from "./state.js";
import { uses } from "./uses.js";

const create = verb<"create table">({
  verb: "create table",
  on: "new",
  makes: tableKind.name,
  uses: (st) => keyUse(st.args.with),
  run(ctx, st) {
    const { place, how } = siteOfNew(ctx, st, st.args.with);
    const id = st.object?.text ?? ctx.newName(st, "table");
    return ctx.call("dynamodb:CreateTable", { id, ...givenKey(ctx, st.args.with, place) }, how);
  },
});

const changeKey = verb<"change key">({
  verb: "change key",
  on: [tableKind.name],
  uses: (st) => keyUse(st.args.with),
  run(ctx, st, object) {
    const { place, how } = siteOf(ctx, st, { account: object!.account, region: object!.region });
    return ctx.call("dynamodb:UpdateTable", { table: object!.id, key: namedKey(ctx, st.args.with, place) }, how);
  },
});

const deleteEncryption = verb<"delete encryption">({
  verb: "delete encryption",
  on: [tableKind.name],
  run(ctx, st, object) {
    const { how } = siteOf(ctx, st, { account: object!.account, region: object!.region });
    return ctx.call("dynamodb:UpdateTable", { table: object!.id, key: "owned" }, how);
  },
});

const remove = verb<"delete">({
  verb: "delete",
  on: [tableKind.name],
  run(ctx, st, object) {
    const { how } = siteOf(ctx, st, { account: object!.account, region: object!.region });
    return ctx.call("dynamodb:DeleteTable", { table: object!.id }, how);
  },
});

function dataOf(resource: Resource): TableData {
  return (resource as Resource<TableData>).data;
}

function keyOf({ encryption }: TableData): PropertyValue {
  return encryption.is === "kms" ? { is: "resource", id: encryption.key.id } : { is: "nothing" };
}

const tableEntry: KindEntry = {
  absent: tableNotFound,
  ...tableKind,
  describe(resource, world) {
    const { encryption } = dataOf(resource);
    return encryption.is === "owned"
      ? "under a key that AWS owns"
      : `under ${world.resources.get(encryption.key.id)?.name ?? encryption.key.id}`;
  },
  properties: new Map<string, (resource: Resource) => PropertyValue>([
    ["key", (resource) => keyOf(dataOf(resource))],
    ["state", (resource) => ({ is: "text", text: dataOf(resource).status })],
    ["owner", (resource) => ({ is: "text", text: resource.account })],
  ]),
  states: new Map<string, (resource: Resource) => boolean>([
    ["encrypted", () => true],
    ["active", (resource) => dataOf(resource).status === "ACTIVE"],
    ["inaccessible", (resource) => dataOf(resource).status === "INACCESSIBLE_ENCRYPTION_CREDENTIALS"],
    ["archived", (resource) => dataOf(resource).status === "ARCHIVED"],
  ]),
};

export const dynamodb: ServiceDefinition = {
  name: dynamodbCatalog.service,
  operations: operations.map(signedOnly),
  verbs: [create, changeKey, deleteEncryption, remove],
  kinds: [tableEntry],
  events,
  words: new Map(),
  eventWords,
  prices: catalogPrices(dynamodbCatalog.prices),
  reads,
  uses,
  notModelled: dynamodbCatalog.notModelled,
  contextKeys: ["aws:dynamodb:tableName", "aws:dynamodb:subscriberId"],
  conditionKeys: dynamodbCatalog.conditionKeys,
};
