// All slips that Custody understands, in the order in which they are tried. They are made when the first sentence needs them: most files need none.
import { asking } from "./asking.js";
import { atRest } from "./at-rest.js";
import { contexts, crypto } from "./crypto.js";
import { anywhere, places, timeAndFlow, who } from "./flow.js";
import { holding, outcomes } from "./holding.js";
import { kindsOfThings } from "./kinds.js";
import { permissions } from "./permissions.js";
import { creating, keys, shareAndCopy, storing } from "./resources.js";
import type { Rule } from "./rule.js";
import { wire } from "./wire.js";

let made: readonly Rule[] | undefined;

export function slipRules(): readonly Rule[] {
  made ??= [
    ...shareAndCopy(),
    ...atRest(),
    ...keys(),
    ...permissions(),
    ...crypto(),
    ...contexts(),
    ...creating(),
    ...storing(),
    ...outcomes(),
    ...holding(),
    ...places(),
    ...timeAndFlow(),
    ...wire(),
    ...asking(),
    ...who(),
    ...kindsOfThings(),
    ...anywhere(),
  ];
  return made;
}
