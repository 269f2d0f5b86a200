// custody diff: two designs for a review.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Folder } from "../support/command-line.js";

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

const KEY = "create key k1 in acct A region us-east-1\n";
const read = (name: string): string => readFileSync(fileURLToPath(new URL(name, import.meta.url)), "utf8");

test("the backup design and its next version: who gained, who lost, what came, what it costs", async () => {
  for (const name of ["backup-design", "backup-design-next"])
    folder.write(`${name}.scenario`, read(`../../scenarios/questions/${name}.scenario`));
  expect(await folder.run(["diff", "backup-design.scenario", "backup-design-next.scenario"])).toEqual({
    code: 0,
    out: read("../engine/asks/fixtures/backup-design.diff"),
    err: "",
  });
});

test("the same design twice differs in nothing; --exit-code tells a script", async () => {
  folder.write("a.scenario", KEY);
  folder.write("b.scenario", `${KEY}policy of k1 allows B/app to decrypt\n`);
  const { code, out } = await folder.run(["diff", "a.scenario", "a.scenario", "--exit-code"]);
  expect([code, out]).toEqual([0, "nothing differs: access, things and cost are the same\n"]);
  expect((await folder.run(["diff", "a.scenario", "b.scenario", "--exit-code"])).code).toBe(1);
  expect((await folder.run(["diff", "a.scenario", "b.scenario"])).code).toBe(0);
});

test("scenarios of the same name are pairs", async () => {
  folder.write("a.scenario", `scenario "one" { ${KEY.trim()} }\nscenario "two" { ${KEY.trim()} }\n`);
  folder.write("b.scenario", `scenario "two" { ${KEY.trim()} }\nscenario "one" { ${KEY.trim()}\ndisable k1 }\n`);
  const { out } = await folder.run(["diff", "a.scenario", "b.scenario"]);
  expect(out).toBe(
    [
      "two",
      "nothing differs: access, things and cost are the same",
      "one",
      "~ key k1: SYMMETRIC_DEFAULT, encrypt-decrypt, customer managed, enabled; now SYMMETRIC_DEFAULT, encrypt-decrypt, customer managed, disabled",
      "",
    ].join("\n"),
  );
});

test("it takes two files, and both must be right", async () => {
  folder.write("a.scenario", KEY);
  folder.write("wrong.scenario", "create kye k1\n");
  const one = await folder.run(["diff", "a.scenario"]);
  expect([one.code, one.err]).toEqual([2, expect.stringContaining("custody diff takes two files")]);
  const wrong = await folder.run(["diff", "a.scenario", "wrong.scenario"]);
  expect([wrong.code, wrong.out]).toEqual([2, ""]);
  expect(wrong.err).toContain("wrong.scenario");
});
