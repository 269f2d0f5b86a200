// What an imported scenario has to have in place before a call of the log can come out as it did: the keys, the people and what they may
// do. A log does not hold policies, so the rights are those that the outcomes themselves show, and change when the outcomes do.

import { by, sorted } from "../../base/order.js";
import { Naming, quoted } from "./naming.js";
import { printPolicyText } from "./policy-text.js";
import { keyOfArn, type RecordedCall } from "./records.js";

export interface StagedKey {
  readonly name: string;
  readonly arn: string;
  /** Its ARN in the scenario. */
  readonly own: string;
  readonly account: string;
  readonly region: string;
  /** Sentences that follow its making: ciphertexts that were there before the log begins. */
  readonly after: string[];
  /** Who may use it is known from the log itself. */
  policyKnown: boolean;
  /** Not for signing, MACs or key agreement, as far as the log says. */
  encrypts: boolean;
}

/** Sentences; a list grows until the scenario is printed. */
export type Lines = (string | readonly string[])[];

export class Stage {
  readonly naming = new Naming();
  readonly setUp: Lines = [];
  readonly keys = new Map<string, StagedKey>();
  /** Names of grants by their ids in the log. */
  readonly grants = new Map<string, string>();
  /** Names of imported material by their ids in the log. */
  readonly materials = new Map<string, string>();
  /** Which key an alias of a place is for. */
  readonly aliases = new Map<string, StagedKey>();
  readonly #rights = new Map<string, Map<string, "Allow" | "Deny">>();
  readonly #ciphertexts = new Map<string, string>();
  readonly #made = new Map<string, string>();
  #count = 0;

  /** The key of an ARN; one that the log does not see made was there before. */
  key(arn: string): StagedKey | undefined {
    const known = this.keys.get(arn);
    if (known !== undefined) return known;
    const key = this.#newKey(arn);
    if (key !== undefined) {
      const multi = key.own.includes("key/mrk-") ? "multi-region " : "";
      this.setUp.push(`create ${multi}key ${key.name} in acct ${key.account} region ${key.region}`, key.after);
    }
    return key;
  }

  /** A key that the log sees made; its sentence is the caller's to write. */
  #newKey(arn: string, replicaOf?: StagedKey): StagedKey | undefined {
    const parts = keyOfArn(arn);
    if (parts === undefined) return undefined;
    const isMulti = parts.keyId.startsWith("mrk-");
    const name =
      replicaOf === undefined
        ? this.naming.key(isMulti ? parts.keyId.slice(4) : parts.keyId)
        : this.naming.free(`${replicaOf.name}-${parts.region}`);
    const keyId = replicaOf === undefined ? (isMulti ? `mrk-${name}` : name) : `mrk-${replicaOf.name}`;
    const key: StagedKey = {
      name,
      arn,
      own: `arn:aws:kms:${parts.region}:${parts.account}:key/${keyId}`,
      account: this.naming.account(parts.account),
      region: parts.region,
      after: [],
      policyKnown: false,
      encrypts: true,
    };
    this.keys.set(arn, key);
    return key;
  }

  made(arn: string, replicaOf?: StagedKey): StagedKey | undefined {
    return this.keys.has(arn) ? undefined : this.#newKey(arn, replicaOf);
  }

  /** What has to be said for `who` to be let do this, or not, if it is not so already. */
  right(who: string, action: string, key: StagedKey | undefined, effect: "Allow" | "Deny"): readonly string[] {
    const [account = "", name] = who.split("/");
    if (name === "root" || name === "admin")
      return key !== undefined && effect === "Allow" ? this.#letIn(who, account, action, key) : [];
    const own = this.#rights.get(who) ?? new Map<string, "Allow" | "Deny">();
    this.#rights.set(who, own);
    const right = JSON.stringify([`kms:${action}`, key?.own ?? "*"]);
    if (own.get(right) === effect) return [];
    own.set(right, effect);
    const sentence = `identity policy of ${who} is """${policyOf(own)}"""`;
    return key === undefined || effect === "Deny" ? [sentence] : [sentence, ...this.#letIn(who, account, action, key)];
  }

  /** The owner's side of a call from another account. */
  #letIn(who: string, account: string, action: string, key: StagedKey): readonly string[] {
    const mark = `${key.arn} ${who} ${action}`;
    if (account === key.account || key.policyKnown || this.#made.has(mark)) return [];
    this.#made.set(mark, "");
    return [`policy of ${key.name} allows ${who} to "kms:${action}" as ${quoted(`seen in the log ${this.#made.size}`)}`];
  }

  /** A ciphertext under this key and context: one of the log's, or one that was there before. */
  ciphertext(key: StagedKey, context: string): string {
    const mark = `${key.arn} ${context}`;
    const known = this.#ciphertexts.get(mark);
    if (known !== undefined) return known;
    const name = this.next("c");
    this.#ciphertexts.set(mark, name);
    key.after.push(
      `encrypt "imported" with ${key.name}${context === "" ? "" : ` context ${context}`} by ${key.account}/admin as ${name}`,
    );
    return name;
  }

  encrypted(key: StagedKey, context: string, name: string): void {
    const mark = `${key.arn} ${context}`;
    if (!this.#ciphertexts.has(mark)) this.#ciphertexts.set(mark, name);
  }

  next(stem: string): string {
    this.#count += 1;
    return this.naming.free(`${stem}${this.#count}`);
  }

  /** The key that a call is about; a denial does not list it, but its message may. */
  keyOf(call: RecordedCall, arn: string | undefined): StagedKey | undefined {
    const named = arn ?? call.keys[0] ?? /arn:aws:kms:[a-z0-9-]{1,30}:\d{12}:key\/[A-Za-z0-9_-]{1,100}/.exec(call.message)?.[0];
    if (named !== undefined) return this.key(named);
    if (call.error === undefined) return undefined;
    return [...this.keys.values()].findLast((key) => key.region === call.region && key.encrypts);
  }

  /** People and keys by their names in the scenario, in a policy of the log. */
  policyText(text: string): string | undefined {
    return printPolicyText(text, this);
  }
}

function policyOf(rights: ReadonlyMap<string, "Allow" | "Deny">): string {
  const statements = sorted(
    rights,
    by(([right]) => right),
  ).map(([right, effect]) => {
    const [action, resource] = JSON.parse(right) as [string, string];
    return `{ "Effect": "${effect}", "Action": "${action}", "Resource": "${resource}" }`;
  });
  return `{ "Version": "2012-10-17", "Statement": [${statements.join(", ")}] }`;
}
