// Cases derived here from the sources that cases.yaml names, and from others of their kind: services and channels. A row is played in
// sentences; what it expects is the source's word, and the row names the source.

import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { callerText } from "../../src/world/principal.js";
import { type Answer, Stage } from "./stage.js";
import { isRecordedText } from "./texts.js";

interface Row {
  readonly id: string;
  readonly source: string;
  /** Sentences that all work. */
  readonly given?: string;
  /** Sentences of which the last one asks. */
  readonly when: string;
  /** `ok`, AWS's code, or `error` where the source says no more than that it fails. */
  readonly then: string;
  readonly message?: string;
  /** The calls to KMS behind it, in order: `ec2 for A/admin kms:Decrypt {aws:ebs:id: vol1}`. */
  readonly calls?: readonly string[];
  /** Claims without `expect`; or a sentence and what it comes to. */
  readonly also?: readonly (string | { readonly [sentence: string]: string })[];
}

const tables = parse(readFileSync(new URL("./siblings-services.yaml", import.meta.url), "utf8")) as {
  [area: string]: readonly Row[];
};

function kmsCalls(answer: Answer): readonly string[] {
  return answer.calls
    .filter((call) => call.action.startsWith("kms:"))
    .map(({ caller, action, encryptionContext, refused }) => {
      const context = [...(encryptionContext ?? [])].map(([name, value]) => `${name}: ${value}`).join(", ");
      return `${callerText(caller)} ${action}${context === "" ? "" : ` {${context}}`}${refused === undefined ? "" : ` ${refused.code}`}`;
    });
}

function problems(row: Row): readonly string[] {
  const s = new Stage();
  if (row.given !== undefined) s.say(row.given);
  const answer = s.answerTo(row.when);
  const found: string[] = [];
  const isRight = row.then === "error" ? answer.outcome !== "ok" : answer.outcome === row.then;
  if (!isRight) found.push(`wanted ${row.then}, got ${answer.outcome} ${answer.message}`);
  if (row.message !== undefined && !isRecordedText(answer.message, row.message, new Map()))
    found.push(`wanted "${row.message}", got "${answer.message}"`);
  if (row.calls !== undefined && JSON.stringify(kmsCalls(answer)) !== JSON.stringify(row.calls))
    found.push(`calls: ${kmsCalls(answer).join("; ")}`);
  for (const also of row.also ?? []) {
    if (typeof also === "string") {
      if (!s.holds(`expect ${also}`)) found.push(`does not hold: ${also}`);
      continue;
    }
    for (const [sentence, outcome] of Object.entries(also)) {
      const got = s.answerTo(sentence);
      if (outcome === "error" ? got.outcome === "ok" : got.outcome !== outcome)
        found.push(`${sentence}: ${got.outcome} ${got.message}`);
    }
  }
  return found;
}

describe.each(Object.entries(tables))("Custody answers as the source says: %s", (_area, rows) => {
  test.each(rows.map((row): [string, Row] => [`${row.id} (${row.source})`, row]))("%s", (_name, row) => {
    expect(problems(row)).toEqual([]);
  });
});

test("every row has an id of its own", () => {
  const ids = Object.values(tables).flatMap((rows) => rows.map((row) => row.id));
  expect(new Set(ids).size).toBe(ids.length);
});
