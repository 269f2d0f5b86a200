// Names that a file gives and never says again: a `let`, a `pick`, a definition, a column or a parameter that nothing stands for. A loop may
// well only count by its variable; included files are libraries, and what they define may go unused.

import { holesIn } from "../../language/parse.js";
import type { File, Name, Node, Statement } from "../../language/syntax.js";
import { bodyOf } from "./bodies.js";
import type { Here } from "./checking.js";

export function checkUnused(file: File, files: ReadonlyMap<string, File>, here: Here): void {
  const called = new Set<string>();
  for (const each of files.values()) noteCalls(each.statements, called);
  const everywhere = new Set([...files.values()].flatMap((each) => holeNames(each.text)));
  const look: Look = {
    unsaid: (names, what, within) => {
      if (names.length === 0) return;
      const said = within === undefined ? everywhere : new Set(holeNames(file.text.slice(within.start, within.end)));
      for (const name of names) if (!said.has(name.text)) here.warn(name, "name/unused", { name: name.text, what });
    },
    uncalled: (name) => {
      if (!called.has(name.text)) here.warn(name, "name/unused", { name: name.text, what: "definition" });
    },
  };
  checkStatements(file.statements, look);
}

interface Look {
  readonly unsaid: (names: readonly Name[], what: string, within?: Node) => void;
  readonly uncalled: (name: Name) => void;
}

function holeNames(text: string): readonly string[] {
  return text.includes("<") ? holesIn(text).map((hole) => hole.name) : [];
}

function noteCalls(statements: readonly Statement[], called: Set<string>): void {
  for (const statement of statements) {
    if (statement.is === "call") called.add(statement.name.text);
    const body = bodyOf(statement);
    if (body !== undefined) noteCalls(body.statements, called);
  }
}

function checkStatements(statements: readonly Statement[], look: Look): void {
  for (const statement of statements) {
    if (statement.is === "let") look.unsaid([statement.name], "`let`");
    else if (statement.is === "pick") look.unsaid([statement.variable], "`pick`");
    else if (statement.is === "scenario") look.unsaid(statement.table?.columns ?? [], "column", statement);
    else if (statement.is === "define") {
      look.uncalled(statement.name);
      look.unsaid(statement.parameters, "parameter", statement.body);
    }
    const body = bodyOf(statement);
    if (body !== undefined) checkStatements(body.statements, look);
  }
}
