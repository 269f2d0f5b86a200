// What a sentence about documents may get wrong.

import type { CodeWords } from "../../contract/service.js";

export const words: ReadonlyMap<string, CodeWords> = new Map<string, CodeWords>([
  [
    "document/already-there",
    {
      title: "A document is made once",
      say: ({ name = "" }) => ({
        text: `there is a document ${name} already, and who has seen it is known by that name.`,
        help: "give the other text a name of its own",
      }),
      example: 'document doc1 "the plan"; document doc1 "another plan"',
    },
  ],
]);
