// Reads a service's catalog.yaml for the build. A catalog is plain data, a few levels deep: what YAML can do beyond that (aliases, tags, merged
// maps, nesting without end, which makes the parser abort the process) is refused before or while it is read.
import { parseDocument } from "yaml";

const LENGTH_MAX = 256 * 1024;
const DEPTH_MAX = 32;
const INDENT_MAX = 2 * DEPTH_MAX;

export function readCatalog(text, path) {
  if (text.length > LENGTH_MAX) throw new Error(`${path}: a catalog has at most ${LENGTH_MAX} characters`);
  checkDepth(text, path);
  const document = parseDocument(text, { maxAliasCount: 0, merge: false, schema: "core" });
  const [problem] = [...document.errors, ...document.warnings];
  if (problem !== undefined) throw new Error(`${path}: ${problem.message}`);
  return document.toJS({ maxAliasCount: 0 });
}

/** Counted by hand and on the safe side: what stands in quotes counts too. */
function checkDepth(text, path) {
  let brackets = 0;
  text.split("\n").forEach((line, at) => {
    const [opening] = /^[ ]*(?:[-?][ \t]+)*/.exec(line);
    const dashes = opening.replace(/[ \t]/g, "").length;
    const indent = opening.length;
    for (const sign of line) {
      if (sign === "[" || sign === "{") brackets++;
      else if ((sign === "]" || sign === "}") && brackets > 0) brackets--;
      if (brackets > DEPTH_MAX) break;
    }
    if (dashes > DEPTH_MAX || indent > INDENT_MAX || brackets > DEPTH_MAX)
      throw new Error(`${path}:${at + 1}: nested deeper than ${DEPTH_MAX}`);
    if (/(?:^|[\s:,[{-])[&*][A-Za-z0-9_]/.test(line.replace(/"(?:[^"\\]|\\.)*"|'[^']*'|#.*$/g, "")))
      throw new Error(`${path}:${at + 1}: a catalog has no anchors and no aliases`);
  });
}
