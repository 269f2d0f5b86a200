// All slips that Custody understands, in the order in which they are tried.
import { contexts, crypto } from "./crypto.js";
import { anywhere, places, timeAndFlow, who, wire } from "./flow.js";
import { holding, outcomes } from "./holding.js";
import { kindsOfThings } from "./kinds.js";
import { permissions } from "./permissions.js";
import { creating, keys, shareAndCopy, storing } from "./resources.js";
import type { Rule } from "./rule.js";

export const slipRules: readonly Rule[] = [
  ...shareAndCopy,
  ...keys,
  ...permissions,
  ...crypto,
  ...contexts,
  ...creating,
  ...storing,
  ...outcomes,
  ...holding,
  ...places,
  ...timeAndFlow,
  ...wire,
  ...who,
  ...kindsOfThings,
  ...anywhere,
];
