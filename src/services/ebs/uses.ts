// What volumes and snapshots are for: to be attached, and to be restored by every account that may see them.

import { placeWords, type UseRule } from "../../contract/uses.js";
import type { Resource } from "../../world/resource.js";
import { type SnapshotData, snapshotKind, type VolumeData, volumeKind } from "./state.js";

const volume: UseRule = {
  uses(resource) {
    const { name, account, data } = resource as Resource<VolumeData>;
    // An instance holds the data key until it is stopped: what has to be tried is the time after.
    return data.state.is === "in-use"
      ? [
          {
            loses: `works on at ${data.state.instance}, and cannot be attached again`,
            when: "at the next start or attach",
            account,
            sentences: `detach ${name}\nattach ${name} to instance ${data.state.instance}`,
          },
        ]
      : [
          {
            loses: "cannot be attached",
            when: "at the next attach",
            account,
            sentences: `attach ${name} to instance what-if-instance`,
          },
        ];
  },
  isReadByUse: true,
};

const snapshot: UseRule = {
  uses(resource) {
    const { name, account, region, data } = resource as Resource<SnapshotData>;
    const others = data.sharedWith.filter((each) => each !== account);
    return [account, ...others].map((user) => ({
      loses: user === account ? "cannot be restored" : `cannot be restored, though it is shared with ${user}`,
      when: "at the next restore",
      account: user,
      sentences: `create volume what-if-volume from ${name} ${placeWords(user, region)}`,
    }));
  },
  isReadByUse: true,
};

export const uses: ReadonlyMap<string, UseRule> = new Map([
  [volumeKind.name, volume],
  [snapshotKind.name, snapshot],
]);
