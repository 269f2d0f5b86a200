// What the tests see of build-screen.mjs.
import type { BuildOptions } from "esbuild";

export function bundleScreen(root: string, common: BuildOptions, folder?: string): Promise<void>;
