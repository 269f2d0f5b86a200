// What a policy sentence means by its words: the ARNs of `on k1`, `on b1`, `on A/backup`.

import type { StatementContext } from "../../contract/statement.js";
import type { Name, TargetSpec } from "../../language/syntax.js";

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
