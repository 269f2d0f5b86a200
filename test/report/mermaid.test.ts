// The drawings: what stands in them, and that no name becomes part of their grammar. The lines are checked against the few forms that we
// write, so a label that broke out of its place would be a line of no form.
import fc from "fast-check";
import { expect, test } from "vitest";
import { simulate } from "../../src/api/simulate.js";
import { renderKeyGraph, renderSequence } from "../../src/report/mermaid.js";
import { call, logOf, worldWith } from "../support/hand-made.js";

const LABEL = '(?:[^#;"<>`%{}\\n\\r]|#\\d+;)*';
const SEQUENCE_LINE = new RegExp(
  `^(?:sequenceDiagram|  %% ${LABEL}|  participant p\\d+ as ${LABEL}|  p\\d+(?:->>|-x)p\\d+: ${LABEL})$`,
);
const GRAPH_LINE = new RegExp(`^(?:flowchart LR|  %% ${LABEL}|  n\\d+\\["${LABEL}"\\]|  n\\d+ --> n\\d+)$`);

const hostile = fc.oneof(
  fc.string(),
  fc.string({ unit: "binary" }),
  fc.constantFrom(
    '"] --> n9',
    "x\n  click n1 callback",
    "a;participant p9",
    "%%{init: {'theme':'forest'}}%%",
    "#quot;",
    "<img src=x onerror=alert(1)>",
    "end",
  ),
);

test("a snapshot under a key: who called which service, and a refusal as a cross", () => {
  const text = "create key k1 in acct A region us-east-1\nsnapshot vol1 with k1\nsnapshot vol1 by A/nobody expect denied\n";
  expect([...renderSequence(simulate({ text, name: "share" }))]).toEqual([
    "sequenceDiagram",
    "  %% share",
    "  participant p1 as A/admin",
    "  participant p2 as kms in us-east-1",
    "  participant p3 as ec2 in us-east-1",
    "  participant p4 as ec2 for A/admin",
    "  participant p5 as A/nobody",
    "  p1->>p2: kms:CreateKey k1",
    "  p1->>p3: ec2:CreateVolume vol1",
    "  p4->>p2: kms:GenerateDataKeyWithoutPlaintext k1",
    "  p1->>p3: ec2:CreateSnapshot vol1-snap-1, vol1",
    "  p5-xp3: ec2:CreateSnapshot vol1-snap-2, vol1 refused, UnauthorizedOperation",
  ]);
});

test("a key, the data key under it, what that seals, what it holds and who has read it", () => {
  const text = [
    "default in acct A region us-east-1",
    "create key k1",
    'document diary "dear diary" held by A/alice',
    "allow A/alice to generate-data-key on k1",
    "seal diary with k1 by A/alice as sealed1",
  ].join("\n");
  expect([...renderKeyGraph(simulate({ text, name: "diary" }))]).toEqual([
    "flowchart LR",
    "  %% diary",
    '  n1["key k1"]',
    '  n2["data key data-key-1"]',
    '  n3["sealed message sealed1"]',
    '  n4["document diary"]',
    '  n5["reader A/alice"]',
    "  n1 --> n2",
    "  n2 --> n3",
    "  n3 --> n4",
    "  n4 --> n5",
  ]);
});

test("several scenarios are several drawings, with an empty line between", () => {
  const text = 'create key k1 in acct A region us-east-1\nscenario "one" { disable k1 }\nscenario "two" { enable k1 }\n';
  const log = simulate({ text, name: "two" });
  for (const draw of [renderSequence, renderKeyGraph]) {
    const drawings = [...draw(log)].join("\n").split("\n\n");
    expect(drawings.map((drawing) => drawing.split("\n")[1])).toEqual(["  %% one", "  %% two"]);
  }
});

test("whatever a scenario, a caller or a resource is called, it stays one label of one line", () => {
  fc.assert(
    fc.property(hostile, (name) => {
      const world = worldWith("key k1");
      const named = { ...world.resources.get("k1")!, name, data: { key: name, material: "1", document: name } };
      const log = logOf(
        [
          {
            text: name,
            world: {
              ...world,
              resources: world.resources.set("k1", named),
              knowledge: world.knowledge.set(name, new Set([name])),
            },
            facts: [call("kms:Decrypt", { on: [name], caller: { is: "principal", ref: name } })],
          },
        ],
        { name },
      );
      const sequence = [...renderSequence(log)];
      expect(sequence).toHaveLength(5);
      for (const line of sequence) expect(line).toMatch(SEQUENCE_LINE);
      for (const line of renderKeyGraph(log)) expect(line).toMatch(GRAPH_LINE);
    }),
  );
});
