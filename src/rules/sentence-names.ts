// How a sentence of a scenario names what a policy names by ARN: the thing's own name where a statement takes it, else the ARN in quotes,
// so that a printed sentence can be put back into the scenario and means what it meant.

import type { Principal } from "../world/principal.js";
import type { Resource } from "../world/resource.js";
import type { World } from "../world/world.js";
import { accountOfId } from "./identities.js";

/** The thing that an ARN names. */
export function thingAt(world: World, arn: string): Resource | undefined {
  const likely = world.resources.get(arn.slice(arn.lastIndexOf("/") + 1));
  if (likely?.arn === arn) return likely;
  for (const resource of world.resources.values()) if (resource.arn === arn) return resource;
  return undefined;
}

const S3_OBJECT = /^(arn:[^:]*:s3:::[^/]+)\/./;

/** The thing whose policy has a say about what an ARN names: for an object, its bucket. */
export function policyHolderAt(world: World, arn: string): Resource | undefined {
  return thingAt(world, S3_OBJECT.exec(arn)?.[1] ?? arn);
}

export function principalAt(world: World, arn: string): Principal | undefined {
  for (const principal of world.principals.values()) if (principal.arn === arn) return principal;
  return undefined;
}

const ACCOUNT = /^arn:[^:]*:iam::(\d{12}):root$/;
const IDENTITY = /^arn:[^:]*:iam::(\d{12}):(?:role|user)\/([\w+=,.@/-]+)$/;

/** `A/app`, `acct B`, `service s3`; undefined for whom no sentence names. */
export function principalInSentence(world: World, arn: string): string | undefined {
  if (arn.endsWith(".amazonaws.com")) return `service ${arn.slice(0, arn.indexOf("."))}`;
  const account = ACCOUNT.exec(arn)?.[1];
  if (account !== undefined) {
    const name = accountOfId(world.accounts.values(), account)?.name;
    return name === undefined ? undefined : `acct ${name}`;
  }
  const known = principalAt(world, arn);
  if (known !== undefined) return writtenRef(known.ref);
  // Somebody whom only a question named: the sentence makes a role of that name.
  const [, number = "", name = ""] = IDENTITY.exec(arn) ?? [];
  const home = accountOfId(world.accounts.values(), number)?.name;
  return home === undefined || !arn.includes(":role/") ? undefined : writtenRef(`${home}/${name}`);
}

/** As a sentence has it: in quotes behind the account where it has signs that no plain name has. */
export function writtenRef(ref: string): string {
  const slash = ref.indexOf("/");
  return /[+=,.@]/.test(ref.slice(slash)) ? `${ref.slice(0, slash)}/"${ref.slice(slash + 1)}"` : ref;
}

/** What stands behind `on` in a sentence that gives an identity a policy. */
export function targetInSentence(world: World, arn: string): string {
  const principal = principalAt(world, arn);
  if (principal !== undefined) return writtenRef(principal.ref);
  const thing = thingAt(world, arn);
  // `on b1` would be the bucket and all that is in it.
  const isItself = thing?.arn === arn && thing.kind !== "bucket" && isPlainName(world, thing);
  return isItself ? thing.name : `"${arn}"`;
}

/** Names with a slash are read as somebody's, and those of AWS managed keys belong to each place. */
export function isPlainName(world: World, thing: Resource): boolean {
  return !thing.name.includes("/") && world.resources.get(thing.name) === thing;
}
