// Short names of actions: `describe-key` is kms:DescribeKey, and the name of a family stands for the family.

import { suggest } from "../../../base/suggest.js";
import type { StatementContext } from "../../../contract/statement.js";
import type { ActionSpec } from "../../../language/syntax.js";
import { GRANT_OPERATIONS } from "../grants.js";

/** Families, whose short name stands for every action of theirs. */
const FAMILIES: ReadonlyMap<string, string> = new Map([
  ["reencrypt", "kms:ReEncrypt*"],
  ["generate-data-key", "kms:GenerateDataKey*"],
]);

/** IAM actions of KMS that are no operations of that name. */
const PERMISSIONS_ONLY = ["ReEncryptFrom", "ReEncryptTo"];

/** What a policy's `Action` holds for the actions of a sentence; `operations` are the names of KMS's operations. */
export function policyActions(
  ctx: StatementContext,
  actions: readonly ActionSpec[],
  operations: readonly string[],
): readonly string[] {
  return actions.map((action) => {
    if (action.quoted) return action.text;
    const family = FAMILIES.get(action.text);
    return family ?? `kms:${named(ctx, action, [...operations, ...PERMISSIONS_ONLY])}`;
  });
}

/** The operations that a grant gets: a family's short name gives all of them. */
export function grantOperations(ctx: StatementContext, actions: readonly ActionSpec[]): readonly string[] {
  const found = new Set<string>();
  for (const action of actions) {
    const family = action.quoted ? undefined : FAMILIES.get(action.text);
    if (action.quoted) found.add(withoutPrefix(action.text));
    else if (family === undefined) found.add(named(ctx, action, GRANT_OPERATIONS));
    else
      for (const operation of GRANT_OPERATIONS) if (operation.startsWith(family.slice("kms:".length, -1))) found.add(operation);
  }
  return [...found];
}

function withoutPrefix(action: string): string {
  return action.toLowerCase().startsWith("kms:") ? action.slice("kms:".length) : action;
}

/** `generate-mac` and `GenerateMac` are one name. */
function named(ctx: StatementContext, action: ActionSpec, candidates: readonly string[]): string {
  const wanted = plain(action.text);
  const found = candidates.find((candidate) => plain(candidate) === wanted);
  if (found !== undefined) return found;
  const near = suggest(action.text, candidates.map(kebab));
  return ctx.fail(
    "kms/unknown-action",
    action,
    { action: action.text },
    near === undefined ? {} : { hint: `did you mean \`${near}\`?` },
  );
}

function plain(text: string): string {
  return text.toLowerCase().replaceAll("-", "");
}

function kebab(name: string): string {
  return name.replace(/(?<=[a-z])(?=[A-Z])/g, "-").toLowerCase();
}
