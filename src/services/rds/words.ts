// What the sentences about databases may get wrong before AWS is asked.

import type { CodeWords } from "../../contract/service.js";
import { copyByOtherAccount, sizeInWholeGib } from "../../contract/site-words.js";

export const words: ReadonlyMap<string, CodeWords> = new Map<string, CodeWords>([
  [
    "rds/snapshot-keeps-key",
    {
      title: "A snapshot is under its database's key",
      say: ({ database = "" }) => ({
        text: `a snapshot of ${database} is under the key of ${database}, whatever that is`,
        help: "snapshot it as it is, then copy the snapshot with the other key",
      }),
      example: "create database db1 with k1; snapshot db1 with k2",
    },
  ],
  [
    "rds/restore-keeps-key",
    {
      title: "A restored database is under its snapshot's key",
      say: ({ snapshot = "" }) => ({
        text: `a database restored from ${snapshot} is under the key of ${snapshot}`,
        help: `copy ${snapshot} with the other key, then restore the copy`,
      }),
      example: "restore dbs1 with k2 as db2",
    },
  ],
  ["rds/copy-by-other-account", copyByOtherAccount("copy dbs1 to acct B by A/deployer")],
  ["rds/size-in-gib", sizeInWholeGib("database", "create database db1 size 100 MiB")],
]);
