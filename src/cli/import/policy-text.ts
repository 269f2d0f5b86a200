// A policy from a log with the names of the scenario in it: roles and users under their short names, keys under their own ARNs. What is
// not named in it is left as it is.

import type { Naming } from "./naming.js";

interface Names {
  readonly naming: Naming;
  key(arn: string): { readonly own: string } | undefined;
  readonly setUp: (string | readonly string[])[];
}

const textLengthMax = 60 * 1024;

/** Undefined where the text is no JSON or too long for a scenario. */
export function printPolicyText(text: string, names: Names): string | undefined {
  if (text.length > textLengthMax) return undefined;
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  const people = text.replace(
    /arn:aws:iam::(\d{12}):(role|user)\/([A-Za-z0-9_+=,.@/-]{1,200})/g,
    (_all, id: string, kind: "role" | "user", path: string) => {
      const name = path.slice(path.lastIndexOf("/") + 1);
      const ref = names.naming.principal({ is: kind, account: id, name });
      const sentence = `${kind} ${ref}`;
      if (!names.setUp.includes(sentence)) names.setUp.push(sentence);
      return `arn:aws:iam::${id}:${kind}/${ref.slice(ref.indexOf("/") + 1)}`;
    },
  );
  for (const [id] of text.matchAll(/\d{12}/g)) if (text.includes(`::${id}:root`)) names.naming.account(id);
  const keys = people.replace(
    /arn:aws:kms:[a-z0-9-]{1,30}:\d{12}:key\/[A-Za-z0-9_-]{1,100}/g,
    (arn) => names.key(arn)?.own ?? arn,
  );
  // Only in texts can a `<` stand in JSON; left as it is, the language would read a hole.
  return keys.replaceAll("<", "\\u003c");
}
