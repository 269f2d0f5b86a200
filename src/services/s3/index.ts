// S3: buckets, what lies in them, and the ways in which it is encrypted there.

import { catalogPrices } from "../../contract/catalog-prices.js";
import type { ServiceDefinition } from "../../contract/service.js";
import { s3Catalog } from "../../generated/catalogs.js";
import { askedOfObjects } from "./asked.js";
import { bucketOperations } from "./bucket-operations.js";
import { choices } from "./choices.js";
import { copyObject } from "./copy-operation.js";
import { bucketEntry, objectEntry } from "./kinds.js";
import { multipartOperations } from "./multipart-operations.js";
import { objectOperations } from "./object-operations.js";
import { reads } from "./reads.js";
import { replicationOperations } from "./replication.js";
import { updateObjectEncryption } from "./rewrap-operation.js";
import { uses } from "./uses.js";
import { verbs } from "./verbs.js";
import { words } from "./words.js";

export const s3: ServiceDefinition = {
  name: s3Catalog.service,
  operations: [
    ...bucketOperations,
    ...objectOperations,
    copyObject,
    updateObjectEncryption,
    ...multipartOperations,
    ...replicationOperations,
  ].map(askedOfObjects),
  verbs,
  kinds: [bucketEntry, objectEntry],
  events: new Map(),
  words,
  eventWords: new Map(),
  reads,
  prices: catalogPrices(s3Catalog.prices),
  uses,
  notModelled: s3Catalog.notModelled,
  contextKeys: ["aws:s3:arn"],
  choices,
  conditionKeys: s3Catalog.conditionKeys,
};
