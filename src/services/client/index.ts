// Encryption in the client, as the AWS Encryption SDK does it. No service of AWS: it calls KMS as the application itself, and stores see
// ciphertext.

import type { ServiceDefinition } from "../../contract/service.js";
import { sealedEntry } from "./kinds.js";
import { verbs } from "./verbs.js";
import { words } from "./words.js";

export const client: ServiceDefinition = {
  name: "client",
  operations: [],
  verbs,
  kinds: [sealedEntry],
  events: new Map(),
  words,
  eventWords: new Map(),
  prices: new Map(),
  notModelled: [],
};
