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
import { rds } from "./rds.js";
import { rotation } from "./rotation.js";
import { s3 } from "./s3.js";
import { secrets } from "./secrets.js";
import { trail } from "./trail.js";
import { wireAndClient } from "./wire-and-client.js";

const areas = [
  kmsState,
  kmsCrypto,
  policy,
  grant,
  rotation,
  deletion,
  importing,
  multiRegion,
  alias,
  ebs,
  rds,
  s3,
  secrets,
  wireAndClient,
  billing,
  trail,
];

export const entries: ReadonlyMap<string, Entry> = new Map(areas.flatMap((area) => Object.entries(area)));
