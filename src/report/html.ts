// The trace as one HTML page that loads nothing and runs nothing: its policy forbids scripts, and every text is escaped where it is put.

import { safeText } from "../base/safe-text.js";
import type { RunLog } from "../engine/log.js";
import type { Line, Role } from "./layout.js";
import { scenarioLines } from "./trace.js";

/** The page's own style; `htmlPage` names its hash in the page's policy, so that no other style applies. */
const STYLE =
  ":root{color-scheme:light dark}body{font:13px/1.45 ui-monospace,monospace;margin:2rem auto;max-width:80rem;padding:0 1rem}h1{font-size:1.3rem}" +
  "pre{overflow-x:auto;padding:1rem;border:1px solid #8884;border-radius:4px}.title{font-weight:bold}.number,.faint{opacity:.7}" +
  ".made,.good{color:light-dark(#1f7034,#6fcf87)}.changed,.warning{color:light-dark(#8a5a00,#e0b050)}" +
  ".gone,.bad{color:light-dark(#b3271e,#ff8a80);font-weight:bold}.caller{color:light-dark(#1a6390,#7cc0ec)}";
/** SHA-256 of STYLE in Base64; a test works it out again. */
export const STYLE_HASH = "W4go2EizW5J/TUFw0wdw5vp5UG0kGCM1lA4vSwvj7Q4=";

export function htmlPage(logs: readonly RunLog[]): string {
  return linesPage(
    logs.map((log) => log.name).join(", "),
    logs.flatMap((log) => log.scenarios.map((run) => scenarioLines(run, log.vocabulary))),
  );
}

/** Blocks of lines under a title. */
export function linesPage(title: string, blocks: readonly Iterable<Line>[]): string {
  return [
    "<!doctype html>",
    '<html lang="en"><head><meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${STYLE_HASH}'">`,
    '<meta name="viewport" content="width=device-width">',
    `<title>${escapeHtml(title)}</title><style>${STYLE}</style></head><body>`,
    `<h1>${escapeHtml(title)}</h1>`,
    ...blocks.map((lines) => `<pre>${[...lines].map(htmlLine).join("\n")}</pre>`),
    "</body></html>",
    "",
  ].join("\n");
}

function htmlLine(line: Line): string {
  return line.map(({ role, text }) => htmlPiece(role, text)).join("");
}

function htmlPiece(role: Role, text: string): string {
  return role === "plain" || text.trim() === "" ? escapeHtml(text) : `<span class="${role}">${escapeHtml(text)}</span>`;
}

export function escapeHtml(text: string): string {
  return safeText(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;");
}
