// Documents: the data that all keys, policies and channels are there for. No part of AWS; a service to Custody, which others store.

import type { ServiceDefinition } from "../../contract/service.js";
import { documentEntry } from "./kinds.js";
import { verbs } from "./verbs.js";
import { words } from "./words.js";

export const documents: ServiceDefinition = {
  name: "documents",
  operations: [],
  verbs,
  kinds: [documentEntry],
  events: new Map(),
  words,
  eventWords: new Map(),
  prices: new Map(),
  notModelled: [],
};
