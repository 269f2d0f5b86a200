// What the sentences about parameters may get wrong before AWS is asked.

import type { CodeWords } from "../../contract/service.js";

export const words: ReadonlyMap<string, CodeWords> = new Map<string, CodeWords>([
  [
    "ssm/not-a-parameter",
    {
      title: "The name is another thing's",
      say: ({ name = "", is = "" }) => ({
        text: `${name} is the name of a ${is}, and names are unique in a scenario`,
        help: "give the parameter a name of its own, such as /app/password",
      }),
      example: 'create key k1; put parameter k1 "s3cret"',
    },
  ],
]);
