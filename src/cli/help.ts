// Help, made from the table of commands.

import { wrapText } from "../report/layout.js";
import { COMMON_FLAGS, type CommandEntry, type Flag } from "./command.js";
import { COMMANDS } from "./commands.js";

const EXIT_CODES = [
  "exit  0  all held",
  "      1  a scenario failed, a golden differs, format --check would change",
  "      2  the input is wrong: text, names, limits, options, nothing matched",
  "      3  the machine is wrong: files, permissions, disk, time",
  "      4  a bug of Custody, reported with seed and step",
];

export function programHelp(): string {
  const width = Math.max(...COMMANDS.map((command) => command.name.length)) + 2;
  return [
    "Custody rehearses cloud encryption: scenarios in plain sentences, run against a model of AWS",
    "accounts, keys and policies.",
    "",
    "usage  custody COMMAND [ARGUMENTS]",
    "       custody COMMAND --help",
    "",
    ...COMMANDS.flatMap((command) => row(`  ${command.name.padEnd(width)}`, command.purpose)),
    "",
    "  --version   version of Custody and of Node, and the date of the price data",
    "",
    "try  custody run scenarios/tour/01-first-sentence.scenario",
    "     echo 'create key k1 in acct A region us-east-1; snapshot vol1 with k1; share to acct B' | custody run -",
    "",
    "read  scenarios/tour is a course, a lesson a file; docs/language.md is the language, docs/aws.md what",
    "      is modelled and what is not, docs/goldens.md is about tests and CI, docs/replay.md the keys",
    "",
    ...EXIT_CODES,
    "",
  ].join("\n");
}

export function commandHelp(command: CommandEntry): string {
  const flags = [...command.flags, ...COMMON_FLAGS];
  const width = Math.max(...flags.map((flag) => spelled(flag).length)) + 2;
  return [
    command.purpose,
    "",
    `usage  ${command.usage}`,
    "",
    ...command.examples.map((example, index) => `${index === 0 ? "e.g.   " : "       "}${example}`),
    "",
    ...flags.flatMap((flag) => row(`  ${spelled(flag).padEnd(width)}`, flag.help)),
    "",
    ...EXIT_CODES,
    "",
  ].join("\n");
}

const widthMax = 100;

/** What is said goes on under where it began. */
function row(left: string, said: string): string[] {
  return wrapText(said, widthMax - left.length).map((line, at) => `${at === 0 ? left : " ".repeat(left.length)}${line}`);
}

function spelled(flag: Flag): string {
  const long = `--${flag.name}${flag.value === undefined ? "" : ` ${flag.value}`}`;
  return flag.short === undefined ? `    ${long}` : `-${flag.short}, ${long}`;
}
