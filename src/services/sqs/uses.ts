// What queues are for: to take something and to give it back.

import { storing, type UseRule } from "../../contract/uses.js";
import { queueKind } from "./state.js";

const queue: UseRule = {
  isAskedFor: true,
  uses: (resource) => [
    { loses: "carries no message", when: "at once", account: resource.account, sentences: storing(resource, true) },
  ],
};

export const uses: ReadonlyMap<string, UseRule> = new Map([[queueKind.name, queue]]);
