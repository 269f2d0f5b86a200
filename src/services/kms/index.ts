// AWS KMS: keys of every kind, what they do, who may have them do it, and what becomes of them.

import { catalogPrices } from "../../contract/catalog-prices.js";
import type { ServiceDefinition } from "../../contract/service.js";
import { kmsCatalog } from "../../generated/catalogs.js";
import { kmsChoices } from "./choices.js";
import { kmsEvents } from "./events.js";
import { kmsKinds } from "./kinds.js";
import { aliasOperations } from "./operations/aliases.js";
import { asymmetricOperations } from "./operations/asymmetric.js";
import { createGrant } from "./operations/create-grant.js";
import { cryptoOperations } from "./operations/crypto.js";
import { dataKeyOperations } from "./operations/data-keys.js";
import { deletionOperations } from "./operations/deletion.js";
import { endingGrantOperations } from "./operations/ending-grants.js";
import { listGrantOperations } from "./operations/grants.js";
import { importOperations } from "./operations/import.js";
import { keyOperations } from "./operations/keys.js";
import { multiRegionOperations } from "./operations/multi-region.js";
import { policyOperations } from "./operations/policy.js";
import { rotationOperations } from "./operations/rotation.js";
import { tagOperations } from "./operations/tags.js";
import { aliasVerbs } from "./verbs/aliases.js";
import { asymmetricVerbs } from "./verbs/asymmetric.js";
import { callVerbs } from "./verbs/call.js";
import { cryptoVerbs } from "./verbs/crypto.js";
import { grantVerbs } from "./verbs/grants.js";
import { importVerbs } from "./verbs/import.js";
import { keyVerbs } from "./verbs/keys.js";
import { multiRegionVerbs } from "./verbs/multi-region.js";
import { policyVerbs } from "./verbs/policies.js";
import { rotationVerbs } from "./verbs/rotation.js";
import { kmsEventWords, kmsWords } from "./words.js";

const operations = [
  ...keyOperations,
  ...policyOperations,
  ...tagOperations,
  ...deletionOperations,
  ...rotationOperations,
  ...aliasOperations,
  ...cryptoOperations,
  ...dataKeyOperations,
  ...asymmetricOperations,
  ...importOperations,
  ...multiRegionOperations,
  createGrant,
  ...listGrantOperations,
  ...endingGrantOperations,
];

const prices = catalogPrices(Object.entries(kmsCatalog.prices).map(([item, price]) => ({ item, ...price })));

export const kms: ServiceDefinition = {
  name: "kms",
  operations,
  verbs: [
    ...keyVerbs,
    ...policyVerbs,
    ...aliasVerbs,
    ...rotationVerbs,
    ...cryptoVerbs,
    ...asymmetricVerbs,
    ...importVerbs,
    ...multiRegionVerbs,
    ...grantVerbs,
    ...callVerbs,
  ],
  kinds: kmsKinds,
  events: kmsEvents,
  words: kmsWords,
  eventWords: kmsEventWords,
  prices,
  notModelled: kmsCatalog.notModelled,
  choices: kmsChoices,
  conditionKeys: kmsCatalog.conditionKeys,
};
