// What tables are for: to take something and to give it back.

import { placeWords, type UseRule } from "../../contract/uses.js";
import { tableKind } from "./state.js";

const table: UseRule = {
  isAskedFor: true,
  uses: ({ name, account, region }) => [
    {
      loses: "keeps and gives no item",
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

export const uses: ReadonlyMap<string, UseRule> = new Map([[tableKind.name, table]]);
