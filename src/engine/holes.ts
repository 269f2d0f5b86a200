// Putting text in place of `<name>`: a statement that holds one is read again with the text that stands for it, so that it means there
// what its text would have meant. Readings are remembered, since loops fill the same holes again and again.

import { excerpt } from "../base/excerpt.js";
import { suggest } from "../base/suggest.js";
import { holesIn, readStatement, readValue, substitute } from "../language/parse.js";
import type { Name, Node, Statement, Value } from "../language/syntax.js";
import { valueText } from "../language/value-text.js";
import type { Scope } from "./scope.js";
import { diagnosticAt, Stop } from "./stop.js";

const MEMORY_MAX = 4_096;
const remembered = new Map<string, Statement>();

function fill(text: string, at: Node, scope: Scope): string {
  const filled = substitute(text, (name) => scope.lookup(name));
  if ("text" in filled) return filled.text;
  const near = suggest(filled.missing, scope.names());
  const place = { start: at.start + filled.start, end: at.start + filled.end };
  throw new Stop(
    diagnosticAt(
      scope.file.name,
      place,
      "name/unknown-placeholder",
      { name: filled.missing },
      near === undefined ? {} : { hint: `did you mean \`<${near}>\`?` },
    ),
  );
}

/** The statement with its holes filled, and its text. Offsets of parts are those of the statement as a whole. */
export function filledStatement(statement: Statement, scope: Scope): { readonly statement: Statement; readonly text: string } {
  const text = fill(scope.file.text.slice(statement.start, statement.end), statement, scope);
  // The same text at another place is another statement: its parts point there.
  const key = `${statement.start} ${statement.end} ${text}`;
  const known = remembered.get(key);
  if (known !== undefined) return { statement: known, text };
  const read = readStatement(text);
  if ("code" in read) {
    // Its edit is one of the filled text, which stands nowhere.
    const { fix: _, ...problem } = read;
    throw new Stop({
      ...problem,
      file: scope.file.name,
      span: { start: statement.start, end: statement.end },
      notes: [...read.notes, { text: `read as: ${excerpt(text)}` }],
    });
  }
  if (remembered.size >= MEMORY_MAX) remembered.clear();
  const filled = moved(read, statement) as Statement;
  remembered.set(key, filled);
  return { statement: filled, text };
}

/** Everything in what was filled points at what was written. */
function moved(value: unknown, at: Node): unknown {
  if (Array.isArray(value)) return value.map((each) => moved(each, at));
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([name, each]) => {
    if (name === "start" || name === "inner") return [name, at.start];
    if (name === "end") return [name, at.end];
    return [name, moved(each, at)];
  });
  return Object.fromEntries(entries);
}

/** A value with its holes filled. */
export function filledValue(value: Value, scope: Scope): Value {
  const source = holeyText(value);
  if (source === undefined) return value;
  const read = readValue(fill(source, value, scope));
  if (read === undefined) throw new Stop(diagnosticAt(scope.file.name, value, "name/not-a-value", { text: source }));
  return moved(read, value) as Value;
}

/** Values to go through, with their holes filled: a list that stands for a hole is what is in it, as one that is written out. */
export function filledValues(values: readonly Value[], scope: Scope): readonly Value[] {
  return values.flatMap((value) => {
    const filled = filledValue(value, scope);
    return filled.is === "list" ? filledValues(filled.items, scope) : [filled];
  });
}

/** A value that still has a hole, as text. */
function holeyText(value: Value): string | undefined {
  if (value.is === "hole") return value.text;
  if (value.is === "name") return value.holes === true ? value.text : undefined;
  return value.is === "text" && holesIn(value.value).length > 0 ? valueText(value) : undefined;
}

export function filledText(text: string, at: Node, scope: Scope): string {
  return fill(text, at, scope);
}

export function filledName(name: Name, scope: Scope): Name {
  return name.holes === true ? { ...name, text: fill(name.text, name, scope) } : name;
}

const BLOCK_TEXT = /"""[\s\S]*?"""/g;
const COMMENT_AND_SPACE = /\\?\s*(?:#[^\n]*)?\n\s*/g;

/** Whatever the three below would change: a block text, a line end, other white space than single spaces between words. */
const SPACED = /"""|[^\S ]| {2}|^ | $/;

/** A statement on one line, as a step shows it. */
export function oneLine(text: string): string {
  if (!SPACED.test(text)) return text;
  return text.replace(BLOCK_TEXT, '"""…"""').replace(COMMENT_AND_SPACE, " ").replace(/\s+/g, " ").trim();
}
