import { describe, expect, test } from "vitest";
import { simulate } from "../../../src/api/simulate.js";

const SETUP = [
  "default in acct A region us-east-1",
  "create key k1",
  "create key k2",
  'document doc1 "diagnosis" held by A/alice',
  'allow A/alice to "kms:GenerateDataKey" on k1',
];

function run(...lines: string[]) {
  const log = simulate({ text: [...SETUP, ...lines].join("\n"), name: "seal" });
  expect(log.diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  return log.scenarios[0]!;
}
function failures(...lines: string[]): readonly string[] {
  return run(...lines).failures.flatMap((each) => each.lines);
}
function calls(...lines: string[]): readonly string[] {
  const { facts } = run(...lines).steps.at(-1)!;
  return facts.flatMap((fact) => (fact.is === "call" ? [`${fact.action} ${fact.on.join(" ")}`] : []));
}

describe("sealing in the client", () => {
  test("asks the first key for a data key and every other to wrap it", () => {
    const lines = ['allow A/alice to "kms:Encrypt" on k2', "seal doc1 with k1, k2 by A/alice as m1"];
    expect(calls(...lines)).toEqual(["kms:GenerateDataKey k1", "kms:Encrypt k2"]);
  });

  test("fails if any wrapping key fails", () => {
    expect(failures("seal doc1 with k1, k2 by A/alice as m1 expect denied")).toEqual([]);
  });

  test("one of several keys is enough to open", () => {
    const lines = [
      'allow A/alice to "kms:Encrypt" on k2',
      'allow A/bob to "kms:Decrypt" on k2',
      "seal doc1 with k1, k2 by A/alice as m1",
    ];
    expect(calls(...lines, "open m1 by A/bob")).toEqual(["kms:Decrypt k1", "kms:Decrypt k2"]);
    expect(failures(...lines, "disable k1", "open m1 by A/bob expect ok", "expect A/bob can read doc1")).toEqual([]);
  });

  test("calls KMS as the application itself, with no service in between", () => {
    const { facts } = run("seal doc1 with k1 by A/alice as m1").steps.at(-1)!;
    const callers = facts.flatMap((fact) => (fact.is === "call" ? [fact.caller] : []));
    expect(callers).toEqual([{ is: "principal", ref: "A/alice" }]);
  });

  test("a client that names other keys opens nothing, and makes no call", () => {
    const lines = ['allow A/bob to "kms:Decrypt" on k1', "seal doc1 with k1 by A/alice as m1"];
    expect(calls(...lines, "open m1 with k2 by A/bob expect error DecryptKeyError")).toEqual([]);
    expect(calls(...lines, "open m1 with k1 by A/bob")).toEqual(["kms:Decrypt k1"]);
  });

  test("an alias is equal to no ARN in the message", () => {
    const lines = ["alias app for k1", 'allow A/bob to "kms:Decrypt" on k1', "seal doc1 with k1 by A/alice as m1"];
    expect(failures(...lines, "open m1 with alias app by A/bob expect error DecryptKeyError")).toEqual([]);
  });

  test("the encryption context of the message is what KMS is asked with", () => {
    const lines = [
      'policy of k1 allows A/bob to decrypt when { StringEquals: { "kms:EncryptionContext:ward": "7" } }',
      'seal doc1 with k1 context { ward: "7" } by A/alice as m1',
      'seal doc1 with k1 context { ward: "8" } by A/alice as m2',
      "open m1 by A/bob expect ok",
      "open m2 by A/bob expect denied",
    ];
    expect(failures(...lines)).toEqual([]);
  });
});
