// Who can read a secret: whoever gets its value.

import type { ReadRule } from "../../rules/reach/sources.js";
import type { Resource } from "../../world/resource.js";
import { type SecretData, secretKind } from "./state.js";

const secret: ReadRule = {
  // A replica has the primary's value: whoever reads the one has read the other.
  holds(resource) {
    const { replicaOf } = (resource as Resource<SecretData>).data;
    return [{ is: "document", document: replicaOf ?? resource.id }];
  },
  ways: (resource) => [
    {
      how: "secretsmanager:GetSecretValue",
      try: (trial) => trial.call("secretsmanager:GetSecretValue", { secret: resource.id }, resource.region),
    },
  ],
};

export const reads: ReadonlyMap<string, ReadRule> = new Map([[secretKind.name, secret]]);
