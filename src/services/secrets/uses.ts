// What a secret is for besides being read: to be given a new value when it is rotated.

import type { UseRule } from "../../contract/uses.js";
import type { Resource } from "../../world/resource.js";
import { type SecretData, secretKind } from "./state.js";

const secret: UseRule = {
  isAskedFor: true,
  uses(resource) {
    const { name, account, data } = resource as Resource<SecretData>;
    // A replica takes its values from its primary.
    if (data.replicaOf !== undefined || data.deletedUntil !== undefined) return [];
    return [{ loses: "takes no new value", when: "at its next rotation", account, sentences: `put secret ${name} "what-if"` }];
  },
  data: (resource) => `value ${(resource as Resource<SecretData>).data.stages.AWSCURRENT.value}`,
};

export const uses: ReadonlyMap<string, UseRule> = new Map([[secretKind.name, secret]]);
