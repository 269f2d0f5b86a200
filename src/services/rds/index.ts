// RDS: databases, their snapshots, and the key that they live by.

import { catalogPrices } from "../../contract/catalog-prices.js";
import type { ServiceDefinition } from "../../contract/service.js";
import { rdsCatalog } from "../../generated/catalogs.js";
import { signedOnly } from "../../rules/signed.js";
import { copySnapshot } from "./copy-operation.js";
import { databaseOperations } from "./database-operations.js";
import { events, eventWords } from "./events.js";
import { databaseEntry, databaseSnapshotEntry } from "./kinds.js";
import { lifeOperations } from "./life-operations.js";
import { reads } from "./reads.js";
import { createReadReplica } from "./replica-operation.js";
import { snapshotOperations } from "./snapshot-operations.js";
import { uses } from "./uses.js";
import { verbs } from "./verbs.js";
import { words } from "./words.js";

export const rds: ServiceDefinition = {
  name: rdsCatalog.service,
  operations: [...databaseOperations, createReadReplica, ...lifeOperations, ...snapshotOperations, copySnapshot].map(signedOnly),
  verbs,
  kinds: [databaseEntry, databaseSnapshotEntry],
  events,
  words,
  eventWords,
  prices: catalogPrices(rdsCatalog.prices),
  reads,
  uses,
  notModelled: rdsCatalog.notModelled,
  contextKeys: ["aws:rds:db-id", "aws:ebs:id"],
  choices: (action) =>
    action === "rds:CreateDBInstance" ? [{ key: "rds:StorageEncrypted", of: ["true", "false"], plain: "false" }] : [],
  conditionKeys: rdsCatalog.conditionKeys,
};
