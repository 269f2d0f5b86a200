// `include "common/accounts.scenario"`: takes in another file's set-up. A file that is included twice is read once; a ring is a diagnostic.

import { type Diagnostic, isMistaken } from "../language/diagnostic.js";
import type { ReadText } from "../language/reparse.js";
import type { File, Statement } from "../language/syntax.js";
import type { Limits } from "./limits.js";
import type { ReadFile } from "./read-file.js";
import { diagnosticAt } from "./stop.js";

export interface WholeFile {
  readonly file: File;
  /** All files that were read, the first one first. */
  readonly files: Map<string, File>;
  readonly diagnostics: readonly Diagnostic[];
}

export function resolveIncludes(
  parsed: { readonly file: File; readonly diagnostics: readonly Diagnostic[] },
  means: Pick<Reading, "readFile" | "limits" | "read">,
): WholeFile {
  const files = new Map<string, File>([[parsed.file.name, parsed.file]]);
  const diagnostics = [...parsed.diagnostics];
  readIncludes(parsed.file, [parsed.file.name], { files, named: new Map(), diagnostics, ...means });
  return { file: parsed.file, files, diagnostics };
}

interface Reading {
  readonly files: Map<string, File>;
  /** Names under which files were read, by what the reader calls the same. */
  readonly named: Map<string, string>;
  readonly diagnostics: Diagnostic[];
  readonly readFile: ReadFile;
  readonly limits: Limits;
  readonly read: ReadText;
}

function readIncludes(file: File, chain: readonly string[], reading: Reading): void {
  for (const statement of file.statements) {
    if (statement.is !== "include" || isMistaken(statement.path, file.name, reading.diagnostics)) continue;
    const path = includedName(statement, file.name);
    if (!reading.files.has(path)) readInclude(file, statement, path, chain, reading);
    const name = reading.files.get(path)?.name ?? path;
    if (!chain.includes(name)) continue;
    reading.diagnostics.push(
      diagnosticAt(file.name, statement.path, "file/include-ring", { ring: [...chain, name].join(" → ") }),
    );
  }
}

function readInclude(
  file: File,
  statement: Extract<Statement, { is: "include" }>,
  path: string,
  chain: readonly string[],
  reading: Reading,
): void {
  const read = includedText(file, statement, chain, reading);
  if (read === undefined) return;
  const before = reading.files.get(reading.named.get(read.same ?? path) ?? path);
  if (before !== undefined) {
    reading.files.set(path, before);
    return;
  }
  if (read.same !== undefined) reading.named.set(read.same, path);
  const parsed = reading.read(read.text, path);
  reading.files.set(path, parsed.file);
  reading.diagnostics.push(...parsed.diagnostics);
  readIncludes(parsed.file, [...chain, path], reading);
}

/** The included file's text; undefined, with a diagnostic, where a limit or the reader says no. */
function includedText(
  file: File,
  { path }: Extract<Statement, { is: "include" }>,
  chain: readonly string[],
  { limits, files, diagnostics, readFile }: Reading,
): { readonly text: string; readonly same?: string } | undefined {
  const fail = (code: string, args: Record<string, string>): undefined => {
    diagnostics.push(diagnosticAt(file.name, path, code, args));
  };
  if (files.size >= limits.includeCountMax) return fail("limit/includes", { max: String(limits.includeCountMax) });
  if (chain.length >= limits.includeDepthMax) return fail("limit/include-depth", { max: String(limits.includeDepthMax) });
  const read = readFile(path.value, file.name);
  return "problem" in read ? fail("file/unreadable", { path: path.value, problem: read.problem }) : read;
}

/** Every `include`, with whether it stands in a block. */
export function includesAmong(
  statements: readonly Statement[],
  inBlock = false,
): readonly { readonly statement: Extract<Statement, { is: "include" }>; readonly inBlock: boolean }[] {
  return statements.flatMap((statement) => {
    if (statement.is === "include") return [{ statement, inBlock }];
    return "body" in statement ? includesAmong(statement.body.statements, true) : [];
  });
}

/** The included file's name as seen from the first file: relative to the folder of the file that includes it, `..` worked out. */
export function includedName(statement: Extract<Statement, { is: "include" }>, from: string): string {
  const parts = from.split("/").slice(0, -1);
  for (const part of statement.path.value.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== "." && part !== "") parts.push(part);
  }
  return parts.join("/");
}
