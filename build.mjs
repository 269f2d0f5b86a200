// Builds everything that is made from something else: the parser from grammar/*.peggy, the catalogs from
// src/services/*/catalog.yaml, the types, the library and the one-file command line. Nothing it writes is committed.
import { mkdirSync, readFileSync, readdirSync, existsSync, writeFileSync } from "node:fs";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import peggy from "peggy";
import { parse as parseYaml } from "yaml";
import { build } from "esbuild";

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
  "statement", "create", "change", "share-and-copy", "policies", "crypto", "data", "wire", "flow", "time", "chance", "expect", "ask", "lexical",
];

function buildParser() {
  const present = GRAMMAR_ORDER.map((name) => join(root, "grammar", `${name}.peggy`)).filter((path) => existsSync(path));
  if (present.length === 0) return;
  const source = peggy.generate(
    present.map((path) => ({ source: path.slice(root.length), text: readFileSync(path, "utf8") })),
    { output: "source", format: "es", allowedStartRules: ["File", "SingleStatement", "SingleValue", "SingleName"] },
  );
  write(join(generated, "parser.js"), source);
  write(
    join(generated, "parser.d.ts"),
    "export function parse(text: string, options?: { startRule?: string; [key: string]: unknown }): unknown;\n" +
      "export class SyntaxError extends Error {\n" +
      "  readonly expected: readonly { type: string; text?: string; description?: string }[] | null;\n" +
      "  readonly found: string | null;\n" +
      "  readonly location: { start: { offset: number }; end: { offset: number } };\n" +
      "}\n",
  );
}

function buildCatalogs() {
  const services = join(root, "src/services");
  const lines = ["// Made by build.mjs from src/services/*/catalog.yaml.", ""];
  for (const name of readdirSync(services).sort()) {
    const path = join(services, name, "catalog.yaml");
    if (!existsSync(path)) continue;
    const data = parseYaml(readFileSync(path, "utf8"), { maxAliasCount: 0 });
    lines.push(`export const ${name.replace(/-./g, (m) => m[1].toUpperCase())}Catalog = ${JSON.stringify(data, null, 1)} as const;`, "");
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
    minify: true,
    keepNames: true,
    legalComments: "none",
    define: { "process.env.NODE_ENV": '"production"', CUSTODY_VERSION: JSON.stringify(version) },
    logLevel: "warning",
  };
  if (existsSync(join(root, "src/cli/main.ts")))
    await build({
      ...common,
      entryPoints: ["src/cli/main.ts"],
      outfile: "dist/custody.cjs",
      format: "cjs",
      banner: { js: "#!/usr/bin/env node" },
      alias: { "react-devtools-core": "./src/tui/no-devtools.ts" },
    });
  if (existsSync(join(root, "src/index.ts")))
    await build({ ...common, entryPoints: ["src/index.ts"], outfile: "dist/index.js", format: "esm", minify: false });
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
