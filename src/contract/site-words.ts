// What volumes and databases have to say alike: who makes a copy, and which sizes there are. Each service has a code of its own for it.

import type { CodeWords } from "./service.js";

export function copyByOtherAccount(example: string): CodeWords {
  return {
    title: "A copy is made by the account that gets it",
    say: ({ account = "", actor = "", said = "" }) => ({
      text: `a copy to account ${account} is made by an identity of account ${account}, and ${actor} is not one`,
      help:
        said === "by"
          ? `leave \`by ${actor}\` out, or name a role or user of ${account}`
          : `say it outside the block of ${actor}, or add \`by ${account}/admin\``,
    }),
    example,
  };
}

/** `what`: a volume, a database. */
export function sizeInWholeGib(what: string, example: string): CodeWords {
  return {
    title: `A ${what}'s size is in whole GiB`,
    say: ({ size = "" }) => ({
      text: `a ${what} has a whole number of GiB, at least 1, and ${size} bytes are not that`,
      help: "size 100 GiB",
    }),
    example,
  };
}
