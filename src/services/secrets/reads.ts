// Who can read a secret: whoever gets its value.

import type { ReadRule } from "../../rules/reach/sources.js";
import { secretKind } from "./state.js";

const secret: ReadRule = {
  holds: () => [],
  ways: (resource) => [
    {
      how: "secretsmanager:GetSecretValue",
      try: (trial) => trial.call("secretsmanager:GetSecretValue", { secret: resource.id }, resource.region),
    },
  ],
};

export const reads: ReadonlyMap<string, ReadRule> = new Map([[secretKind.name, secret]]);
