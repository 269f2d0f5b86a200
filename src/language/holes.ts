// `<name>`: where holes stand in a piece of text, and the text with the holes filled. What comes out is read again (readStatement,
// readValue), so a hole means what its text would have meant there.
import { holeEnd } from "./characters.js";
import { afterText, lineEnd } from "./split.js";

export interface Hole {
  /** Without the angle brackets. */
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

interface PlacedHole extends Hole {
  /** Within quotes, where the quotes of a text that is put there are dropped. */
  readonly quoted: boolean;
}

export type Substituted =
  | { readonly text: string; readonly missing?: never }
  | { readonly missing: string; readonly start: number; readonly end: number; readonly text?: never };

/** The holes of a statement, a value or a title, in their order; none in comments, and none after `\` in a text. */
export function holesIn(text: string): readonly Hole[] {
  return placedHoles(text).map(({ name, start, end }) => ({ name, start, end }));
}

/** Puts the text that `lookup` gives in the place of each hole; or says which name `lookup` does not know. */
export function substitute(text: string, lookup: (name: string) => string | undefined): Substituted {
  let filled = "";
  let at = 0;
  for (const { name, start, end, quoted } of placedHoles(text)) {
    const value = lookup(name);
    if (value === undefined) return { missing: name, start, end };
    filled += text.slice(at, start) + (quoted ? bare(value) : value);
    at = end;
  }
  return { text: filled + text.slice(at) };
}

/** Without the quotes around it: what it holds is escaped already, as the text around it is. */
function bare(value: string): string {
  const quoted = value.length >= 2 && value.startsWith('"') && value.endsWith('"') && !value.startsWith('"""');
  return quoted ? value.slice(1, -1) : value;
}

function placedHoles(text: string): readonly PlacedHole[] {
  if (!text.includes("<")) return [];
  const holes: PlacedHole[] = [];
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === 35) i = lineEnd(text, i) - 1;
    else if (code === 34) {
      const end = afterText(text, i);
      const block = text.startsWith('"""', i);
      for (let k = i + 1; k < end; k++) {
        if (text.charCodeAt(k) === 92 && !block) k++;
        else k = addHole(text, k, true, holes) - 1;
      }
      i = end - 1;
    } else i = addHole(text, i, false, holes) - 1;
  }
  return holes;
}

/** Adds the hole that begins at `at`, if one does; returns where to look on. */
function addHole(text: string, at: number, quoted: boolean, holes: PlacedHole[]): number {
  const end = holeEnd(text, at);
  if (end < 0) return at + 1;
  holes.push({ name: text.slice(at + 1, end - 1), start: at, end, quoted });
  return end;
}
