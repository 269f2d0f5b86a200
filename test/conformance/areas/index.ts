// All areas, put together by the ids of their cases.

import type { Entry } from "../play.js";
import { grant } from "./grant.js";
import { policy } from "./policy.js";

const areas = [policy, grant];

export const entries: ReadonlyMap<string, Entry> = new Map(areas.flatMap((area) => Object.entries(area)));
