// What proves that a thing is still of use: the sentence by which its owner restores, starts or reads it, made with a name that nobody gives.

import { sortedTexts } from "../../base/order.js";
import { type CiphertextData, ciphertextKind } from "../../world/key.js";
import { isKind, type Resource } from "../../world/resource.js";
import type { World } from "../../world/world.js";

export interface Trial {
  /** What is lost when it fails: `vol1 cannot be attached`. */
  readonly loses: string;
  /** Who tries it, where it is not the owner's administrator. */
  readonly by?: string;
  readonly when: string;
  readonly account: string;
  readonly text: string;
}

/** The trials of everything in a world that hangs on keys, in the order of its making. */
export function trialsOf(world: World): readonly Trial[] {
  return [...world.resources.values()].flatMap((resource) => trialsOfThing(resource, world));
}

function trialsOfThing(resource: Resource, world: World): readonly Trial[] {
  const { name, account, region } = resource;
  const at = `in acct ${account} region ${region}`;
  const one = (loses: string, when: string, text: string): readonly Trial[] => [{ loses, when, account, text }];
  switch (resource.kind) {
    case "volume":
      return instanceOf(resource) === undefined
        ? one(`volume ${name} cannot be attached`, "at the next attach", `attach ${name} to instance what-if-instance`)
        : one(
            `volume ${name} works on at ${instanceOf(resource)}, and cannot be attached again`,
            "at the next start or attach",
            `detach ${name}\nattach ${name} to instance ${instanceOf(resource)}`,
          );
    case "snapshot":
      return usersOf(resource).map((user) => ({
        loses: `snapshot ${name} cannot be restored${user === account ? "" : `, though it is shared with ${user}`}`,
        when: "at the next restore",
        account: user,
        text: `create volume what-if-volume from ${name} in acct ${user} region ${region}`,
      }));
    case "database":
      return one(
        `database ${name} cannot be copied or restored`,
        "at the next snapshot, start or restore",
        `snapshot ${name} as what-if-snapshot\nrestore what-if-snapshot as what-if-db ${at}`,
      );
    case "database snapshot":
      return one(`database snapshot ${name} cannot be restored`, "at the next restore", `restore ${name} as what-if-db ${at}`);
    case "object": {
      const { bucket, key } = resource.data as { readonly bucket: string; readonly key: string };
      return one(`object ${key} in ${bucket} cannot be read`, "at once", `get ${key} from ${bucket} as what-if-copy ${at}`);
    }
    case "parameter":
      return one(`parameter ${name} cannot be read`, "at once", `get parameter ${name} ${at}`);
    case "secret":
      return one(`secret ${name} cannot be read`, "at once", `get secret ${name} ${at}`);
    case ciphertextKind.name:
      return isKind(resource, ciphertextKind) ? decryptions(resource, world) : [];
    default:
      return [];
  }
}

function decryptions(ciphertext: Resource<CiphertextData>, world: World): readonly Trial[] {
  const pairs = [...ciphertext.data.context].map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  const context = pairs.length === 0 ? "" : ` context { ${pairs.join(", ")} }`;
  const key = world.resources.get(ciphertext.data.key);
  return sortedTexts([...world.principals.values()].map((each) => each.ref)).map((ref) => ({
    loses: `ciphertext ${ciphertext.name} cannot be decrypted`,
    by: ref,
    when: "at once",
    account: ref.slice(0, ref.indexOf("/")),
    text: `decrypt ${ciphertext.name}${key === undefined ? "" : ` with ${key.name}`}${context} by ${ref}`,
  }));
}

function instanceOf(volume: Resource): string | undefined {
  const { state } = volume.data as { readonly state: { readonly instance?: string } };
  return state.instance;
}

function usersOf(snapshot: Resource): readonly string[] {
  const { sharedWith } = snapshot.data as { readonly sharedWith: readonly string[] };
  return [snapshot.account, ...sortedTexts(sharedWith.filter((each) => each !== snapshot.account))];
}
