// Lines cut, padded and wrapped to columns of a terminal, where a character may take two and an accent none.

import stringWidth from "string-width";
import { safeLine } from "../base/safe-text.js";
import type { Line, Piece, Role } from "../report/layout.js";

// Printable ASCII, Latin letters, box drawing, blocks and our own signs take one column each: no need to ask for them.
const PLAIN = /^[\x20-\x7E\u00A1-\u00AC\u00AE-\u02FF\u2013-\u2026\u2190-\u2193\u2500-\u25CF\u2713\u2717]*$/;

export function columnsOf(text: string): number {
  return PLAIN.test(text) ? text.length : stringWidth(text);
}

export function columnsOfLine(line: Line): number {
  let columns = 0;
  for (const { text } of line) columns += columnsOf(text);
  return columns;
}

export function text(said: string, role: Role = "plain"): Piece {
  return { text: safeLine(said), role };
}

/** The beginning of `said` that fits, with an ellipsis where something is left out. */
export function cut(said: string, columns: number, ellipsis = "…"): string {
  if (columnsOf(said) <= columns) return said;
  if (columns <= 0) return "";
  let kept = "";
  let taken = 0;
  for (const character of said) {
    const width = columnsOf(character);
    if (taken + width > columns - 1) break;
    kept += character;
    taken += width;
  }
  return kept + ellipsis.slice(0, 1);
}

/** A line of exactly `columns`: cut where it is longer, filled with blanks where it is shorter. */
export function toWidth(line: Line, columns: number, ellipsis = "…"): Line {
  const fit: Piece[] = [];
  let left = columns;
  for (const [at, each] of line.entries()) {
    const width = columnsOf(each.text);
    const more = at < line.length - 1 && columnsOfLine(line.slice(at + 1)) > 0;
    if (width > left || (width === left && more)) {
      // A piece that is cut already ends in an ellipsis, and one is enough.
      const shorter = cut(`${each.text.replace(/…$/, "")}   `, left, ellipsis);
      fit.push({ text: shorter, role: each.role });
      left -= columnsOf(shorter);
      break;
    }
    fit.push(each);
    left -= width;
  }
  if (left > 0) fit.push({ text: " ".repeat(left), role: "plain" });
  return fit;
}

/** Left and right ends of one line, with at least a blank between; the left gives way. */
export function twoEnds(left: Line, right: Line, columns: number, ellipsis = "…"): Line {
  const width = columnsOfLine(right);
  return [...toWidth(left, Math.max(0, columns - width - 1), ellipsis), { text: " ", role: "plain" }, ...right];
}

/** The line in as many as it takes, broken between words; what goes on stands two columns further in. */
export function wrapped(line: Line, columns: number): Line[] {
  if (columnsOfLine(line) <= columns) return [line];
  const whole = line.map((each) => each.text).join("");
  const hang = Math.min(/^ */.exec(whole)![0].length + 2, Math.floor(columns / 2));
  const lines: Line[] = [];
  let current: Piece[] = [];
  let taken = 0;
  const wrap = (): void => {
    const last = current.pop();
    // The blank that the line is broken at takes no column.
    if (last !== undefined) current.push({ ...last, text: last.text.trimEnd() });
    lines.push(current);
    current = [{ text: " ".repeat(hang), role: "plain" }];
    taken = hang;
  };
  for (const { text: said, role } of line) {
    for (const word of said.split(/(?<= )(?=[^ ])/)) {
      let rest = word;
      if (taken > hang && taken + columnsOf(rest.trimEnd()) > columns) wrap();
      while (columnsOf(rest.trimEnd()) > columns - taken) {
        const part = cut(rest, columns - taken + 1, "").slice(0, Math.max(1, columns - taken));
        current.push({ text: part, role });
        rest = rest.slice(part.length);
        wrap();
      }
      current.push({ text: rest, role });
      taken += columnsOf(rest);
    }
  }
  return [...lines, current];
}
