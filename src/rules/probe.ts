// Asking without doing: would this be allowed, now? The same question and the same policies as the one door's; nothing is recorded.

import type { Place } from "../world/place.js";
import type { Caller } from "../world/principal.js";
import type { World } from "../world/world.js";
import { type Decision, decide } from "./authorize/decide.js";
import { gatherPolicies } from "./gather.js";
import type { Permission } from "./operation.js";
import { accessRequest } from "./requests.js";

export function probe(
  world: World,
  caller: Caller,
  place: Place,
  permission: Permission,
  encryptionContext?: ReadonlyMap<string, string>,
  grantTokens: readonly string[] = [],
): Decision {
  return decide(
    accessRequest(world, caller, place, permission, encryptionContext),
    gatherPolicies(world, caller, permission, grantTokens),
  );
}
