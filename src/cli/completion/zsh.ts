// Completion for zsh.

import { COMMON_FLAGS, type CommandEntry, type Flag, type Offer } from "../command.js";

export function zshScript(table: readonly CommandEntry[]): string {
  return [
    "#compdef custody",
    "_custody_list() {",
    "  local -a found",
    '  found=("${(@f)$(custody completion list $1 -- ${words[2,-1]} 2>/dev/null)}")',
    "  compadd -a found",
    "}",
    "_custody() {",
    "  local -a commands=(",
    ...table.map((command) => `    '${command.name}:${quoted(command.purpose)}'`),
    "    'help:Says what a command does'",
    "  )",
    "  if (( CURRENT == 2 )); then _describe command commands; _arguments '--help[this help]' '--version[version]'; return; fi",
    "  local name=$words[2]",
    "  shift words; (( CURRENT-- ))",
    "  case $name in",
    ...table.map((command) => `    ${command.name}) _arguments ${argumentsOf(command).join(" ")} ;;`),
    "    help) _describe command commands ;;",
    "  esac",
    "}",
    'if [ "$funcstack[1]" = "_custody" ]; then _custody; else compdef _custody custody; fi',
    "",
  ].join("\n");
}

function argumentsOf(command: CommandEntry): string[] {
  const words = command.words === undefined ? [] : [`'1:word:(${command.words.join(" ")})'`];
  const rest =
    command.offers !== undefined && command.completes === "scenarios"
      ? [`'*:argument:{ ${offered(command.offers)}; _files -g "*.scenario" }'`]
      : command.offers !== undefined
        ? [`'*:argument:{ ${offered(command.offers)} }'`]
        : command.completes === "scenarios"
          ? ["'*:file:_files -g \"*.scenario\"'"]
          : [];
  return [...[...command.flags, ...COMMON_FLAGS].map(flagSpec), ...words, ...rest];
}

/** `'*--tag=[only scenarios with this tag]:@TAG:{ _custody_list tags }'` */
function flagSpec(flag: Flag): string {
  const many = flag.repeatable === true ? "*" : "";
  const said = `[${quoted(flag.help)}]`;
  if (Array.isArray(flag.optional)) return `'${many}--${flag.name}=-${said}::value:(${flag.optional.join(" ")})'`;
  if (flag.value === undefined) return `'${many}--${flag.name}${said}'`;
  const action =
    flag.offers !== undefined
      ? `{ ${flag.choices === undefined ? "" : `compadd ${flag.choices.join(" ")}; `}${offered(flag.offers)} }`
      : flag.choices !== undefined
        ? `(${flag.choices.join(" ")})`
        : flag.paths !== undefined
          ? "_files"
          : " ";
  return `'${many}--${flag.name}=${said}:${quoted(flag.value)}:${action}'`;
}

function offered(offer: Offer): string {
  return offer === "json" ? '_files -g "*.json"' : offer === "folders" ? "_files -/" : `_custody_list ${offer}`;
}

function quoted(text: string): string {
  return text.replaceAll("'", "'\\''").replaceAll("[", "\\[").replaceAll("]", "\\]").replaceAll(":", "\\:");
}
