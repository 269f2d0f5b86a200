// IAM with STS and Organizations: who there is, and what their own accounts let them do.

import type { ServiceDefinition } from "../../contract/service.js";
import { iamCatalog } from "../../generated/catalogs.js";
import { operations } from "./operations.js";
import { verbs } from "./verbs.js";
import { words } from "./words.js";

export const iam: ServiceDefinition = {
  name: iamCatalog.service,
  operations,
  verbs,
  kinds: [],
  events: new Map(),
  words,
  eventWords: new Map(),
  prices: new Map(),
  notModelled: iamCatalog.notModelled,
  conditionKeys: iamCatalog.conditionKeys,
};
