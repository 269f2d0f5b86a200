// Run logs made by hand, so that reports are tested on exactly the facts that a test names.

import type { Failure, RunLog, ScenarioRun, Step, Vocabulary } from "../../src/engine/log.js";
import type { CallFact, Fact } from "../../src/rules/facts.js";
import type { Resource } from "../../src/world/resource.js";
import { DEFAULT_CLOCK, type Instant, instantFromText } from "../../src/world/time.js";
import { emptyWorld, type World } from "../../src/world/world.js";

export function at(text: string): Instant {
  const instant = instantFromText(text);
  if (typeof instant !== "number") throw new Error(instant.problem);
  return instant;
}

/** A world with these resources, each given as `kind name`. */
export function worldWith(...titles: readonly string[]): World {
  let { resources } = emptyWorld("1");
  for (const [sequence, title] of titles.entries()) {
    const [kind = "", name = ""] = title.split(" ");
    const arn =
      kind === "key" ? `arn:aws:kms:us-east-1:111111111111:key/${name}` : `arn:aws:ec2:us-east-1:111111111111:${kind}/${name}`;
    const resource: Resource = {
      id: name,
      kind,
      name,
      account: "A",
      region: "us-east-1",
      arn,
      createdAt: DEFAULT_CLOCK,
      sequence,
      tags: new Map(),
      data: {},
    };
    resources = resources.set(name, resource);
  }
  return { ...emptyWorld("1"), resources };
}

export function call(action: string, more: Partial<CallFact> = {}): CallFact {
  return {
    is: "call",
    depth: 0,
    late: false,
    action,
    caller: { is: "principal", ref: "A/admin" },
    place: { account: "A", region: "us-east-1" },
    at: DEFAULT_CLOCK,
    on: [],
    decisions: [],
    readOnly: false,
    recordedIn: ["A"],
    ...more,
  };
}

export type StepParts = Partial<Step> & { readonly text: string };

export const vocabulary: Vocabulary = {
  kinds: new Map([
    [
      "key",
      {
        name: "key",
        article: "a key",
        plural: "keys",
        describe: () => "SYMMETRIC_DEFAULT, enabled",
        properties: new Map(),
        states: new Map(),
      },
    ],
    [
      "volume",
      {
        name: "volume",
        article: "a volume",
        plural: "volumes",
        describe: () => "100 GiB",
        properties: new Map(),
        states: new Map(),
      },
    ],
  ]),
  words: new Map([
    [
      "share/key-not-shared",
      {
        title: "the key is not shared",
        say: (args) => ({ text: `${args["account"]} cannot use it yet`, help: "to let it: write a policy" }),
      },
    ],
  ]),
  eventWords: new Map([["rotate", (event) => `rotation of ${event.subject}`]]),
  itemServices: new Map(),
  prices: new Map([
    ["kms-key", { nanoUsd: 1_000_000_000n, per: 1, basis: "hour-of-month" }],
    ["kms-request-symmetric", { nanoUsd: 30_000_000n, per: 10_000, basis: "request", free: 20_000 }],
    ["kms-request-rsa-2048", { nanoUsd: 30_000_000n, per: 10_000, basis: "request" }],
    ["ebs-volume-gp3", { nanoUsd: 80_000_000n, per: 1, basis: "gib-month" }],
  ]),
  priceDate: "2026-11",
  services: ["kms", "ec2"],
};

/** A log of one scenario with these steps. */
export function logOf(
  steps: readonly StepParts[],
  more: { readonly name?: string; readonly failures?: readonly Failure[]; readonly notRun?: number } = {},
): RunLog {
  const start = emptyWorld("1");
  const done: Step[] = steps.map((parts, index) => ({
    number: index + 1,
    file: "share.scenario",
    span: { start: 0, end: 0 },
    kind: "do",
    at: DEFAULT_CLOCK,
    facts: [],
    outcome: { is: "ok" },
    world: start,
    implied: 0,
    ...parts,
  }));
  const run: ScenarioRun = {
    name: more.name ?? "share",
    file: "share.scenario",
    tags: [],
    seed: "1",
    startedAt: DEFAULT_CLOCK,
    steps: done,
    blocks: [],
    failures: more.failures ?? [],
    notRun: more.notRun ?? 0,
    diagnostics: [],
    worldAt: (number) => done[number - 1]?.world ?? start,
  };
  return { name: "share", files: [{ name: "share.scenario", text: "" }], diagnostics: [], scenarios: [run], vocabulary };
}

export function facts(...list: readonly Fact[]): readonly Fact[] {
  return list;
}
