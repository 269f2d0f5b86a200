// What a sentence about sealed messages may get wrong.

import type { CodeWords } from "../../contract/service.js";

export const words: ReadonlyMap<string, CodeWords> = new Map<string, CodeWords>([
  [
    "client/not-for-encryption",
    {
      title: "A public key that does not encrypt",
      say: ({ name = "" }) => ({
        text: `the public key ${name} is of a key that does not encrypt`,
        help: "seal with a symmetric key, or with the public key of an RSA key with usage encrypt-decrypt",
      }),
      example: "seal doc1 with pub1 by alice",
    },
  ],
  [
    "client/not-a-text",
    {
      title: "An encryption context holds texts",
      say: () => ({ text: "a value of an encryption context is a text", help: 'write it in quotes: `{ app: "shop" }`' }),
      example: "seal doc1 with k1 context { app: [a, b] }",
    },
  ],
]);
