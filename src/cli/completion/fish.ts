// Completion for fish.

import { COMMON_FLAGS, type CommandEntry, type Flag, type Offer } from "../command.js";

export function fishScript(table: readonly CommandEntry[]): string {
  const lines = [
    "function __custody_list",
    "    set -l words (commandline -opc)",
    "    custody completion list $argv -- $words[3..-1] 2>/dev/null",
    "end",
    "function __custody_command",
    "    set -l words (commandline -opc)",
    '    test (count $words) -ge 2; and test "$words[2]" = $argv[1]',
    "end",
    "function __custody_word_left",
    "    set -l words (commandline -opc)",
    "    test (count $words) -eq 2",
    "end",
    "function __custody_files",
    "    set -l word (string unescape -- (commandline -ct))",
    '    for each in "$word"*',
    "        if test -d $each",
    "            echo $each/",
    '        else if string match -q -- "*.$argv[1]" $each',
    "            echo $each",
    "        end",
    "    end",
    "end",
    "complete -c custody -f",
    "complete -c custody -n __fish_use_subcommand -l help -d 'this help'",
    "complete -c custody -n __fish_use_subcommand -l version -d version",
    "complete -c custody -n __fish_use_subcommand -a help -d 'Says what a command does'",
    `complete -c custody -n '__custody_command help; and __custody_word_left' -a '${table.map((each) => each.name).join(" ")}'`,
  ];
  return `${[...lines, ...table.flatMap(linesOf)].join("\n")}\n`;
}

function linesOf(command: CommandEntry): string[] {
  const here = `__custody_command ${command.name}`;
  const lines = [`complete -c custody -n __fish_use_subcommand -a ${command.name} -d '${quoted(command.purpose)}'`];
  for (const flag of [...command.flags, ...COMMON_FLAGS])
    lines.push(`complete -c custody -n '${here}' -l ${flag.name}${valuePart(flag)} -d '${quoted(flag.help)}'`);
  if (command.words !== undefined)
    lines.push(`complete -c custody -n '${here}; and __custody_word_left' -a '${command.words.join(" ")}'`);
  const behind = command.words === undefined ? here : `${here}; and not __custody_word_left`;
  if (command.offers !== undefined) lines.push(`complete -c custody -n '${behind}' -a '${offered(command.offers)}'`);
  if (command.completes === "scenarios") lines.push(`complete -c custody -n '${behind}' -a '(__custody_files scenario)'`);
  return lines;
}

function valuePart(flag: Flag): string {
  if (Array.isArray(flag.optional)) return ` -a '${flag.optional.join(" ")}'`;
  if (flag.value === undefined) return "";
  const parts = [...(flag.choices ?? []), ...(flag.offers === undefined ? [] : [offered(flag.offers)])];
  if (parts.length > 0) return ` -x -a '${parts.join(" ")}'`;
  return flag.paths === undefined ? " -x" : " -r -F";
}

function offered(offer: Offer): string {
  return offer === "json"
    ? "(__custody_files json)"
    : offer === "folders"
      ? "(__fish_complete_directories)"
      : `(__custody_list ${offer})`;
}

function quoted(text: string): string {
  return text.replaceAll("\\", "\\\\").replaceAll("'", "\\'");
}
