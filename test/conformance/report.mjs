// Runs report.ts as it stands: bundled first, since Node does not read TypeScript. Needs `node build.mjs` before it.

import { mkdirSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

const outfile = "dist/conformance.mjs";
mkdirSync("dist", { recursive: true });
await build({
  entryPoints: ["test/conformance/report.ts"],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  packages: "external",
  logLevel: "warning",
});
await import(pathToFileURL(outfile).href);
