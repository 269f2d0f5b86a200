// ARNs and account ids in the scenario's own names, for sentences: `arn:aws:iam::111111111111:role/app` is `A/app`.

import type { NameOf } from "../rules/authorize/words.js";
import type { World } from "../world/world.js";

export function nameOf(world: World): NameOf {
  return (text) => nameFor(world, text) ?? text;
}

function nameFor(world: World, text: string): string | undefined {
  if (!text.startsWith("arn:")) {
    for (const account of world.accounts.values()) if (account.id === text) return account.name;
    return undefined;
  }
  const parts = text.split(":");
  const account = nameFor(world, parts[4] ?? "");
  const rest = parts.slice(5).join(":");
  if (parts[2] === "iam" || parts[2] === "sts") return account === undefined ? undefined : identityName(account, rest);
  for (const kind of ["key/", "volume/", "snapshot/"]) if (rest.startsWith(kind)) return rest.slice(kind.length);
  return undefined;
}

function identityName(account: string, rest: string): string {
  if (rest === "root") return `${account}/root`;
  const parts = rest.split("/");
  return rest.startsWith("assumed-role/") ? `${account}/${parts[1]}` : `${account}/${parts.slice(1).join("/")}`;
}
