// custody completion: scripts for three shells, made from the table of commands, so that they know every command and option there is. What is in
// the user's own files they ask for: `custody completion list names`.

import { safeLine } from "../../base/safe-text.js";
import type { Arguments, CommandEntry } from "../command.js";
import { bashScript } from "../completion/bash.js";
import { fishScript } from "../completion/fish.js";
import { listFor } from "../completion/lists.js";
import { zshScript } from "../completion/zsh.js";
import { Exit, type ExitCode, InputProblem } from "../exit.js";
import type { Io } from "../io.js";

const SCRIPTS: ReadonlyMap<string, (table: readonly CommandEntry[]) => string> = new Map([
  ["bash", bashScript],
  ["zsh", zshScript],
  ["fish", fishScript],
]);

export function run(args: Arguments, io: Io, table: readonly CommandEntry[]): ExitCode {
  const [shell, kind, ...words] = args.positionals;
  if (shell === "list") {
    for (const each of listFor(kind ?? "", words, io)) io.result(`${safeLine(each)}\n`);
    return Exit.ok;
  }
  const script = SCRIPTS.get(shell ?? "");
  if (script === undefined)
    throw new InputProblem(
      shell === undefined ? "custody completion needs a shell" : `there is no completion for ${shell}`,
      "write custody completion bash, zsh or fish",
    );
  io.result(script(table));
  return Exit.ok;
}
