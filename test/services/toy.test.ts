// A service is a folder and a line in the list: this one is made here, put beside the others, and run through the engine.

import { expect, test } from "vitest";
import type { ServiceDefinition } from "../../src/contract/service.js";
import { verb } from "../../src/contract/statement.js";
import { makeRegistry } from "../../src/engine/registry.js";
import type { Operation } from "../../src/rules/operation.js";
import { ok } from "../../src/rules/reply.js";
import { services } from "../../src/services/index.js";
import { kind } from "../../src/world/resource.js";

declare module "../../src/rules/operation.js" {
  interface Operations {
    "toy:CreateBox": { input: { readonly id: string; readonly key: string }; output: undefined };
  }
}

const boxKind = kind<{ readonly key: string }>("box", "a box", "boxes");

const createBox: Operation<"toy:CreateBox"> = {
  action: "toy:CreateBox",
  readOnly: false,
  recorded: true,
  prepare: (input, ctx) => ({
    permissions: [
      {
        ...{ action: "toy:CreateBox", arn: `arn:aws:toy:::box/${input.id}`, account: ctx.place.account },
        ...({ rule: "identity-only", crossAccount: "never" } as const),
      },
    ],
    on: [input.id],
    owners: [],
  }),
  perform(input, ctx) {
    const made = ctx.call("kms:GenerateDataKey", { keyId: input.key });
    if (made.is === "refused") return made;
    ctx.make(boxKind, { id: input.id, place: ctx.place, arn: `arn:aws:toy:::box/${input.id}`, data: { key: input.key } });
    return ok(undefined);
  },
  record: (input) => ({ requestParameters: { id: input.id } }),
};

const toy: ServiceDefinition = {
  name: "toy",
  operations: [createBox],
  verbs: [
    verb<"create queue">({
      verb: "create queue",
      on: "new",
      makes: boxKind.name,
      run(ctx, st) {
        const key = ctx.keyFor(st.args.with!, ctx.place(st.place));
        return ctx.call(
          "toy:CreateBox",
          { id: st.object!.text, key: key.arn },
          { as: ctx.actor(key.account), region: key.region },
        );
      },
    }),
  ],
  kinds: [{ ...boxKind, describe: () => "closed", properties: new Map(), states: new Map([["closed", () => true]]) }],
  events: new Map(),
  words: new Map(),
  eventWords: new Map(),
  prices: new Map(),
  notModelled: [],
};

test("a service's verbs, operations and kinds come into the registry with it, and nothing else changes", () => {
  const without = makeRegistry(services, [], "2026-11");
  const beside = makeRegistry([...services.filter((each) => each.name !== "sqs"), toy], [], "2026-11");
  expect(beside.operations.has("toy:CreateBox")).toBe(true);
  expect(beside.kinds.get("box")?.plural).toBe("boxes");
  expect(beside.verbs.get("create queue")).toHaveLength(1);
  expect(beside.operations.get("kms:Encrypt")).toBe(without.operations.get("kms:Encrypt"));
});
