// What EBS has to say beyond AWS's own errors: warnings, and sentences that cannot mean anything.

import type { CodeWords } from "../../contract/service.js";
import { copyByOtherAccount, sizeInWholeGib } from "../../contract/site-words.js";

export const words: ReadonlyMap<string, CodeWords> = new Map<string, CodeWords>([
  [
    "share/key-not-shared",
    {
      title: "A shared snapshot is of no use without its key",
      say: ({ snapshot = "", key = "", account = "", missing = "", sentence = "" }) => ({
        text: `${account} cannot use ${snapshot} yet: the key policy of ${key} does not let account ${account} ${missing === "" ? "in" : `do ${missing}`}.`,
        help: `to let it: ${sentence}`,
      }),
      example: "create key k1 in acct A region us-east-1; snapshot vol1 with k1; share to acct B",
    },
  ],
  [
    "ebs/snapshot-keeps-key",
    {
      title: "A snapshot is under its volume's key",
      say: ({ volume = "", key = "nothing", wanted = "" }) => ({
        text: `${volume} is under ${key}, and a snapshot of it cannot be under ${wanted}`,
        help: `snapshot it as it is, then copy the snapshot with ${wanted}`,
      }),
      example: "create volume vol1 size 8 GiB with k1; snapshot vol1 with k2",
    },
  ],
  ["ebs/copy-by-other-account", copyByOtherAccount("copy snap1 to acct B by A/deployer")],
  ["ebs/size-in-gib", sizeInWholeGib("volume", "create volume vol1 size 100 MiB")],
]);
