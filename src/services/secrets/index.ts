// Secrets Manager: values with versions, each under a data key of its own.

import { catalogPrices } from "../../contract/catalog-prices.js";
import type { ServiceDefinition } from "../../contract/service.js";
import { secretsCatalog } from "../../generated/catalogs.js";
import { signedOnly } from "../../rules/signed.js";
import { deletionOperations, events, eventWords } from "./deletion-operations.js";
import { updateSecret } from "./key-change-operation.js";
import { secretEntry } from "./kinds.js";
import { operations } from "./operations.js";
import { policyOperations } from "./policy-operations.js";
import { reads } from "./reads.js";
import { replicateSecret } from "./replication-operation.js";
import { rotationOperations } from "./rotation-operations.js";
import { uses } from "./uses.js";
import { verbs } from "./verbs.js";
import { words } from "./words.js";

export const secrets: ServiceDefinition = {
  name: secretsCatalog.service,
  operations: [
    ...operations,
    updateSecret,
    ...rotationOperations,
    replicateSecret,
    ...policyOperations,
    ...deletionOperations,
  ].map(signedOnly),
  verbs,
  kinds: [secretEntry],
  events,
  words,
  eventWords,
  prices: catalogPrices(secretsCatalog.prices),
  reads,
  uses,
  notModelled: secretsCatalog.notModelled,
  contextKeys: ["SecretARN", "SecretVersionId"],
  conditionKeys: secretsCatalog.conditionKeys,
};
