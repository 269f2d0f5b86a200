// What buckets are for: to take what is put into them. What lies in them is known by who reads it.

import { placeWords, type UseRule } from "../../contract/uses.js";
import { bucketKind } from "./state.js";

const bucket: UseRule = {
  isAskedFor: true,
  uses: ({ name, account, region }) => [
    {
      loses: "takes no upload",
      when: "at once",
      account,
      sentences: `document what-if-document "x" held by ${account}/admin\nput what-if-document in ${name} ${placeWords(account, region)}`,
    },
  ],
};

export const uses: ReadonlyMap<string, UseRule> = new Map([[bucketKind.name, bucket]]);
