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

test("a setting that takes no access and costs nothing is a difference all the same", async () => {
  const HERE = `default in acct A region us-east-1\n${KEY}`;
  const changed = async (before: string, after: string): Promise<string> => {
    folder.write("a.scenario", `${HERE}${before}\n`);
    folder.write("b.scenario", `${HERE}${after}\n`);
    const { code, out } = await folder.run(["diff", "a.scenario", "b.scenario", "--exit-code"]);
    return `${code} ${out}`;
  };
  expect(await changed("enable rotation of k1 every 90 days", "")).toBe(
    "1 ~ key k1: period 90 days, next-rotation 2026-04-01 00:00:00Z; now period none, next-rotation none\n",
  );
  expect(await changed("delete k1 after 7 days", "delete k1 after 30 days")).toBe(
    "1 ~ key k1: deletion-date 2026-01-08 00:00:00Z, waiting-period 7 days; now deletion-date 2026-01-31 00:00:00Z, waiting-period 30 days\n",
  );
  expect(await changed("", "tag k1 { stage: prod }")).toBe("1 ~ key k1: tags {}; now tags {stage: prod}\n");
  expect(await changed("", "trail of A excludes kms")).toBe(
    "1 ~ trail of A: as it is at first; now leaves out kms.amazonaws.com\n",
  );
  expect(await changed("encrypt volumes by default", "")).toBe(
    "1 ~ default encryption of EBS in A us-east-1: on, under aws/ebs; now as it is at first\n",
  );
  expect(await changed("", "role A/app trusts acct B")).toBe("1 + account B\n+ role A/app\n");
  expect(await changed('allow A/app to "s3:*" on "*"', 'allow A/app to "s3:Get*" on "*"')).toBe(
    "1 ~ role A/app: another identity policy\n",
  );
  const only = (action: string): string =>
    `organization o1 with unit prod { A }\nservice control policy of prod is """{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["*", "${action}"], "Resource": "*" }] }"""`;
  expect(await changed(only("s3:*"), only("ec2:*"))).toBe("1 ~ service control policy of prod: another policy\n");
});

test("a scenario that only one version has is a difference", async () => {
  folder.write("a.scenario", `scenario "one" { ${KEY.trim()} }\nscenario "two" { ${KEY.trim()} }\n`);
  folder.write("b.scenario", `scenario "one" { ${KEY.trim()} }\nscenario "three" { ${KEY.trim()} }\n`);
  expect(await folder.run(["diff", "a.scenario", "b.scenario", "--exit-code"])).toEqual({
    code: 1,
    out: "- scenario two\n+ scenario three\none\nnothing differs: access, things and cost are the same\n",
    err: "",
  });
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
