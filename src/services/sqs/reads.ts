// Who can read what lies in a queue: whoever receives it, with the key of KMS where there is one.

import type { ReadRule } from "../../rules/reach/sources.js";
import { documentsIn, valuesWith } from "../../rules/stored-value.js";
import type { Resource } from "../../world/resource.js";
import { type QueueData, queueKind } from "./state.js";

const queue: ReadRule = {
  holds: (resource) => documentsIn(valuesIn(resource)),
  ways: (resource, _world, _reader, wanted) =>
    valuesWith(valuesIn(resource), wanted).map(({ name }) => ({
      how: `sqs:ReceiveMessage of ${name}`,
      try: (trial) => trial.call("sqs:ReceiveMessage", { queue: resource.id, message: name }, resource.region),
    })),
};

function valuesIn(resource: Resource) {
  return (resource as Resource<QueueData>).data.messages.map(({ value }) => value);
}

export const reads: ReadonlyMap<string, ReadRule> = new Map([[queueKind.name, queue]]);
