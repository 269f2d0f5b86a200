// A service is a folder and a line in the list: this one is made here, put beside the others, and run through the engine.

import { expect, test } from "vitest";
import type { ServiceDefinition } from "../../src/contract/service.js";
import { verb } from "../../src/contract/statement.js";
import { resolveIncludes } from "../../src/engine/includes.js";
import { DEFAULT_LIMITS } from "../../src/engine/limits.js";
import { makeRegistry } from "../../src/engine/registry.js";
import { runFile } from "../../src/engine/run.js";
import { parse } from "../../src/language/parse.js";
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
    const made = ctx.call("kms:GenerateDataKey", { keyId: input.key, keySpec: "AES_256" });
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

test("its sentences run, are decided, recorded and asked about like any other's", () => {
  const text = `default in acct A region us-east-1
create key k1
create queue box1 with k1
expect box1 is closed
expect trail of A has 1 toy:CreateBox by A/admin
expect trail of A has 1 kms:GenerateDataKey
allow A/app to "toy:CreateBox" on "*"
create queue box2 with k1 by A/app expect denied by identity policy of A/app
allow A/app to "kms:GenerateDataKey" on k1
create queue box3 with k1 by A/app
expect count of kms calls by A/app is 2`;
  const withToy = makeRegistry([...services.filter((each) => each.name !== "sqs"), toy], [], "2026-11");
  const readFile = (path: string) => ({ problem: `there is no ${path}` });
  const whole = resolveIncludes(parse(text, "toy.scenario"), { readFile, limits: DEFAULT_LIMITS, read: parse });
  const parts = { registry: withToy, limits: DEFAULT_LIMITS, readFile, files: whole.files };
  const [run] = runFile(whole.file, "toy", parts, { seed: "1" });
  expect(run?.failures).toEqual([]);
  expect(run?.diagnostics).toEqual([]);
});
