// Every text that leaves the program passes here. Names and comments come from strangers, and printing a stranger's ESC is running his
// code on some screens; `::` and `##[` are commands to a CI runner. What is dangerous is shown, not dropped: the reader should see it.

// Control characters but LF, DEL and C1, soft hyphen, zero width and bidi, line and paragraph separators, tags, lone surrogates.
// A fixed pattern of single characters: linear, and never built from input.
const UNSAFE =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: combining grapheme joiner and variation selectors are meant alone.
  /[\0-\x09\x0B-\x1F\x7F-\x9F\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u2028-\u202E\u2060-\u206F\u3164\uD800-\uDFFF\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFFB\u{1D173}-\u{1D17A}\u{E0000}-\u{E0FFF}]/gu;
const NAMED = new Map([
  ["\t", "    "],
  ["\x1B", "␛"],
  ["\r", "\\r"],
]);
// Not `\s`, which would run over line ends and look at every blank line again for each one before it.
const COMMAND = /^[^\S\n]*::|##\[/gm;

/**
 * `text` made harmless for a terminal, a log and a CI runner; lines stay lines. TAB becomes four spaces, ESC `␛`, a bidi override `<U+202E>`.
 * Text that is already safe is returned as it is. Text made safe once stays the same when made safe again.
 */
export function safeText(text: string): string {
  const shown = text.search(UNSAFE) === -1 ? text : text.replace(UNSAFE, show);
  return mayCommand(shown) ? shown.replace(COMMAND, breakUp) : shown;
}

/** Nothing in a line of printable ASCII without these is dangerous, which is nearly every line. */
const SUSPECT = /[^ -~]|::|##\[/;

/** As `safeText`, on one line: a line feed is shown as `\n`. */
export function safeLine(text: string): string {
  if (!SUSPECT.test(text)) return text;
  return safeText(text.includes("\n") ? text.replaceAll("\r\n", "\\n").replaceAll("\n", "\\n") : text);
}

function show(character: string): string {
  return NAMED.get(character) ?? `<U+${character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, "0")}>`;
}

function mayCommand(text: string): boolean {
  return text.includes("::") || text.includes("##[");
}

/** GitHub reads `::error::` where a line begins, and `##[error]` anywhere; a space within makes either a plain word. */
function breakUp(command: string): string {
  return command === "##[" ? "## [" : command.slice(0, -1).concat(" :");
}
