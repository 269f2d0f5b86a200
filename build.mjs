// Builds everything that is made from something else: the parser from grammar/*.peggy, the catalogs from
// src/services/*/catalog.yaml, the types, the library and the one-file command line. Nothing it writes is committed.

import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { readCatalog } from "./build-catalog.mjs";
import { generateParser } from "./build-parser.mjs";
import { bundleScreen } from "./build-screen.mjs";

const root = fileURLToPath(new URL(".", import.meta.url));
const generated = join(root, "src/generated");
mkdirSync(generated, { recursive: true });

/** Writes only what changed, so that watchers and incremental builds stay quiet. */
function write(path, text) {
  if (existsSync(path) && readFileSync(path, "utf8") === text) return;
  writeFileSync(path, text);
}

// The order decides one thing only: the first rule of the first file is where parsing starts.
const GRAMMAR_ORDER = [
  "statement",
  "create",
  "change",
  "share-and-copy",
  "policies",
  "crypto",
  "data",
  "wire",
  "flow",
  "time",
  "chance",
  "expect",
  "ask",
  "lexical",
];

function buildParser() {
  const present = GRAMMAR_ORDER.map((name) => join(root, "grammar", `${name}.peggy`)).filter((path) => existsSync(path));
  if (present.length === 0) return;
  const grammars = present.map((path) => ({ source: path.slice(root.length), text: readFileSync(path, "utf8") }));
  write(join(generated, "parser.js"), generateParser(grammars, ["File", "SingleStatement", "SingleValue", "SingleName"]));
  write(
    join(generated, "parser.d.ts"),
    [
      'import type { Machine } from "../language/machine.js";',
      "export const words: readonly string[];",
      "/** Reads by the rule of that name. */",
      "export function readBy(machine: Machine, rule: string): unknown;",
      "",
    ].join("\n"),
  );
}

function buildCatalogs() {
  const services = join(root, "src/services");
  const lines = ["// Made by build.mjs from src/services/*/catalog.yaml.", ""];
  for (const name of readdirSync(services).sort()) {
    const path = join(services, name, "catalog.yaml");
    if (!existsSync(path)) continue;
    const data = readCatalog(readFileSync(path, "utf8"), path);
    lines.push(
      `export const ${name.replace(/-./g, (m) => m[1].toUpperCase())}Catalog = ${JSON.stringify(data, null, 1)} as const;`,
      "",
    );
  }
  write(join(generated, "catalogs.ts"), lines.join("\n"));
}

function run(command, args) {
  const done = spawnSync(process.execPath, [join(root, "node_modules", command), ...args], { cwd: root, stdio: "inherit" });
  if (done.status !== 0) process.exit(done.status ?? 1);
}

async function bundle() {
  const version = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
  const common = {
    absWorkingDir: root,
    bundle: true,
    platform: "node",
    target: "node20",
    // A start reads all of the program: the shorter, the sooner. A map beside it gives a bug's stack the names of the sources (src/cli/stack.ts).
    minify: true,
    sourcemap: "external",
    sourcesContent: false,
    legalComments: "none",
    define: { "process.env.NODE_ENV": '"production"', CUSTODY_VERSION: JSON.stringify(version) },
    logLevel: "warning",
  };
  if (existsSync(join(root, "src/cli/main.ts"))) await bundleProgram(common);
  if (existsSync(join(root, "src/tui/app.tsx"))) await bundleScreen(root, common);
  if (existsSync(join(root, "src/index.ts")))
    await build({
      ...common,
      ...{ entryPoints: ["src/index.ts"], outfile: "dist/index.js", format: "esm", keepNames: true },
      ...{ minify: false, sourcemap: false },
    });
}

/** What a run of the first sentence needs starts soonest; a test runs long enough to need far more of the program (src/cli/start.ts). */
const CACHES = [
  { file: "program.cache", args: ["run", "scenarios/tour/01-first-sentence.scenario"] },
  { file: "test.cache", args: ["test", "scenarios/tour", "--order=file"] },
];

/**
 * Sources with escapes for letters beyond ASCII. esbuild writes them in texts, but regular expressions as they stand, and the starter reads the
 * program as Latin-1, where such a letter is two.
 */
const asciiSources = {
  name: "ascii-sources",
  setup(building) {
    const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
    building.onLoad({ filter: /\.[cm]?[jt]s$/ }, ({ path }) => ({
      contents: readFileSync(path, "utf8").replace(/[^\x00-\x7F]/g, escaped),
      loader: path.endsWith("ts") ? "ts" : "js",
    }));
  },
};

/** The program, the starter that people run, and the code that V8 made of the program (src/cli/start.ts). */
async function bundleProgram(common) {
  // First of all, so that a build that is broken off never leaves the code of another program behind.
  for (const { file } of CACHES) rmSync(join(root, "dist", file), { force: true });
  await build({
    ...common,
    entryPoints: ["src/cli/main.ts"],
    outfile: "dist/program.cjs",
    format: "cjs",
    // One function expression, which the starter calls.
    banner: { js: "(function (require, __filename, __dirname) {" },
    footer: { js: "})" },
    plugins: [asciiSources],
  });
  const hash = createHash("sha256")
    .update(readFileSync(join(root, "dist/program.cjs")))
    .digest("hex")
    .slice(0, 32);
  await build({
    ...common,
    entryPoints: ["src/cli/start.ts"],
    outfile: "dist/custody.cjs",
    format: "cjs",
    banner: { js: "#!/usr/bin/env node" },
    sourcemap: false,
    define: { ...common.define, PROGRAM_HASH: JSON.stringify(hash) },
  });
  // Without the caches everything works as well, only slower.
  for (const { file, args } of CACHES) {
    const env = { ...process.env, CI: "true" };
    const done = spawnSync(process.execPath, [join(root, "code-cache.mjs"), file, ...args], { cwd: root, env, encoding: "utf8" });
    if (done.status !== 0) console.warn(`the code cache ${file} could not be made:\n${done.stderr}`);
  }
}

buildParser();
buildCatalogs();
if (!process.argv.includes("--generate")) {
  if (process.argv.includes("--check")) run("typescript/bin/tsc", ["-p", "tsconfig.json"]);
  run("typescript/bin/tsc", [
    ...["-p", "src/tsconfig.core.json", "--noEmit", "false", "--declaration", "--emitDeclarationOnly"],
    ...["--outDir", "dist/types", "--rootDir", "src"],
  ]);
  await bundle();
}
