// What is wrong with a sentence about keys, in words, and what to write instead. Codes are stable; tests pin them.

import type { CodeWords } from "../../contract/service.js";
import { DELETION_EVENT } from "../../rules/key-lifecycle.js";
import { ROTATION_EVENT } from "../../rules/rotation.js";
import type { DueEvent } from "../../world/world.js";
import { EXPIRY_EVENT } from "./operations/import.js";

export const kmsWords: ReadonlyMap<string, CodeWords> = new Map<string, CodeWords>([
  [
    "kms/no-key",
    {
      title: "A call without a key",
      say: () => ({ text: "this says no key", help: "write `with k1`, `with alias app` or `with aws/ebs`" }),
      example: 'encrypt "x" as c1',
    },
  ],
  [
    "kms/public-key-here",
    {
      title: "A public key where a key must be",
      say: ({ name }) => ({
        text: `${name} is a downloaded public key, and this needs the key itself`,
        help: "name the key: `with k1`",
      }),
      example: "decrypt c1 with pub1",
    },
  ],
  [
    "kms/not-for-encryption",
    {
      title: "A public key that does not encrypt",
      say: ({ name, usage }) => ({
        text: `the public key ${name} is of a key for ${usage}, which does not encrypt`,
        help: "only RSA keys with usage encrypt-decrypt encrypt outside AWS",
      }),
      example: 'encrypt "x" with pub2 by outsider',
    },
  ],
  [
    "kms/unknown-spec",
    {
      title: "No such key spec",
      say: ({ word, known }) => ({ text: `there is no key spec \`${word}\``, help: `specs are ${known}` }),
      example: "create key k1 spec RSA_2047",
    },
  ],
  [
    "kms/unknown-usage",
    {
      title: "No such key usage",
      say: ({ word, known }) => ({ text: `there is no key usage \`${word}\``, help: `usages are ${known}` }),
      example: "create key k1 usage sign",
    },
  ],
  [
    "kms/unknown-origin",
    {
      title: "No such origin",
      say: ({ word, known }) => ({ text: `there is no origin \`${word}\``, help: `origins are ${known}` }),
      example: "create key k1 origin extern",
    },
  ],
  [
    "kms/not-in-grants",
    {
      title: "An operation that no grant holds",
      say: ({ action }) => ({
        text: `a grant cannot hold \`${action}\``,
        help: "it holds cryptographic operations, create-grant, retire-grant, describe-key and get-public-key; allow the rest in a policy: `policy of k1 allows A/app to …`",
      }),
      example: "grant A/app on k1 to create-key",
    },
  ],
  [
    "kms/rotation-missed",
    {
      title: "A rotation that falls due while the key is not enabled",
      say: ({ key, state }) => ({
        text: `${key} does not rotate: it is ${state}`,
        help: "it makes up for it at once when it is enabled again",
      }),
      example: "enable rotation of k1 every 90 days; disable k1; advance 91 days",
    },
  ],
  [
    "kms/replica-in-other-account",
    {
      title: "A replica in another account",
      say: ({ name, account }) => ({
        text: `replicas of ${name} are keys of acct ${account}, as it is`,
        help: "let the other account use a replica by its policy: `policy of m1-eu allows acct B to decrypt`",
      }),
      example: "replicate m1 to acct B region eu-west-1",
    },
  ],
  [
    "kms/grant-to-everyone",
    {
      title: "A grant to everyone",
      say: () => ({
        text: "a grant names one principal",
        help: "write an account (`acct B`), a role or user (`B/backup`) or a service (`service ec2`)",
      }),
      example: "grant everyone on k1 to decrypt",
    },
  ],
  [
    "kms/not-called-so",
    {
      title: "An operation that is not called by its name alone",
      say: ({ action, known }) => ({
        text: `\`${action}\` is not called so`,
        help: `it takes more than a key, or has a sentence of its own; called so are ${known}`,
      }),
      example: "call kms:Encrypt on k1",
    },
  ],
  [
    "kms/no-statement",
    {
      title: "No statement of that Sid",
      say: ({ sid, key }) => ({
        text: `the policy of ${key} has no statement "${sid}"`,
        help: "name a statement by the Sid that it was given with `as`",
      }),
      example: 'remove "nothing" from policy of k1',
    },
  ],
  [
    "kms/not-a-text",
    {
      title: "A value that is no text",
      say: () => ({ text: "this pair's value is a list or a record", help: 'a value is a text: { app: "shop" }' }),
      example: 'encrypt "x" with k1 context { app: [1] }',
    },
  ],
  [
    "kms/not-days",
    {
      title: "A period that is not in days",
      say: () => ({ text: "this is counted in whole days", help: "write `7 days`, `1 month` or `1 year`" }),
      example: "delete k1 after 3 hours",
    },
  ],
]);

export const kmsEventWords: ReadonlyMap<string, (event: DueEvent) => string> = new Map([
  [ROTATION_EVENT, (event: DueEvent) => `rotation of ${event.subject}`],
  [EXPIRY_EVENT, (event: DueEvent) => `expiry of ${event.subject}`],
  [DELETION_EVENT, (event: DueEvent) => `deletion of ${event.subject}`],
]);
