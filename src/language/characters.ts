// Which characters may stand where. One table look-up a character: these run for every character of every file.

const nameCharacters = new Uint8Array(128);
for (const c of "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-") nameCharacters[c.charCodeAt(0)] = 1;

/** A letter, mark, digit, `-` or `_`. Letters outside a–z are let in here and warned of by the lexer. */
export function isNameCharacter(code: number): boolean {
  return code < 128 ? nameCharacters[code] === 1 : isOtherNameCharacter(code);
}

// Apart, as patterns with classes of all letters of the world are costly to make even where they are never used.
function isOtherNameCharacter(code: number): boolean {
  return /[\p{L}\p{M}]/u.test(String.fromCharCode(code)) && code !== 0xfffd;
}

export function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** Characters that must not stand in a text: controls but tab and line ends, and halves of surrogate pairs. */
export function isControl(code: number): boolean {
  return (code < 32 && code !== 9 && code !== 10 && code !== 13) || (code >= 127 && code < 160);
}

/** `us-east-1`, `us-gov-west-1`: what is shaped so is taken for a region where an account may stand too. */
export function looksLikeRegion(text: string): boolean {
  return /^[a-z]{2}(-[a-z]+)+-\d+$/.test(text);
}

/** The end of a hole `<name>` that begins at `start`, or -1. */
export function holeEnd(text: string, start: number): number {
  if (text.charCodeAt(start) !== 60) return -1;
  let i = start + 1;
  if (!isNameCharacter(text.charCodeAt(i)) || isDigit(text.charCodeAt(i))) return -1;
  while (isNameCharacter(text.charCodeAt(i))) i++;
  return text.charCodeAt(i) === 62 ? i + 1 : -1;
}

const quotedName = /"(?:[\w+=,.@-]|<[A-Za-z_][\w-]*>)+(?:\/(?:[\w+=,.@-]|<[A-Za-z_][\w-]*>)+)*"/y;

/** The end of what begins with the quote at `start`, if it may be part of a name: IAM's names have `+=,.@` besides, and paths; holes too. Else -1. */
export function quotedNameEnd(text: string, start: number): number {
  quotedName.lastIndex = start;
  return quotedName.test(text) ? quotedName.lastIndex : -1;
}

/** The first letter that is not Latin, or Latin in full width: those that can pass for a plain one. */
export function letterOfAnotherScript(name: string): string | undefined {
  return /(?!\p{Script=Latin})\p{L}|[\uFF21-\uFF5A]/u.exec(name)?.[0];
}

/** Whether a column of a table may be called so. */
export function isColumnName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_-]*$/.test(text) || isOtherColumnName(text);
}

function isOtherColumnName(text: string): boolean {
  return /^[\p{L}\p{M}_][\p{L}\p{M}0-9_-]*$/u.test(text);
}
