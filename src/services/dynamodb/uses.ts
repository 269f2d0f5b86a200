// What tables are for: to take something and to give it back.

import { storing, type UseRule } from "../../contract/uses.js";
import { tableKind } from "./state.js";

const table: UseRule = {
  isAskedFor: true,
  uses: (resource) => [
    { loses: "keeps and gives no item", when: "at once", account: resource.account, sentences: storing(resource, true) },
  ],
};

export const uses: ReadonlyMap<string, UseRule> = new Map([[tableKind.name, table]]);
