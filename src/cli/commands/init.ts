// custody init: a first scenario, its golden and a CI snippet in an empty folder, so that the first command after it passes.

import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { simulate } from "../../api/simulate.js";
import { renderGolden } from "../../report/golden.js";
import type { Arguments } from "../command.js";
import { Exit, type ExitCode, InputProblem, machineProblem } from "../exit.js";
import type { Io } from "../io.js";
import { writeWhole } from "../write-whole.js";

const FIRST = `# A snapshot that another account may copy, and the step that is often forgotten.
create key k1 in acct A region us-east-1
snapshot vol1 with k1 as s1
share s1 to acct B

# The snapshot is shared; its key is not, so B cannot use it yet.
copy s1 to acct B expect denied
`;

const WORKFLOW = `name: custody
on: pull_request
permissions:
  contents: read
jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - run: npx custody test
`;

export function run(args: Arguments, io: Io): ExitCode {
  const folder = args.positionals[0] ?? ".";
  requireEmpty(folder);
  const log = simulate({ text: FIRST, name: "first", file: join("scenarios", "first.scenario") });
  const files: readonly (readonly [string, string])[] = [
    [join("scenarios", "first.scenario"), FIRST],
    [join("scenarios", "first.golden"), renderGolden(log)],
    [join(".github", "workflows", "custody.yml"), WORKFLOW],
    [".gitignore", ".custody/\n"],
    [".gitattributes", "*.golden text eol=lf\n*.scenario text eol=lf\n"],
  ];
  for (const [name, text] of files) {
    writeWhole(join(folder, name), text);
    io.result(`wrote ${join(folder, name)}\n`);
  }
  io.result(`\nnext  ${folder === "." ? "" : `cd ${folder} && `}custody run ${join("scenarios", "first.scenario")}\n`);
  return Exit.ok;
}

function requireEmpty(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (thrown) {
    throw machineProblem(`make the folder ${folder}`, thrown);
  }
  const there = readdirSync(folder).filter((name) => name !== ".git");
  if (there.length > 0)
    throw new InputProblem(
      `the folder ${folder === "." ? "here" : folder} is not empty`,
      "custody init writes into an empty folder: custody init rehearsals",
    );
}
