// Attempts that are refused alike: ten thousand ciphertexts of one key, made in one way, are one question to KMS. What the answer rests on
// is watched once for all of them.

import type { Alike } from "./sources.js";

export interface Joined {
  readonly alike: string;
  readonly stopCount: number;
}

/** Alike with their contexts: where a policy or a grant asks for what is in these. */
export function withContext({ shape, context }: Alike): string {
  return `${shape}\n${pairsOf(context)}`;
}

function pairsOf(context: ReadonlyMap<string, string>): string {
  return context.size === 0 ? "" : JSON.stringify([...context]);
}

interface Group {
  /** At how many places each of them stops. */
  readonly stopCount: number;
  members: Set<string>;
}

export class Alikes {
  readonly #groups = new Map<string, Group>();

  has(alike: string): boolean {
    return this.#groups.has(alike);
  }

  /** Where one of these was tried: `member` is one of them from now on, and stops at as many places. */
  join({ shape, context }: Alike, member: string): Joined | undefined {
    return this.#join(shape, member) ?? this.#join(withContext({ shape, context }), member);
  }

  #join(alike: string, member: string): Joined | undefined {
    const group = this.#groups.get(alike);
    if (group === undefined) return undefined;
    group.members.add(member);
    return { alike, stopCount: group.stopCount };
  }

  begin(alike: string, member: string, stopCount: number): void {
    this.#groups.set(alike, { stopCount, members: new Set([member]) });
  }

  leave(alike: string, member: string): void {
    this.#groups.get(alike)?.members.delete(member);
  }

  /** What they rested on is another now. */
  end(alike: string): Set<string> {
    const members = this.#groups.get(alike)?.members ?? new Set();
    this.#groups.delete(alike);
    return members;
  }

  /** Those that were alike before are so again, if one of them has begun it. */
  adopt(alike: string, members: Set<string>): boolean {
    const group = this.#groups.get(alike);
    if (group === undefined) return false;
    for (const member of group.members) members.add(member);
    group.members = members;
    return true;
  }
}
