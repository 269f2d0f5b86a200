// What a policy sentence means by its words: the actions of a short name, and the ARNs of `on k1`, `on b1`, `on A/backup`.

import { offer } from "../../contract/offer.js";
import type { StatementContext } from "../../contract/statement.js";
import { iamCatalog } from "../../generated/catalogs.js";
import type { Problem } from "../../language/diagnostic.js";
import type { ActionSpec, Name, TargetSpec } from "../../language/syntax.js";

const families: ReadonlyMap<string, readonly string[]> = new Map(
  Object.entries(iamCatalog.families).map(([name, actions]) => [plain(name), actions]),
);

const shortNames = Object.keys(iamCatalog.families);

/** Actions as a policy writes them; a short name stands for every KMS action of its family. */
export function actionsOf(specs: readonly ActionSpec[]): readonly string[] {
  return specs.flatMap((spec) => (spec.quoted ? [spec.text] : (families.get(plain(spec.text)) ?? [])));
}

/** Short names that stand for nothing. */
export function actionMistakes(specs: readonly ActionSpec[]): readonly Problem[] {
  return specs.flatMap((spec) => {
    const { start, end, text, quoted } = spec;
    if (quoted || families.has(plain(text))) return [];
    return [{ code: "policy/unknown-action", start, end, args: { action: text }, ...offer(spec, text, shortNames) }];
  });
}

/** `generate-mac` and `GenerateMac` are one name. */
function plain(name: string): string {
  return name.toLowerCase().replaceAll("-", "");
}

/** The Resource of a statement: a key's ARN; a bucket and what is in it; a quoted text as it is written. */
export function resourcesOf(ctx: StatementContext, target: TargetSpec): readonly string[] {
  if (target.is === "text") return [target.value];
  const resource = ctx.world.resources.get(target.text);
  if (resource !== undefined) return resource.kind === "bucket" ? [resource.arn, `${resource.arn}/*`] : [resource.arn];
  return [principalArn(ctx, target)];
}

function principalArn(ctx: StatementContext, name: Name): string {
  const slash = name.text.indexOf("/");
  if (slash > 0 && !name.text.startsWith("aws/")) return ctx.principal(name).arn;
  return ctx.anyResource(name, kindsInWorld(ctx)).arn;
}

function kindsInWorld(ctx: StatementContext): readonly string[] {
  const kinds = new Set<string>();
  for (const resource of ctx.world.resources.values()) if (resource.arn !== "") kinds.add(resource.kind);
  return [...kinds];
}
