// custody import: what is there already, as a scenario. A log of CloudTrail's becomes calls with the outcomes that they had; a key policy
// becomes a key that has it.

import { readTextFile, unpackedTextOf } from "../../api/node.js";
import { safeLine } from "../../base/safe-text.js";
import { positionOf } from "../../language/render.js";
import { counted } from "../../report/counted.js";
import { readPolicy } from "../../rules/authorize/document.js";
import type { Arguments } from "../command.js";
import { Exit, type ExitCode, InputProblem, MachineProblem } from "../exit.js";
import { Naming } from "../import/naming.js";
import { printPolicyText } from "../import/policy-text.js";
import { readTrail } from "../import/records.js";
import { scenarioFrom } from "../import/scenario.js";
import type { Io } from "../io.js";

const trailBytesMax = 16 * 1024 * 1024;
const listedMax = 20;

export function run(args: Arguments, io: Io): ExitCode {
  const [what, path, ...more] = args.positionals;
  if (path === undefined || more.length > 0 || (what !== "trail" && what !== "policy"))
    throw new InputProblem(
      "custody import takes what it is and a file",
      "write custody import trail log.json, or custody import policy policy.json --key k1",
    );
  return what === "trail" ? importTrail(path, io) : importPolicy(path, args.value("key") ?? "k1", io);
}

function importTrail(path: string, io: Io): ExitCode {
  const text = contentOf(path, io);
  const trail = readTrail(text);
  if ("problem" in trail) throw notReadable(path, text, trail.problem, trail.at);
  if (trail.calls.length === 0) throw new InputProblem(`${path} holds no record of KMS`);
  const imported = scenarioFrom(trail, `From ${path}: what was asked of KMS and what came of it`);
  io.result(imported.text);
  io.note(`${counted(imported.mappedCount, "record")} taken over, ${imported.leftOutCount} not`);
  for (const line of imported.leftOut.slice(0, listedMax)) io.note(`  ${line}`);
  if (imported.leftOut.length > listedMax)
    io.note(`  and ${imported.leftOut.length - listedMax} lines more, at the end of the scenario`);
  return Exit.ok;
}

function importPolicy(path: string, key: string, io: Io): ExitCode {
  if (!/^[A-Za-z][A-Za-z0-9_-]{0,60}$/.test(key))
    throw new InputProblem(`--key ${key} cannot be a name`, "names are letters, digits, - and _");
  const text = contentOf(path, io);
  const read = readPolicy(text, "key");
  const problem = "problems" in read ? read.problems[0] : undefined;
  if (problem !== undefined) throw notReadable(path, text, problem.message, problem.start);
  const setUp: string[] = [];
  const naming = new Naming();
  // The key is the first account's that the policy names.
  const owner = /arn:aws:iam::(\d{12}):root/.exec(text)?.[1] ?? /arn:aws:iam::(\d{12}):/.exec(text)?.[1];
  const account = owner === undefined ? "A" : naming.account(owner);
  const policy = printPolicyText(text, { naming, setUp, key: () => undefined });
  if (policy === undefined) throw new InputProblem(`${path} is too long for a scenario`);
  const accounts = [...naming.accounts()].map(([id, name]) => `account ${name} id ${id}`);
  const lines = [
    `# ${safeLine(`From ${path}`)}`,
    ...accounts,
    ...setUp,
    `create key ${key} in acct ${account} region us-east-1`,
    `policy of ${key} is """${policy}"""`,
  ];
  io.result(`${lines.join("\n")}\n`);
  return Exit.ok;
}

function contentOf(path: string, io: Io): string {
  const read =
    path === "-" ? unpackedTextOf(io.readInput(trailBytesMax), trailBytesMax) : readTextFile(path, trailBytesMax, unpackedTextOf);
  if ("text" in read) return read.text;
  if ("machine" in read && read.machine) throw new MachineProblem(`${path} ${read.problem}`);
  throw new InputProblem(`${path === "-" ? "standard input" : path} ${read.problem}`);
}

function notReadable(path: string, text: string, problem: string, at: number): InputProblem {
  const { line, column } = positionOf(text, at);
  return new InputProblem(safeLine(`${path}:${line}:${column}: ${problem}`));
}
