// What the sentences about databases may get wrong before AWS is asked.

import type { CodeWords } from "../../contract/service.js";

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
  [
    "rds/copy-by-other-account",
    {
      title: "A copy is made by the account that gets it",
      say: ({ account = "", actor = "", said = "" }) => ({
        text: `a copy to account ${account} is made by an identity of account ${account}, and ${actor} is not one`,
        help:
          said === "by"
            ? `leave \`by ${actor}\` out, or name a role or user of ${account}`
            : `say it outside the block of ${actor}, or add \`by ${account}/admin\``,
      }),
      example: "copy dbs1 to acct B by A/deployer",
    },
  ],
  [
    "rds/size-in-gib",
    {
      title: "A database's size is in whole GiB",
      say: ({ size = "" }) => ({
        text: `a database has a whole number of GiB, at least 1, and ${size} bytes are not that`,
        help: "size 100 GiB",
      }),
      example: "create database db1 size 100 MiB",
    },
  ],
]);
