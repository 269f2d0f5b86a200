// What databases and their snapshots are for: to be backed up, and to be restored; and by an account that a snapshot is shared with, to be
// copied under a key of its own.

import { placeWords, type UseRule } from "../../contract/uses.js";
import type { Resource } from "../../world/resource.js";
import { type DatabaseSnapshotData, databaseKind, databaseSnapshotKind } from "./state.js";

const database: UseRule = {
  uses: ({ name, account, region }) => [
    {
      loses: "cannot be backed up",
      when: "at the next snapshot",
      account,
      sentences: `snapshot ${name} as what-if-snapshot\nrestore what-if-snapshot as what-if-database ${placeWords(account, region)}`,
    },
  ],
  isReadByUse: true,
};

const snapshot: UseRule = {
  uses(resource) {
    const { name, account, region, data } = resource as Resource<DatabaseSnapshotData>;
    const own = {
      loses: "cannot be restored",
      when: "at the next restore",
      account,
      sentences: `restore ${name} as what-if-database ${placeWords(account, region)}`,
    };
    const others = data.sharedWith.filter((each) => each !== account);
    return [
      own,
      ...others.map((user) => ({
        loses: `cannot be copied, though it is shared with ${user}`,
        when: "at the next copy",
        account: user,
        sentences: `create key what-if-key ${placeWords(user, region)}\ncopy ${name} to acct ${user} region ${region} with what-if-key as what-if-copy`,
      })),
    ];
  },
  isReadByUse: true,
};

export const uses: ReadonlyMap<string, UseRule> = new Map([
  [databaseKind.name, database],
  [databaseSnapshotKind.name, snapshot],
]);
