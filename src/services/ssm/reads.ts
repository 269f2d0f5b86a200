// Who can read a parameter: whoever gets it decrypted.

import type { ReadRule } from "../../rules/reach/sources.js";
import { parameterKind } from "./state.js";

const parameter: ReadRule = {
  holds: () => [],
  ways: (resource) => [
    {
      how: "ssm:GetParameter with decryption",
      try: (trial) => trial.call("ssm:GetParameter", { name: resource.name, withDecryption: true }, resource.region),
    },
  ],
};

export const reads: ReadonlyMap<string, ReadRule> = new Map([[parameterKind.name, parameter]]);
