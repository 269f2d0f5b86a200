// Names in a scenario for what a log knows by numbers and ARNs: short, legal in the language, each for one thing, the same every time.

import type { RecordedCaller } from "./records.js";

const RESERVED = new Set(["ok", "denied", "error"]);

export class Naming {
  readonly #accounts = new Map<string, string>();
  readonly #principals = new Map<string, string>();
  readonly #taken = new Set<string>();

  /** `A`, `B` … in the order in which they are met. */
  account(id: string): string {
    const known = this.#accounts.get(id);
    if (known !== undefined) return known;
    const count = this.#accounts.size;
    const name = count < 26 ? String.fromCharCode(65 + count) : `A${count}`;
    this.#accounts.set(id, name);
    return name;
  }

  accounts(): Iterable<readonly [string, string]> {
    return this.#accounts;
  }

  /** `A/app`; a caller of whom only an id is known is `A/unnamed-1`. */
  principal(caller: Exclude<RecordedCaller, { is: "service" }>): string {
    const account = this.account(caller.account);
    if (caller.is === "root") return `${account}/root`;
    const key = `${caller.account} ${caller.is} ${caller.name}`;
    const known = this.#principals.get(key);
    if (known !== undefined) return known;
    const wanted = caller.is === "unnamed" ? "unnamed" : caller.name;
    const ref = this.free(`${account}/${legal(wanted)}`);
    this.#principals.set(key, ref);
    return ref;
  }

  /** A name that nothing else has yet. */
  free(wanted: string): string {
    let name = wanted;
    for (let count = 2; this.#taken.has(name) || RESERVED.has(name); count++) name = `${wanted}-${count}`;
    this.#taken.add(name);
    return name;
  }

  /** The log's own key ID where a person gave it, else `key`. */
  key(keyId: string): string {
    const looksMade = /^(mrk-)?[0-9a-f]{8}(-?[0-9a-f]{4}){3}-?[0-9a-f]{12}$/.test(keyId);
    return this.free(looksMade ? "key" : legal(keyId));
  }
}

export function legal(text: string): string {
  const plain = text.replace(/[^A-Za-z0-9_-]/g, "-").slice(0, 60);
  return /^[A-Za-z]/.test(plain) ? plain : `x${plain}`;
}

/** A text of the language in quotes. What it cannot hold (controls, halves of surrogate pairs) becomes `?`. */
export function quoted(text: string): string {
  const inner = text
    .replace(/\p{Surrogate}/gu, "?")
    .replace(/[\\"<]/g, (sign) => `\\${sign}`)
    .replace(/\n/g, "\\n")
    .replace(/\r/g, "\\r")
    .replace(/\t/g, "\\t")
    .replace(/[\u0000-\u001f\u007f-\u009f\ufffd]/g, "?");
  return `"${inner}"`;
}
