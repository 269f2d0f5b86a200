// What lies in a bucket, a queue or a table: a document, or anything that somebody encrypted before. The store keeps it as it was put,
// and whoever gets it gets a thing of the same kind.

import type { StatementContext } from "../../contract/statement.js";
import type { Name } from "../../language/syntax.js";
import type { StoredValue } from "../../rules/stored-value.js";
import { type DocumentData, documentKind, originalOf } from "../../world/document.js";
import { type Caller, callerText } from "../../world/principal.js";
import { isKind, type Resource } from "../../world/resource.js";

/** Who comes to know what a caller is given. */
function knowerOf(caller: Caller): string {
  return caller.is === "principal" ? caller.ref : caller.is === "outside" ? caller.name : callerText(caller);
}

/** The value as a store keeps it. */
export function storedValue(resource: Resource): StoredValue {
  const place = { account: resource.account, region: resource.region };
  const base = { kind: resource.kind, name: resource.name, data: resource.data, place };
  return isKind(resource, documentKind) ? { ...base, document: originalOf(resource) } : base;
}

/** Who handles a plaintext knows it. */
export function heldBy(ctx: StatementContext, value: StoredValue, caller: Caller): void {
  if (value.document !== undefined) ctx.learn(knowerOf(caller), value.document, "has it to put");
}

/** What was got, under a new name; a document's getter knows it from now on. */
export function takenOut(
  ctx: StatementContext,
  st: { readonly as?: Name | undefined },
  value: StoredValue,
  caller: Caller,
  from: string,
): Resource {
  const data = value.document === undefined ? value.data : copyOf(value.data as DocumentData, value.document);
  const copy = ctx.make(
    { name: value.kind, article: value.kind, plural: value.kind },
    { id: ctx.newName(st, `${value.name}-copy`), place: value.place, arn: "", data },
  );
  if (value.document !== undefined) ctx.learn(knowerOf(caller), value.document, `got it from ${from}`);
  return copy;
}

function copyOf(data: DocumentData, original: string): DocumentData {
  return { text: data.text, original };
}
