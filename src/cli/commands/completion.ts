// custody completion: scripts for three shells, made from the table of commands, so that they know every command and option there is.

import { type Arguments, COMMON_FLAGS, type CommandEntry } from "../command.js";
import { Exit, type ExitCode, InputProblem } from "../exit.js";
import type { Io } from "../io.js";

export function run(args: Arguments, io: Io, table: readonly CommandEntry[]): ExitCode {
  const [shell] = args.positionals;
  const script =
    shell === "bash" ? bashScript(table) : shell === "zsh" ? zshScript(table) : shell === "fish" ? fishScript(table) : undefined;
  if (script === undefined)
    throw new InputProblem(
      shell === undefined ? "custody completion needs a shell" : `there is no completion for ${shell}`,
      "write custody completion bash, zsh or fish",
    );
  io.result(script);
  return Exit.ok;
}

function flagsOf(command: CommandEntry): string[] {
  return [...command.flags, ...COMMON_FLAGS].map((flag) => `--${flag.name}`);
}

function bashScript(table: readonly CommandEntry[]): string {
  const cases = table.map((command) => {
    const words = [...(command.words ?? []), ...flagsOf(command)].join(" ");
    const files = command.completes === "scenarios" ? ' $(compgen -f -X "!*.scenario" -- "$word") $(compgen -d -- "$word")' : "";
    return `    ${command.name}) COMPREPLY=($(compgen -W "${words}" -- "$word")${files}) ;;`;
  });
  return [
    "_custody() {",
    '  local word="${COMP_WORDS[COMP_CWORD]}"',
    `  if [ "$COMP_CWORD" -eq 1 ]; then COMPREPLY=($(compgen -W "${table.map((each) => each.name).join(" ")} --help --version" -- "$word")); return; fi`,
    '  case "${COMP_WORDS[1]}" in',
    ...cases,
    "  esac",
    "}",
    "complete -o filenames -F _custody custody",
    "",
  ].join("\n");
}

function zshScript(table: readonly CommandEntry[]): string {
  const commands = table.map((command) => `    '${command.name}:${zshText(command.purpose)}'`);
  const cases = table.map((command) => {
    const flags = [...command.flags, ...COMMON_FLAGS].map(
      (flag) => `'--${flag.name}${flag.value === undefined ? "" : "="}[${zshText(flag.help)}]'`,
    );
    const rest =
      command.words !== undefined
        ? `'*:word:(${command.words.join(" ")})'`
        : command.completes === "scenarios"
          ? "'*:file:_files -g \"*.scenario\"'"
          : "";
    return `    ${command.name}) _arguments ${[...flags, rest].filter((each) => each !== "").join(" ")} ;;`;
  });
  return [
    "#compdef custody",
    "_custody() {",
    "  local -a commands=(",
    ...commands,
    "  )",
    "  if (( CURRENT == 2 )); then _describe command commands; return; fi",
    "  local name=$words[2]",
    "  shift words; (( CURRENT-- ))",
    "  case $name in",
    ...cases,
    "  esac",
    "}",
    'if [ "$funcstack[1]" = "_custody" ]; then _custody; else compdef _custody custody; fi',
    "",
  ].join("\n");
}

function zshText(text: string): string {
  return text.replaceAll("'", "'\\''").replaceAll("[", "\\[").replaceAll("]", "\\]").replaceAll(":", "\\:");
}

function fishScript(table: readonly CommandEntry[]): string {
  const lines = table.flatMap((command) => {
    const seen = `__fish_seen_subcommand_from ${command.name}`;
    return [
      `complete -c custody -n __fish_use_subcommand -f -a ${command.name} -d '${fishText(command.purpose)}'`,
      ...[...command.flags, ...COMMON_FLAGS].map(
        (flag) =>
          `complete -c custody -n '${seen}' -l ${flag.name}${flag.value === undefined ? "" : " -r"} -d '${fishText(flag.help)}'`,
      ),
      ...(command.words === undefined ? [] : [`complete -c custody -n '${seen}' -f -a '${command.words.join(" ")}'`]),
    ];
  });
  return `${lines.join("\n")}\n`;
}

function fishText(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
}
