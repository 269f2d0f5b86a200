// Bundles the replay's screen by itself: ink is made of ES modules that wait for each other, which the one-file program, a CommonJS
// script that is kept as compiled code, cannot hold. Loading it is left to a line of its own, since such a script cannot import either.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** Writes `replay-screen.mjs` and `replay-screen.cjs`, which gives a promise of it, into `folder` (dist). */
export async function bundleScreen(root, common, folder = join(root, "dist")) {
  await build({
    ...common,
    entryPoints: ["src/tui/app.tsx"],
    outfile: join(folder, "replay-screen.mjs"),
    format: "esm",
    jsx: "automatic",
    // Parts of ink are CommonJS and ask for Node's own modules as such.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    alias: { "react-devtools-core": "./src/tui/no-devtools.ts" },
  });
  writeFileSync(join(folder, "replay-screen.cjs"), 'module.exports = () => import("./replay-screen.mjs");\n');
}
