// Policy variables: `${aws:username}`, with a default `${aws:username, 'x'}`, and the literals `${*}`, `${?}`, `${$}`.
// A variable without a single value is null: it equals nothing (IAM User Guide, "Policy variables with no value").

import { literalTokens, patternTokens } from "../../base/wildcard.js";
import type { PolicyVersion } from "./document.js";
import type { RequestContext } from "./request.js";

export type TemplatePart =
  /** As written: `*` and `?` in it are wildcards where the field takes wildcards. */
  | { readonly is: "text"; readonly text: string }
  | { readonly is: "literal"; readonly text: string }
  | { readonly is: "variable"; readonly key: string; readonly fallback?: string };

export type Template = readonly TemplatePart[];

const form = /\$\{([^{}]*)\}/g;

/** Only Version 2012-10-17 knows variables; in an older policy the characters stand for themselves. */
export function readTemplate(text: string, version: PolicyVersion): Template {
  if (version !== "2012-10-17" || !text.includes("${")) return [{ is: "text", text }];
  const parts: TemplatePart[] = [];
  let at = 0;
  for (const found of text.matchAll(form)) {
    const inner = found[1] ?? "";
    const part = readVariable(inner);
    if (part === undefined) continue;
    if (found.index > at) parts.push({ is: "text", text: text.slice(at, found.index) });
    parts.push(part);
    at = found.index + found[0].length;
  }
  if (at < text.length || parts.length === 0) parts.push({ is: "text", text: text.slice(at) });
  return parts;
}

function readVariable(inner: string): TemplatePart | undefined {
  if (inner === "*" || inner === "?" || inner === "$") return { is: "literal", text: inner };
  const [, key, , fallback] = /^\s*([^,'\s][^,']*?)\s*(,\s*'([^']*)'\s*)?$/.exec(inner) ?? [];
  if (key === undefined) return undefined;
  return { is: "variable", key: key.toLowerCase(), ...(fallback === undefined ? {} : { fallback }) };
}

export function isFixed(template: Template): boolean {
  return template.every((part) => part.is !== "variable");
}

/** Replaces variables by their values; undefined when one has none. */
export function resolve(template: Template, context: RequestContext): Template | undefined {
  const parts: TemplatePart[] = [];
  for (const part of template) {
    if (part.is !== "variable") parts.push(part);
    else {
      const value = context.get(part.key);
      const text = typeof value === "string" ? value : value === undefined ? part.fallback : undefined;
      if (text === undefined) return undefined;
      parts.push({ is: "literal", text });
    }
  }
  return parts;
}

/** The text of a template without variables, `*` and `?` standing for themselves. */
export function plainText(template: Template): string {
  return template.map((part) => (part.is === "variable" ? "" : part.text)).join("");
}

/** The wildcard tokens of a template without variables; what a variable gave is literal. */
export function templateTokens(template: Template): number[] {
  return template.flatMap((part) =>
    part.is === "text" ? patternTokens(part.text) : part.is === "literal" ? literalTokens(part.text) : [],
  );
}

/** The first variable that has no single value in this request. */
export function missingVariable(templates: readonly Template[], context: RequestContext): string | undefined {
  for (const template of templates) {
    for (const part of template) {
      if (part.is === "variable" && resolve([part], context) === undefined) return part.key;
    }
  }
  return undefined;
}
