// What queues are for: to take something and to give it back.

import { placeWords, type UseRule } from "../../contract/uses.js";
import { queueKind } from "./state.js";

const queue: UseRule = {
  isAskedFor: true,
  uses: ({ name, account, region }) => [
    {
      loses: "carries no message",
      when: "at once",
      account,
      sentences: [
        `document what-if-document "x" held by ${account}/admin`,
        `put what-if-document in ${name} ${placeWords(account, region)}`,
        `get what-if-document from ${name} as what-if-copy ${placeWords(account, region)}`,
      ].join("\n"),
    },
  ],
};

export const uses: ReadonlyMap<string, UseRule> = new Map([[queueKind.name, queue]]);
