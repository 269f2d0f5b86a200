// Completion for bash, from 3.2 on.

import { COMMON_FLAGS, type CommandEntry, type Flag, type Offer } from "../command.js";

const HELPERS = `
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
  custody completion list "$kind" -- "$@" 2>/dev/null
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
    '  local word="$2" before="$3" command="${COMP_WORDS[1]}" attached=false',
    "  COMPREPLY=()",
    // bash takes `--bill=csv` apart.
    '  if [ "$before" = "=" ]; then attached=true; before="${COMP_WORDS[COMP_CWORD-2]}"; fi',
    '  if [ "$word" = "=" ]; then attached=true; word=""; before="${COMP_WORDS[COMP_CWORD-1]}"; fi',
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
  const add = (values: readonly string[]): string => `_custody_add < <(printf '%s\\n' ${values.join(" ")})`;
  const head = `    "${command.name} --${flag.name}")`;
  // An option that needs no value has one only behind `=`.
  if (Array.isArray(flag.optional)) return [`${head} if $attached; then ${add(flag.optional)}; return; fi ;;`];
  if (flag.value === undefined) return [];
  const parts: string[] = [];
  if (flag.choices !== undefined) parts.push(add(flag.choices));
  if (flag.offers !== undefined) parts.push(offered(flag.offers));
  else if (flag.choices === undefined && flag.paths !== undefined) parts.push('_custody_add < <(compgen -f -- "$word")');
  return [`${head} ${[...parts, "return"].join("; ")} ;;`];
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
