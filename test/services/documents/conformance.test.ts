// The scenarios on data at rest that users have written already, word for word.

import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { failures, lastRefusal, worldAfter } from "../ebs/calls.js";

test("40-data-at-rest", () => {
  const text = readFileSync(new URL("../../conformance/scenarios/40-data-at-rest.scenario", import.meta.url), "utf8");
  expect(failures(text)).toEqual([]);
});

const START = 'default in acct A region us-east-1\ncreate bucket b1\ndocument doc1 "the plan" held by alice\n';

function knowers(text: string): string[] {
  return [...worldAfter(text).knowledge.entries()].map(([who, what]) => `${who}: ${[...what].join(", ")}`).sort();
}

test("who holds, who puts, who gets and the store all know it", () => {
  expect(
    knowers(`${START}put doc1 in b1\nallow A/reader to "s3:GetObject" on b1\nget doc1 from b1 by A/reader as copy1`),
  ).toEqual(["A/admin: doc1", "A/reader: doc1", "alice: doc1", "service s3: doc1"]);
});

test("who is refused knows nothing more", () => {
  expect(knowers(`${START}put doc1 in b1 by A/admin\nget doc1 from b1 by A/reader expect denied`)).toEqual([
    "A/admin: doc1",
    "alice: doc1",
    "service s3: doc1",
  ]);
});

test("a copy is the same document: whoever is given the copy knows the document", () => {
  expect(knowers(`${START}put doc1 in b1\nget doc1 from b1 as copy1\ncreate bucket b2\nput copy1 in b2`)).toEqual([
    "A/admin: doc1",
    "alice: doc1",
    "service s3: doc1",
  ]);
});

test("a ciphertext stays one: the store learns nothing, and it comes out as it went in", () => {
  const text = `${START}create key k1\nencrypt "x" with k1 as c1\nput c1 in b1\nget c1 from b1 as c2\ndecrypt c2`;
  expect(lastRefusal(text)).toEqual([]);
  expect(knowers(text)).toEqual(["alice: doc1"]);
});
