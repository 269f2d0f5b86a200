// AWS Lambda, as far as the environment of a function is under a key.

import type { KindEntry, PropertyValue, ServiceDefinition } from "../../contract/service.js";
import type { UseRule } from "../../contract/uses.js";
import { lambdaCatalog } from "../../generated/catalogs.js";
import type { ReadRule } from "../../rules/reach/sources.js";
import { refuse } from "../../rules/reply.js";
import { signedOnly } from "../../rules/signed.js";
import type { Resource } from "../../world/resource.js";
import { operations } from "./operations.js";
import { type FunctionData, functionKind } from "./state.js";
import { verbs } from "./verbs.js";

const of = (resource: Resource) => (resource as Resource<FunctionData>).data;

const functionEntry: KindEntry = {
  ...functionKind,
  describe: (resource, world) => `runs as ${of(resource).role}, environment under ${world.resources.get(of(resource).key)?.name}`,
  properties: new Map<string, (resource: Resource) => PropertyValue>([
    ["key", (resource) => ({ is: "resource", id: of(resource).key })],
    ["role", (resource) => ({ is: "text", text: of(resource).role })],
    ["owner", (resource) => ({ is: "text", text: resource.account })],
  ]),
  states: new Map([["encrypted", () => true]]),
  absent: () => refuse("ResourceNotFoundException", ""),
};

/** Whoever may read the configuration and have its environment opened. */
const reads: ReadRule = {
  holds: () => [],
  ways: (resource) => [
    {
      how: "lambda:GetFunctionConfiguration",
      try(trial) {
        const got = trial.call("lambda:GetFunctionConfiguration", { function: resource.id }, resource.region);
        return got.is === "ok" && got.output.failure !== undefined ? got.output.failure : got;
      },
    },
  ],
};

const uses: UseRule = {
  isAskedFor: true,
  uses: ({ name, account }) => [
    { loses: "does not start", when: "at its next cold start", account, sentences: `invoke ${name}` },
  ],
};

export const lambda: ServiceDefinition = {
  name: lambdaCatalog.service,
  operations: operations.map(signedOnly),
  verbs,
  kinds: [functionEntry],
  events: new Map(),
  words: new Map(),
  eventWords: new Map(),
  prices: new Map(),
  reads: new Map([[functionKind.name, reads]]),
  uses: new Map([[functionKind.name, uses]]),
  notModelled: lambdaCatalog.notModelled,
  contextKeys: ["aws:lambda:FunctionArn"],
  conditionKeys: lambdaCatalog.conditionKeys,
};
