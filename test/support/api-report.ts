// The library's surface as text: every exported name with its declaration, comments left out. Committed as test/api.report.txt.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "../..");

/** Runs the project's own compiler; what it complained of, nothing where it did not. */
export function compile(...args: readonly string[]): string {
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  return spawnSync(process.execPath, [tsc, ...args], { encoding: "utf8" }).stdout;
}

/** Writes the library's declarations into `folder`, as the build does; gives what the compiler complained of. */
export function emitTypes(folder: string): string {
  const emit = ["--noEmit", "false", "--declaration", "--emitDeclarationOnly"];
  return compile("-p", join(root, "src/tsconfig.core.json"), ...emit, "--rootDir", join(root, "src"), "--outDir", folder);
}

/** Reads the exported declarations out of all of them. */
export function apiReport(): string {
  const folder = mkdtempSync(join(tmpdir(), "custody-api-"));
  try {
    emitTypes(folder);
    const index = readFileSync(join(folder, "index.d.ts"), "utf8");
    const declarations = [...exportsOf(index)].map(({ name, as, from }) => {
      const file = join(folder, dirname(from), `${from.replace(/^.*\//, "").replace(/\.js$/, "")}.d.ts`);
      const text = declarationOf(name, readFileSync(file, "utf8"));
      return { as, text: name === as ? text : `${text}\n// exported as ${as}` };
    });
    return `${declarations
      .sort((a, b) => (a.as < b.as ? -1 : 1))
      .map((each) => each.text)
      .join("\n\n")}\n`;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function* exportsOf(index: string): Generator<{ name: string; as: string; from: string }> {
  for (const [, names = "", from = ""] of index.matchAll(/export (?:type )?\{([^}]*)\} from "([^"]+)";/g)) {
    for (const item of names.split(",")) {
      const [name = "", as] = item
        .trim()
        .replace(/^type /, "")
        .split(" as ");
      if (name !== "") yield { name, as: as ?? name, from };
    }
  }
}

/** From `export … NAME` to the end of its declaration: a `;` or `}` at the outermost level that a line ends with. */
function declarationOf(name: string, file: string): string {
  const text = file.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/^[ \t]*\/\/.*$/gm, "");
  const start = text.search(
    new RegExp(`^export (?:declare )?(?:abstract )?(?:function\\*?|interface|type|class|const) ${name}\\b`, "m"),
  );
  if (start === -1) throw new Error(`${name} is exported and not declared`);
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const sign = text[at]!;
    if ("{([".includes(sign)) depth++;
    else if ("})]".includes(sign)) depth--;
    const ends =
      depth === 0 && (sign === ";" || (sign === "}" && /^export (declare )?(interface|class)/.test(text.slice(start))));
    if (ends) return tidy(text.slice(start, at + 1));
  }
  return tidy(text.slice(start));
}

function tidy(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trimEnd())
    .filter((line) => line !== "")
    .join("\n");
}
