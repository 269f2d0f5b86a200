// Completion for bash, from 3.2 on.

import { COMMON_FLAGS, type CommandEntry, type Flag, type Offer } from "../command.js";

const HELPERS = String.raw`
_custody_add() {
  # Compared, never expanded: a name in a file must not be run.
  local line
  while IFS= read -r line; do
    [[ "$line" == "$word"* ]] && COMPREPLY+=("$line")
  done
}
_custody_list() {
  local kind="$1"
  shift
  custody completion list "$kind" -- "$@" 2>/dev/null | cat
}
_custody_files() {
  compgen -f -X "!*.$1" -- "$word"
  compgen -d -- "$word"
}
`;

export function bashScript(table: readonly CommandEntry[]): string {
  const names = [...table.map((each) => each.name), "help", "--help", "--version"];
  return [
    HELPERS.trim(),
    "_custody() {",
    '  local word="$2" before="$3" command="${COMP_WORDS[1]}" at=2',
    "  COMPREPLY=()",
    // bash takes `--bill=csv` apart.
    '  if [ "$before" = "=" ]; then before="${COMP_WORDS[COMP_CWORD-2]}"; fi',
    '  if [ "$word" = "=" ]; then word=""; before="${COMP_WORDS[COMP_CWORD-1]}"; fi',
    `  if [ "$COMP_CWORD" -eq 1 ]; then _custody_add < <(printf '%s\\n' ${names.join(" ")}); return; fi`,
    '  case "$command $before" in',
    ...table.flatMap((command) => [...command.flags, ...COMMON_FLAGS].flatMap((flag) => valueCase(command, flag))),
    "  esac",
    '  if [[ "$word" == -* ]]; then',
    '    case "$command" in',
    ...table.map((command) => `      ${command.name}) _custody_add < <(printf '%s\\n' ${flagNames(command).join(" ")}) ;;`),
    "    esac",
    "    return",
    "  fi",
    '  case "$command" in',
    ...table.map((command) => `    ${command.name}) ${restOf(command)} ;;`),
    `    help) _custody_add < <(printf '%s\\n' ${table.map((each) => each.name).join(" ")}) ;;`,
    "  esac",
    "}",
    "complete -o filenames -F _custody custody",
    "",
  ].join("\n");
}

function flagNames(command: CommandEntry): string[] {
  return [...command.flags, ...COMMON_FLAGS].map((flag) => `--${flag.name}`);
}

function valueCase(command: CommandEntry, flag: Flag): string[] {
  const values = flag.choices ?? (Array.isArray(flag.optional) ? (flag.optional as readonly string[]) : []);
  const parts: string[] = [];
  if (values.length > 0) parts.push(`_custody_add < <(printf '%s\\n' ${values.join(" ")})`);
  if (flag.offers !== undefined) parts.push(offered(flag.offers));
  else if (flag.paths !== undefined) parts.push('_custody_add < <(compgen -f -- "$word")');
  // An option that needs no value may be followed by anything.
  const end = flag.value === undefined ? '[ "${COMP_WORDS[COMP_CWORD-1]}" = "=" ] && return' : "return";
  if (flag.value === undefined && values.length === 0) return [];
  if (flag.value === undefined)
    return [
      `    "${command.name} --${flag.name}") if [[ "\${COMP_WORDS[COMP_CWORD]}" == "=" || "\${COMP_WORDS[COMP_CWORD-1]}" == "=" ]]; then ${parts.join("; ")}; return; fi ;;`,
    ];
  return [`    "${command.name} --${flag.name}") ${[...parts, end].join("; ")} ;;`];
}

function restOf(command: CommandEntry): string {
  const parts: string[] = [];
  if (command.words !== undefined)
    parts.push(`if [ "$COMP_CWORD" -eq 2 ]; then _custody_add < <(printf '%s\\n' ${command.words.join(" ")}); return; fi`);
  if (command.offers !== undefined) parts.push(offered(command.offers));
  if (command.completes === "scenarios") parts.push("_custody_add < <(_custody_files scenario)");
  return parts.length === 0 ? ":" : parts.join("; ");
}

function offered(offer: Offer): string {
  switch (offer) {
    case "json":
      return "_custody_add < <(_custody_files json)";
    case "folders":
      return '_custody_add < <(compgen -d -- "$word")';
    default:
      return `_custody_add < <(_custody_list ${offer} "\${COMP_WORDS[@]:2}")`;
  }
}
