// EBS, which is a part of EC2: volumes, snapshots, and what they have to do with keys.

import { catalogPrices } from "../../contract/catalog-prices.js";
import type { ServiceDefinition } from "../../contract/service.js";
import { ebsCatalog } from "../../generated/catalogs.js";
import { encryptionChoices } from "./asked.js";
import { imageEntry, instanceEntry, snapshotEntry, volumeEntry } from "./kinds.js";
import { operations } from "./operations.js";
import { reads } from "./reads.js";
import { settingsSaid } from "./state.js";
import { uses } from "./uses.js";
import { verbs } from "./verbs.js";
import { words } from "./words.js";

export const ebs: ServiceDefinition = {
  name: ebsCatalog.service,
  operations,
  verbs,
  kinds: [volumeEntry, snapshotEntry, imageEntry, instanceEntry],
  events: new Map(),
  words,
  eventWords: new Map(),
  prices: catalogPrices(ebsCatalog.prices),
  reads,
  uses,
  settings: settingsSaid,
  notModelled: ebsCatalog.notModelled,
  contextKeys: ["aws:ebs:id"],
  choices: (action, on, world) => (action === "ec2:CreateVolume" && on !== undefined ? encryptionChoices(on, world) : []),
  conditionKeys: ebsCatalog.conditionKeys,
};
