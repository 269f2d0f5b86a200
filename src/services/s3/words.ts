// What the sentences of stores and their policies may get wrong before AWS is asked.

import type { CodeWords } from "../../contract/service.js";

export const words: ReadonlyMap<string, CodeWords> = new Map<string, CodeWords>([
  [
    "policy/action-in-quotes",
    {
      title: "Short names are for keys",
      say: ({ action = "" }) => ({
        text: `\`${action}\` is a short name, and short names are those of KMS actions`,
        help: 'write the action in quotes: "s3:GetObject"',
      }),
      example: "policy of b1 allows acct B to read",
    },
  ],
  [
    "policy/no-statement",
    {
      title: "A policy has no statement of that name",
      say: ({ sid = "", of = "" }) => ({
        text: `the policy of ${of} has no statement "${sid}"`,
        help: 'a statement has a name by `as "…"`, or by its Sid',
      }),
      example: 'remove "backup" from policy of b1',
    },
  ],
]);
