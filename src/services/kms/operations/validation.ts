// Refusals of a request's form, in AWS's words, before anything is looked for.
// Source: texts recorded against AWS (LocalStack snapshots, 2026-03) and the KMS API reference.

import { kmsCatalog } from "../../../generated/catalogs.js";
import { type Refused, refuse } from "../../../rules/reply.js";
import type { TagList } from "./types.js";

const { limits } = kmsCatalog;

export function validation(message: string): Refused {
  return refuse("ValidationException", message);
}

/** `Value 'x' at 'keySpec' failed to satisfy constraint: …` */
export function constraint(field: string, rule: string, value?: string): Refused {
  const subject = value === undefined ? `Value at '${field}'` : `Value '${value}' at '${field}'`;
  return validation(`1 validation error detected: ${subject} failed to satisfy constraint: ${rule}`);
}

export function notInEnum(field: string, value: string, allowed: readonly string[]): Refused {
  return constraint(field, `Member must satisfy enum value set: [${allowed.join(", ")}]`, value);
}

export function tooLong(field: string, lengthMax: number, value?: string): Refused {
  return constraint(field, `Member must have length less than or equal to ${lengthMax}`, value);
}

export function tooShort(field: string): Refused {
  return constraint(field, "Member must have length greater than or equal to 1");
}

export function below(field: string, value: number, least: number): Refused {
  return constraint(field, `Member must have value greater than or equal to ${least}`, String(value));
}

export function above(field: string, value: number, most: number): Refused {
  return constraint(field, `Member must have value less than or equal to ${most}`, String(value));
}

/** Tags as they stand in a request; `already` are those of the resource. */
export function checkTags(tags: TagList, already: ReadonlyMap<string, string> = new Map()): Refused | undefined {
  const seen = new Set<string>();
  for (const [index, [key, value]] of tags.entries()) {
    if (key.length > limits.tagKeyLength) return tooLong(`tags.${index + 1}.member.tagKey`, limits.tagKeyLength, key);
    if (value.length > limits.tagValueLength) return tooLong(`tags.${index + 1}.member.tagValue`, limits.tagValueLength, value);
    if (key.toLowerCase().startsWith("aws:")) return refuse("TagException", "Tags beginning with aws: are reserved");
    if (seen.has(key)) return refuse("TagException", "Duplicate tag keys");
    seen.add(key);
  }
  for (const key of already.keys()) seen.add(key);
  return seen.size > limits.tagsPerKey ? refuse("TagException", "Too many tags") : undefined;
}

/** Tags as the parameters of a record have them. */
export function tagsRecord(tags: TagList): readonly { readonly tagKey: string; readonly tagValue: string }[] {
  return tags.map(([tagKey, tagValue]) => ({ tagKey, tagValue }));
}

/** Condition keys of the tags in a request. */
export function tagKeys(tags: TagList): [string, string | readonly string[]][] {
  if (tags.length === 0) return [];
  return [
    ["aws:TagKeys", tags.map(([key]) => key)],
    ...tags.map(([key, value]): [string, string] => [`aws:RequestTag/${key}`, value]),
  ];
}
