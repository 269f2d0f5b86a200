// One layout for scenario files: blocks indented by two, one blank between words, tables in columns. Lines stay the lines their author chose,
// comments and `"""` blocks stay as they are. What is formatted once stays the same when formatted again.
import { parse } from "./parse.js";
import { afterRecord, afterText, lineEnd } from "./split.js";

interface Token {
  readonly text: string;
  readonly is: "word" | "row" | "text" | "comment" | "open block" | "open" | "close" | "comma" | "semicolon";
  readonly spaceBefore: boolean;
}

/** The text in the one layout. A text with mistakes is returned as it is. */
export function format(text: string): string {
  if (parse(text, "").diagnostics.some((one) => one.severity === "error")) return text;
  const layout = new Layout();
  for (const line of linesOf(text)) layout.add(line);
  return layout.finish();
}

// ---- into lines of tokens

const plain = /[^ \t\r\n"#{}[\]();,\uFEFF]+/y;

/** Lines outside `"""` blocks: a block is one token, with its line ends. */
function linesOf(text: string): Token[][] {
  const lines: Token[][] = [[]];
  let space = false;
  let i = 0;
  while (i < text.length) {
    const character = text.charAt(i);
    if (character === "\n" || character === "\r") {
      i += text.startsWith("\r\n", i) ? 2 : 1;
      lines.push([]);
      space = false;
    } else if (character === " " || character === "\t" || character === "\uFEFF") {
      space = true;
      i++;
    } else {
      // The cells of a row are texts of their own: a row is taken as it is.
      const row = character === "|" && lines.at(-1)!.length === 0;
      const token: Token = row
        ? { is: "row", text: text.slice(i, lineEnd(text, i)), spaceBefore: space }
        : tokenAt(text, i, space);
      lines.at(-1)!.push(token.is === "comment" ? { ...token, text: token.text.trimEnd() } : token);
      i += token.text.length;
      space = false;
    }
  }
  return lines;
}

function tokenAt(text: string, at: number, spaceBefore: boolean): Token {
  const character = text.charAt(at);
  if (character === '"') return { is: "text", text: text.slice(at, afterText(text, at)), spaceBefore };
  if (character === "#") return { is: "comment", text: text.slice(at, lineEnd(text, at)), spaceBefore };
  if (character === "{") return { is: afterRecord(text, at) < 0 ? "open block" : "open", text: character, spaceBefore };
  if (character === "[" || character === "(") return { is: "open", text: character, spaceBefore };
  if (character === "}" || character === "]" || character === ")") return { is: "close", text: character, spaceBefore };
  if (character === ",") return { is: "comma", text: character, spaceBefore };
  if (character === ";") return { is: "semicolon", text: character, spaceBefore };
  plain.lastIndex = at;
  plain.test(text);
  return { is: "word", text: text.slice(at, Math.max(plain.lastIndex, at + 1)), spaceBefore };
}

// ---- into one layout

class Layout {
  readonly #out: string[] = [];
  readonly #open: ("open block" | "open")[] = [];
  #rows: string[] = [];
  /** The line before says that its statement goes on here. */
  #goesOn = false;

  add(line: readonly Token[]): void {
    if (line[0]?.is === "row") {
      this.#rows.push(line[0].text);
      return;
    }
    this.#endTable();
    const tokens = withoutEmptyStatements(line);
    if (tokens.length === 0) {
      if (this.#out.length > 0 && this.#out.at(-1) !== "") this.#out.push("");
      return;
    }
    const closing = tokens.findIndex((token) => token.is !== "close");
    const depth = this.#open.length - (closing < 0 ? tokens.length : closing);
    const extra = this.#goesOn && this.#open.at(-1) !== "open" ? 1 : 0;
    this.#out.push("  ".repeat(Math.max(0, depth) + extra) + joined(tokens));
    this.#follow(tokens);
  }

  finish(): string {
    this.#endTable();
    while (this.#out.at(-1) === "") this.#out.pop();
    return this.#out.length === 0 ? "" : `${this.#out.join("\n")}\n`;
  }

  #follow(tokens: readonly Token[]): void {
    for (const token of tokens) {
      if (token.is === "open" || token.is === "open block") this.#open.push(token.is);
      else if (token.is === "close") this.#open.pop();
    }
    const last = tokens.findLast((token) => token.is !== "comment");
    if (last !== undefined) this.#goesOn = last.is === "comma" || last.text.endsWith("\\");
  }

  /** Rows that stand together, in columns. */
  #endTable(): void {
    if (this.#rows.length === 0) return;
    const rows = this.#rows.map(cellsOf);
    const widths: number[] = [];
    for (const { cells } of rows) for (const [i, cell] of cells.entries()) widths[i] = Math.max(widths[i] ?? 0, [...cell].length);
    const indent = "  ".repeat(this.#open.length + 1);
    for (const { cells, comment } of rows) {
      const padded = cells.map((cell, i) => cell + " ".repeat(widths[i]! - [...cell].length));
      this.#out.push(`${indent}| ${padded.join(" | ")} |${comment}`);
    }
    this.#rows = [];
  }
}

/** Without the `;` that end nothing: at the ends of a line, beside braces, one after another. */
function withoutEmptyStatements(line: readonly Token[]): Token[] {
  const kept: Token[] = [];
  let after: Token | undefined;
  for (let i = line.length - 1; i >= 0; i--) {
    const token = line[i]!;
    if (token.is !== "semicolon") {
      after = token;
      kept.push(token);
    } else if (after !== undefined && after.is !== "comment" && after.text !== "}" && endsStatement(line[i - 1]))
      kept.push(token);
  }
  return kept.reverse();
}

function endsStatement(before: Token | undefined): boolean {
  return before !== undefined && before.is !== "semicolon" && before.is !== "open block";
}

function joined(tokens: readonly Token[]): string {
  let line = "";
  for (const [i, token] of tokens.entries()) line += (i === 0 ? "" : between(tokens[i - 1]!, token)) + token.text;
  return line;
}

function between(before: Token, token: Token): string {
  if (token.is === "comma" || token.is === "semicolon") return "";
  if (token.is === "comment") return "  ";
  if (before.is === "comma" || before.is === "semicolon") return " ";
  if (before.text === "{" && token.text === "}") return "";
  if (before.text === "{" || token.text === "{" || token.text === "}")
    return before.text === "(" || before.text === "[" ? "" : " ";
  if (before.text === "}") return token.is === "close" ? "" : " ";
  return token.spaceBefore ? " " : "";
}

function cellsOf(row: string): { readonly cells: readonly string[]; readonly comment: string } {
  const cells: string[] = [];
  let start = 1;
  let i = 1;
  for (; i < row.length; i++) {
    const character = row.charAt(i);
    if (character === '"') i = afterText(row, i) - 1;
    else if (character === "|") {
      cells.push(row.slice(start, i).trim());
      start = i + 1;
    } else if (character === "#" && row.slice(start, i).trim() === "") return { cells, comment: `  ${row.slice(i).trimEnd()}` };
  }
  return { cells, comment: "" };
}
