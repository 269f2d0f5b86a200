// What `--version` says. Alone in a file, so that the starter can say it without reading the program.

import { PRICE_DATE } from "./price-date.js";

declare const CUSTODY_VERSION: string | undefined;

/** Set by the bundler; `dev` when run from the sources. */
export function programVersion(): string {
  return typeof CUSTODY_VERSION === "string" ? CUSTODY_VERSION : "dev";
}

export function versionText(): string {
  return `custody ${programVersion()} · node ${process.versions.node} · prices ${PRICE_DATE}\n`;
}

/** Whether the first word of the command line asks for it. */
export function asksVersion(word: string | undefined): boolean {
  return word === "--version" || word === "-V" || word === "version";
}
