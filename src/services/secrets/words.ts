// What the sentences about secrets may get wrong before AWS is asked.

import type { CodeWords } from "../../contract/service.js";

export const words: ReadonlyMap<string, CodeWords> = new Map<string, CodeWords>([
  [
    "secrets/restored-as-it-was",
    {
      title: "A secret is restored as it was",
      say: ({ secret = "" }) => ({
        text: `${secret} comes back under its own name and its own key`,
        help: `restore ${secret}, then encrypt secret ${secret} with another key`,
      }),
      example: 'create key k2; create secret login "user:pass"; delete login; restore login with k2',
    },
  ],
  [
    "secrets/rotate-needs-role",
    {
      title: "A secret is rotated by a function, as its role",
      say: ({ secret = "" }) => ({
        text: `${secret} is rotated by a function, and the sentence does not say as which role that runs.`,
        help: `rotate secret ${secret} through A/rotator`,
      }),
      example: "rotate secret db-login",
    },
  ],
  [
    "secrets/replicate-needs-region",
    {
      title: "A secret is replicated to another Region",
      say: ({ secret = "" }) => ({
        text: `${secret} is replicated to another Region, and the sentence does not say to which.`,
        help: `replicate secret ${secret} to region eu-west-1 with k2`,
      }),
      example: "replicate secret db-login with k2",
    },
  ],
]);
