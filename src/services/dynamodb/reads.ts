// Who can read what lies in a table: whoever gets the item, with the key of KMS where the table has one of its owner's.

import type { ReadRule } from "../../rules/reach/sources.js";
import { documentsIn, valuesWith } from "../../rules/stored-value.js";
import type { Resource } from "../../world/resource.js";
import { type TableData, tableKind } from "./state.js";

const table: ReadRule = {
  holds: (resource) => documentsIn(itemsIn(resource)),
  ways: (resource, _world, _reader, wanted) =>
    valuesWith(itemsIn(resource), wanted).map(({ name }) => ({
      how: `dynamodb:GetItem of ${name}`,
      try: (trial) => trial.call("dynamodb:GetItem", { table: resource.id, item: name }, resource.region),
    })),
};

function itemsIn(resource: Resource) {
  return (resource as Resource<TableData>).data.items;
}

export const reads: ReadonlyMap<string, ReadRule> = new Map([[tableKind.name, table]]);
