// AWS Certificate Manager: public certificates, requested, validated, and renewed for as long as something serves with them.

import type { ServiceDefinition } from "../../contract/service.js";
import { acmCatalog } from "../../generated/catalogs.js";
import { signedOnly } from "../../rules/signed.js";
import { events, eventWords } from "./events.js";
import { operations } from "./operations.js";
import { verbs } from "./verbs.js";
import { words } from "./words.js";

export const acm: ServiceDefinition = {
  name: acmCatalog.service,
  operations: operations.map(signedOnly),
  verbs,
  kinds: [],
  events,
  words,
  eventWords,
  prices: new Map(),
  notModelled: acmCatalog.notModelled,
  conditionKeys: acmCatalog.conditionKeys,
};
