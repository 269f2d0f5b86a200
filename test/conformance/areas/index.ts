// All areas, put together by the ids of their cases.

import type { Entry } from "../play.js";
import { alias } from "./alias.js";
import { billing } from "./billing.js";
import { deletion } from "./deletion.js";
import { ebs } from "./ebs.js";
import { grant } from "./grant.js";
import { importing } from "./import.js";
import { kmsCrypto } from "./kms-crypto.js";
import { kmsState } from "./kms-state.js";
import { multiRegion } from "./multi-region.js";
import { policy } from "./policy.js";
import { rotation } from "./rotation.js";
import { trail } from "./trail.js";

const areas = [kmsState, kmsCrypto, policy, grant, rotation, deletion, importing, multiRegion, alias, ebs, billing, trail];

export const entries: ReadonlyMap<string, Entry> = new Map(areas.flatMap((area) => Object.entries(area)));
