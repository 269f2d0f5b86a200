// What a parameter is for besides being read: to be given a new value.

import { placeWords, type UseRule } from "../../contract/uses.js";
import type { Resource } from "../../world/resource.js";
import { type ParameterData, parameterKind } from "./state.js";

const parameter: UseRule = {
  isAskedFor: true,
  uses({ name, account, region, data }, world) {
    const { encryption } = data as ParameterData;
    // A String needs no key to take another one.
    if (encryption === undefined) return [];
    const { key } = encryption;
    // A new value that says no key would go under `aws/ssm`.
    const under = world.resources.get(key)?.name ?? key;
    return [
      {
        loses: "takes no new value",
        when: "at its next change",
        account,
        sentences: `put parameter ${name} "what-if" with ${under} ${placeWords(account, region)}`,
      },
    ];
  },
  data: (resource) => `value ${(resource as Resource<ParameterData>).data.value}`,
};

export const uses: ReadonlyMap<string, UseRule> = new Map([[parameterKind.name, parameter]]);
