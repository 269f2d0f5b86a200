// What buckets are for: to take what is put into them. What lies in them is known by who reads it.

import { storing, type UseRule } from "../../contract/uses.js";
import { bucketKind } from "./state.js";

const bucket: UseRule = {
  isAskedFor: true,
  uses: (resource) => [
    { loses: "takes no upload", when: "at once", account: resource.account, sentences: storing(resource, false) },
  ],
};

export const uses: ReadonlyMap<string, UseRule> = new Map([[bucketKind.name, bucket]]);
