// The wire between people, servers and those in between: TLS as Node speaks it, and plain HTTP.

import type { ServiceDefinition } from "../../contract/service.js";
import { certificateVerbs } from "./certificate-verbs.js";
import { connectionVerbs } from "./connection-verbs.js";
import { tlsKinds } from "./kinds.js";
import { reads } from "./reads.js";
import { words } from "./words.js";

export const tls: ServiceDefinition = {
  name: "tls",
  operations: [],
  verbs: [...certificateVerbs, ...connectionVerbs],
  kinds: tlsKinds,
  events: new Map(),
  words,
  eventWords: new Map(),
  prices: new Map(),
  reads,
  notModelled: [],
};
