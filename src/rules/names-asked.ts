// A question about a thing that is made, or met, in the same call has no name for it. Any name will do; where policies name some, those are
// tried as well: who may write below `logs/` alone may write.

import { matches, patternTokens, wildcardOf } from "../base/wildcard.js";
import { gatherPolicies } from "./gather.js";
import type { Permission, PrepareContext } from "./operation.js";

const ANY = "*";

/** The permission on `STEM*`, then on what allow statements name that begins as `stem` does. */
export function onSomeName(permission: Permission, stem: string, { world, caller }: PrepareContext): readonly Permission[] {
  const names = new Set([ANY]);
  const any = { ...permission, arn: `${stem}${ANY}` };
  const { identity, resource } = gatherPolicies(world, caller, any, []);
  for (const { document } of resource === undefined ? identity : [...identity, resource])
    for (const { statement } of document.candidates(permission.action).allows)
      for (const { text } of statement.resource?.patterns ?? []) addName(names, text, stem);
  return [...names].map((name) => ({ ...permission, arn: `${stem}${name}` }));
}

/** What is left of a pattern behind the part that fits the stem: `logs/x` of `arn:aws:s3:::b*`/`logs/*`. */
function addName(names: Set<string>, pattern: string, stem: string): void {
  const end = stem.at(-1)!;
  for (let at = pattern.indexOf(end); at !== -1; at = pattern.indexOf(end, at + 1)) {
    if (!matches(wildcardOf(patternTokens(pattern.slice(0, at + 1))), stem)) continue;
    const name = pattern.slice(at + 1);
    if (name !== ANY && name !== "") names.add(name.replace(/[*?]/g, "x"));
    return;
  }
}
