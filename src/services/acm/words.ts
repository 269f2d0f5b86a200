// What a sentence about ACM may get wrong.

import type { CodeWords } from "../../contract/service.js";

export const words: ReadonlyMap<string, CodeWords> = new Map<string, CodeWords>([
  [
    "acm/nothing-to-validate",
    {
      title: "ACM has asked for nothing",
      say: ({ name = "" }) => ({
        text: `ACM waits for nobody to validate ${name}`,
        help: "validate what was requested `validated by email`, when it is new or due for renewal",
      }),
      example: "validate c1",
    },
  ],
  [
    "acm/in-acm-already",
    {
      title: "A certificate of ACM's own is not imported",
      say: ({ name = "" }) => ({
        text: `${name} is in ACM, and its private key does not leave it`,
        help: "import one of an authority of one's own, or request another in that Region",
      }),
      example: 'request certificate c1 for "shop.example"; import certificate c1 region eu-west-1',
    },
  ],
  [
    "acm/not-in-acm",
    {
      title: "A certificate that ACM does not have",
      say: ({ name = "" }) => ({
        text: `${name} is not in ACM`,
        help: "`revoke` ends a certificate of an authority of one's own",
      }),
      example: 'certificate c1 for "shop.example" self-signed; delete c1',
    },
  ],
]);
