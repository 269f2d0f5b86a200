// What buckets are for: to take what is put into them, and to pass it on where a rule says so. What lies in them is known by who reads it.

import { placeWords, storing, type Use, type UseRule } from "../../contract/uses.js";
import type { Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";
import { bucketOf } from "./permissions.js";
import { type BucketData, bucketKind } from "./state.js";

const bucket: UseRule = {
  isAskedFor: true,
  uses: (resource, world) => [
    { loses: "takes no upload", when: "at once", account: resource.account, sentences: storing(resource, false) },
    ...replicating(resource as Resource<BucketData>, world),
  ],
};

/** S3 replicates after it has answered, so that nobody who uploads is told: what does not arrive has not been replicated. */
function replicating(source: Resource<BucketData>, world: World): readonly Use[] {
  const { replication } = source.data;
  const target = replication && bucketOf(world, replication.to);
  if (replication === undefined || target === undefined) return [];
  const { name, account, region } = target;
  return [
    {
      loses: `replicates nothing to ${name}`,
      when: "at the next upload",
      account: source.account,
      who: replication.role,
      sentences: `${storing(source, false)}\nget what-if-document from ${name} as what-if-copy ${placeWords(account, region)}`,
    },
  ];
}

export const uses: ReadonlyMap<string, UseRule> = new Map([[bucketKind.name, bucket]]);
