// What things are for, as sentences that somebody says who needs them. What is told of a loss was tried with these, in a world that is
// thrown away: nothing of it is a rule of thumb.

import type { Resource } from "../world/resource.js";
import type { World } from "../world/world.js";

export interface Use {
  /** What is lost when it fails: `cannot be attached`. */
  readonly loses: string;
  /** When that is felt: `at once`, `at the next restore`. */
  readonly when: string;
  /** The account that tries it, by its administrator. */
  readonly account: string;
  /** In whose name the service does it, where that is somebody else. */
  readonly who?: string;
  /** Names of things that are made begin with `what-if-`, which nobody gives. */
  readonly sentences: string;
}

export interface UseRule {
  uses(resource: Resource, world: World): readonly Use[];
  /**
   * Names what is in it, where that is nothing that its reading tells: things with one name are copies of each other.
   */
  data?(resource: Resource): string | undefined;
  /** What its service can be asked is asked of such things: their permissions are told action by action. */
  readonly isAskedFor?: true;
  /** Whoever can use it can read it: nobody's reading is tried besides. */
  readonly isReadByUse?: true;
}

/** `in acct A region us-east-1`, as a sentence says where. */
export function placeWords(account: string, region: string): string {
  return `in acct ${account} region ${region}`;
}

/** What the owner of a store says who puts something into it, and may get it back. */
export function storing({ name, account, region }: Resource, getsBack: boolean): string {
  const place = placeWords(account, region);
  return [
    `document what-if-document "x" held by ${account}/admin`,
    `put what-if-document in ${name} ${place}`,
    ...(getsBack ? [`get what-if-document from ${name} as what-if-copy ${place}`] : []),
  ].join("\n");
}
