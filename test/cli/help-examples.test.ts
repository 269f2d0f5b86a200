// Every example in the help runs, in a shell, as it is written.
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { COMMANDS } from "../../src/cli/commands.js";
import { programHelp } from "../../src/cli/help.js";
import { Folder } from "../support/command-line.js";
import { WholeProgram } from "../support/whole-program.js";

const root = join(import.meta.dirname, "../..");
let program: WholeProgram;
beforeAll(() => {
  program = new WholeProgram();
});
afterAll(() => program.remove());

const SHARE = `default in acct A region us-east-1
create key k1
create key k2
snapshot vol1 with k1 as s1
snapshot vol2 with k2 as s2
share s1 to acct B
share s2 to acct B
copy s1 to acct B expect denied
copy s2 to acct B expect denied
`;
const SCENARIOS = [
  ...["share", "backup", "before", "after", "design", "main/backup", "scenarios/share"].map((name) => `${name}.scenario`),
  "scenarios/tour/01-first-sentence.scenario",
];
const KEY_POLICY = {
  Version: "2012-10-17",
  Statement: [
    { Sid: "Root", Effect: "Allow", Principal: { AWS: "arn:aws:iam::111111111111:root" }, Action: "kms:*", Resource: "*" },
  ],
};

/** What the examples name. */
function writeFiles(folder: Folder): void {
  for (const name of SCENARIOS) folder.write(name, SHARE);
  folder.write(".zfunc/_others", "");
  folder.write("our-prices.json", '{ "kms-key": "0.90" }\n');
  folder.write("key-policy.json", JSON.stringify(KEY_POLICY));
  const trail = spawnSync(process.execPath, [program.file, "run", "share.scenario", "--trail"], {
    cwd: folder.path,
    encoding: "utf8",
  });
  folder.write("cloudtrail.json", trail.stdout);
}

const examples = [
  ...COMMANDS.flatMap((command) => command.examples.map((example) => [command.name, example] as const)),
  ...[...programHelp().matchAll(/^(?:try {2}| {5})((?:custody|echo) .*)$/gm)].map((match) => ["--help", match[1]!] as const),
];

test("the program's own help has examples too", () => {
  expect(examples.filter(([name]) => name === "--help")).toHaveLength(2);
});

test.each(examples)("%s: %s", (name, example) => {
  const folder = new Folder();
  try {
    if (name !== "init") writeFiles(folder);
    if (name === "golden") {
      folder.write("scenarios/first-sentence.scenario", SHARE);
      folder.write("scenarios/first-sentence.golden", "custody golden 1\n");
      folder.write(".custody/pending/scenarios/first-sentence.golden", "custody golden 1 · prices 2026-11\n");
    }
    // That one is for fish, whose `source` reads its input; this shell's does not.
    const done = spawnSync("bash", ["-o", "pipefail", "-c", example.replace(/\| source$/, "| grep custody > done")], {
      cwd: folder.path,
      encoding: "utf8",
      input: SHARE,
      // An example that writes into the home folder writes into this one.
      env: { PATH: [program.folder, process.env.PATH ?? ""].join(delimiter), HOME: folder.path },
    });
    expect(done.stderr).not.toMatch(/^error|bug of Custody|not found/m);
    expect([0, 1]).toContain(done.status);
  } finally {
    folder.remove();
  }
});

test("the examples' files of this repository are there", () => {
  expect(readdirSync(join(root, "scenarios/tour"))).toContain("01-first-sentence.scenario");
  expect(readFileSync(join(root, "scenarios/tour/01-first-sentence.scenario"), "utf8")).not.toBe("");
});
