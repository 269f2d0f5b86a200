// Answers that are kept from step to step: each of these changes one thing that a no rested on, and that the search watches by itself
// (the state of a key, the clock, what is in an encryption context), after many alike things were refused together.

import { expect, test } from "vitest";
import { simulate } from "../../../src/api/simulate.js";

const SET_UP = [
  "default in acct A region us-east-1",
  "create key k1",
  'document doc1 "plan" held by A/author',
  'allow A/author to "kms:*" on "*"',
  "role A/eve trusts acct A",
];

/** Whether A/eve can read doc1 after each of these, in one run. */
function answers(...statements: readonly string[]): boolean[] {
  const text = [...SET_UP, ...statements.flatMap((each) => [each, "expect A/eve can read doc1"])].join("\n");
  const { scenarios, diagnostics } = simulate({ text, name: "kept" });
  expect(diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  return scenarios[0]!.steps.flatMap((step) => (step.expectation === undefined ? [] : [step.expectation.held]));
}

const encrypt = (name: string, context = "") => `encrypt doc1 with k1${context} by A/author as ${name}`;

test("whoever a policy refuses is refused whether the key is enabled or not, and reads once both let it", () => {
  expect(
    answers(encrypt("c1"), "disable k1", 'allow A/eve to "kms:Decrypt" on k1', "enable k1", "disable k1", "enable k1"),
  ).toEqual([false, false, false, true, false, true]);
});

test("a permission that begins at a time is one when the clock gets there, for every ciphertext that was refused before", () => {
  const statement =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"DateGreaterThan":{"aws:CurrentTime":"2026-01-03T00:00:00Z"}}}]}';
  expect(
    answers(encrypt("c1"), encrypt("c2"), `identity policy of A/eve is """${statement}"""`, "advance 1 day", "advance 2 days"),
  ).toEqual([false, false, false, false, true]);
});

test("a policy that asks for a pair of the context lets in the one ciphertext that has it, among many that have not", () => {
  const statement =
    '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"*","Condition":{"StringEquals":{"kms:EncryptionContext:for":"eve"}}}]}';
  expect(
    answers(
      encrypt("c1", ' context { for: "author" }'),
      encrypt("c2", ' context { for: "nobody" }'),
      `identity policy of A/eve is """${statement}"""`,
      encrypt("c3", ' context { for: "author" }'),
      encrypt("c4", ' context { for: "eve" }'),
    ),
  ).toEqual([false, false, false, false, true]);
});

test("a grant with a constraint opens the one ciphertext that meets it, and none once it has ended", () => {
  expect(
    answers(
      encrypt("c1", ' context { for: "author" }'),
      encrypt("c2", ' context { for: "eve" }'),
      'grant A/eve on k1 to decrypt when context equals { for: "eve" } as g1',
      "advance 10 minutes",
      "revoke g1",
      "advance 10 minutes",
    ),
  ).toEqual([false, false, false, true, true, false]);
});

test("messages that were refused alike are open from the permission on, and a new one with them", () => {
  const seal = (name: string) => `seal doc1 with k1 by A/author as ${name}`;
  expect(
    answers(seal("m1"), seal("m2"), 'allow A/eve to "kms:Decrypt" on k1', 'deny A/eve to "kms:Decrypt" on k1', seal("m3")),
  ).toEqual([false, false, true, false, false]);
});
