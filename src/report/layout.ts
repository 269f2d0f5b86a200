// Lines of a report: pieces of text with a part to play, laid into two columns and wrapped at 120. Whoever prints may paint the parts;
// nothing is said by colour alone, and every piece is made safe here, so that no report can forget it.

import { safeLine } from "../base/safe-text.js";

/** What a piece of text is, for a printer that has colours. */
export type Role = "plain" | "title" | "number" | "made" | "changed" | "gone" | "caller" | "good" | "bad" | "warning" | "faint";

/** Turns a piece, already safe, into what is printed: an escape sequence around it, or the text itself. */
export type Paint = (role: Role, text: string) => string;
export const plainPaint: Paint = (_role, text) => text;

export interface Piece {
  readonly text: string;
  readonly role: Role;
}
export type Line = readonly Piece[];

export const lineWidthMax = 120;
/** Where the right-hand column stands: the verdict of a call. */
export const verdictColumn = 56;
/** A verdict's reason may run this far: most then fit on one line. */
export const reasonWidthMax = 140;
/** Where the reasons of a verdict stand. */
export const reasonColumn = verdictColumn + 9;

export function piece(text: string, role: Role = "plain"): Piece {
  return { text: safeLine(text), role };
}

const margins: Piece[] = [];

function margin(width: number): Piece {
  if (width > lineWidthMax) return { text: " ".repeat(width), role: "plain" };
  let found = margins[width];
  if (found === undefined) {
    found = { text: " ".repeat(width), role: "plain" };
    margins[width] = found;
  }
  return found;
}

export function lineOf(indent: number, ...pieces: readonly Piece[]): Line {
  return [margin(indent), ...pieces];
}

/** Columns that a line takes: characters, not UTF-16 units. */
export function widthOf(text: string): number {
  // Code units that are no characters of their own are the second halves of pairs.
  let width = text.length;
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >>> 10 === 0x37) width--;
  return width;
}

export function lineWidth(line: Line): number {
  let width = 0;
  for (const { text } of line) width += widthOf(text);
  return width;
}

export function printLine(line: Line, paint: Paint): string {
  if (paint === plainPaint) return safeLine(line.map((each) => each.text).join("")).trimEnd();
  let printed = "";
  for (const [index, { text, role }] of line.entries()) {
    const shown = index === line.length - 1 ? text.trimEnd() : text;
    printed += shown.trim() === "" ? shown : paint(role, shown);
  }
  return printed;
}

export function padTo(text: string, width: number): string {
  return text + " ".repeat(Math.max(0, width - widthOf(text)));
}

/** Breaks `text` between words into lines of at most `width`; a word that is longer is broken where it must be. */
export function wrapText(text: string, width: number): string[] {
  if (text.length <= width) return [text];
  const lines: string[] = [];
  let line = "";
  let lineLength = 0;
  for (const word of text.split(" ")) {
    let rest = word;
    let length = widthOf(rest);
    if (lineLength > 0 && lineLength + 1 + length <= width) {
      line += ` ${rest}`;
      lineLength += 1 + length;
      continue;
    }
    if (lineLength > 0) lines.push(line);
    while (length > width) {
      const characters = [...rest];
      lines.push(characters.slice(0, width).join(""));
      rest = characters.slice(width).join("");
      length -= width;
    }
    line = rest;
    lineLength = length;
  }
  lines.push(line);
  return lines;
}

/** `text` as lines that begin at `indent`; what goes on begins at `hang`. */
export function paragraph(text: string, role: Role, indent: number, hang: number = indent): readonly Line[] {
  const lines: Line[] = [];
  for (const each of wrapText(safeLine(text), lineWidthMax - Math.max(indent, hang)))
    lines.push(lineOf(lines.length === 0 ? indent : hang, { text: each, role }));
  return lines;
}

/** A line that is too long, broken between words where there are any; what goes on stands four columns further in. */
export function fitted(line: Line, width: number = reasonWidthMax): readonly Line[] {
  return lineWidth(line) <= width ? [line] : broken(line, width);
}

function broken(line: Line, width: number): readonly Line[] {
  const lines: Line[] = [];
  const margin = /^ */.exec(line.map((each) => each.text).join(""))?.[0].length ?? 0;
  const hang = Math.min(margin + 4, Math.floor(width / 2));
  let current: Piece[] = [];
  let length = 0;
  for (const { text, role } of line) {
    for (const part of text.split(/(?<= )(?=[^ ])/)) {
      for (const word of wrapText(part, width - hang)) {
        if (length > hang && length + widthOf(word.trimEnd()) > width) {
          lines.push(current);
          current = [{ text: " ".repeat(hang), role: "plain" }];
          length = hang;
        }
        const shown = part.endsWith(" ") && !word.endsWith(" ") ? `${word} ` : word;
        current.push({ text: shown, role });
        length += widthOf(shown);
      }
    }
  }
  lines.push(current);
  return lines;
}

/** A left part, then a verdict in the right-hand column with its reason; each goes to a line of its own where the left part is too long. */
export function twoColumns(left: Line, verdict: Piece, reason: string): readonly Line[] {
  const reasons = reason === "" ? NO_REASONS : wrapText(safeLine(reason), reasonWidthMax - reasonColumn);
  const first = reasons[0] ?? "";
  const right: Piece[] = [
    { text: first === "" ? verdict.text : padTo(verdict.text, reasonColumn - verdictColumn), role: verdict.role },
  ];
  if (first !== "") right.push({ text: first, role: "plain" });
  const width = lineWidth(left);
  const lines: Line[] =
    width + 2 <= verdictColumn
      ? [[...left, { text: " ".repeat(verdictColumn - width), role: "plain" }, ...right]]
      : [left, lineOf(verdictColumn, ...right)];
  for (let at = 1; at < reasons.length; at++) lines.push(lineOf(reasonColumn, { text: reasons[at]!, role: "plain" }));
  return lines;
}

const NO_REASONS: readonly string[] = [];
