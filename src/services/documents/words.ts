// What a sentence about documents may get wrong.

import type { CodeWords } from "../../contract/service.js";

export const words: ReadonlyMap<string, CodeWords> = new Map<string, CodeWords>([
  [
    "document/already-there",
    {
      title: "A document is made once",
      say: ({ name = "" }) => ({
        text: `there is a document ${name} already, and who has seen it is known by that name`,
        help: "give the other text a name of its own",
      }),
      example: 'document doc1 "the plan"; document doc1 "another plan"',
    },
  ],
  [
    "document/not-there",
    {
      title: "Nothing of that name lies there",
      say: ({ name = "", place = "" }) => ({
        text: `there is no ${name} in ${place}, and AWS answers with nothing`,
        help: `put ${name} in ${place} first`,
      }),
      example: 'create queue q1; document doc1 "the plan"; get doc1 from q1',
    },
  ],
]);
