// An encryption context that no call carries: what the policies of a file ask of it, held against what its sentences and the services give.
// A file of policies and questions alone has no calls to hold them against.

import { suggest } from "../../base/suggest.js";
import type { Diagnostic } from "../../language/diagnostic.js";
import type { Do, RecordValue } from "../../language/syntax.js";
import { readPolicy } from "../../rules/authorize/document.js";
import { type PutDocument, placeIn, type StandsIn } from "./policy-lint.js";
import { keysIn } from "./policy-troubles.js";

const CONTEXT = /^kms:EncryptionContext:/i;
/** Operators that hold, or may, where the pair is not there. */
const HOLDS_WHEN_ABSENT = /not|ifexists|null|forallvalues/i;

interface Asked {
  readonly key: string;
  readonly diagnostic: Diagnostic;
}

export class ContextKeys {
  readonly #asked: Asked[] = [];
  readonly #carried = new Set<string>();

  /** What a sentence gives, and what its condition asks for. */
  noteSentence(statement: Do, { name, text }: StandsIn): void {
    const { args } = statement as { readonly args: Readonly<Record<string, unknown>> };
    for (const given of [args.context, args.toContext]) {
      if (isRecord(given)) for (const { key } of given.entries) this.#carried.add(key);
    }
    if ((statement.verb !== "policy allows" && statement.verb !== "allow") || statement.args.when === undefined) return;
    for (const { operator, key, start, end } of keysIn(statement.args.when, text))
      if (!HOLDS_WHEN_ABSENT.test(operator)) this.#ask(key, { file: name, span: { start, end }, notes: [] });
  }

  /** What a policy's text asks for. */
  notePolicy({ source, kind }: PutDocument, text: string, stands: StandsIn): void {
    const reading = readPolicy(text, kind);
    if ("problems" in reading) return;
    for (const { conditions, index } of reading.policy.statements) {
      for (const { operator, key, start, keyEnd } of conditions) {
        if (HOLDS_WHEN_ABSENT.test(operator)) continue;
        const at = placeIn(source, text, stands, { start, end: keyEnd }, `statement ${index + 1}`);
        this.#ask(key, { file: stands.name, ...at });
      }
    }
  }

  #ask(key: string, place: Pick<Diagnostic, "file" | "span" | "notes">): void {
    if (!CONTEXT.test(key)) return;
    const pair = key.replace(CONTEXT, "");
    const base = { code: "policy/context-no-call-carries", severity: "warning", args: {} } as const;
    this.#asked.push({ key: pair, diagnostic: { ...base, ...place } });
  }

  /** Warnings about keys that neither a sentence of the file nor a service gives; none where no sentence gives a context. */
  askedInVain(ofServices: readonly string[]): readonly Diagnostic[] {
    if (this.#carried.size === 0) return [];
    const given = [...this.#carried, ...ofServices];
    const lower = new Set(given.map((key) => key.toLowerCase()));
    return this.#asked
      .filter(({ key }) => !lower.has(key.toLowerCase()))
      .map(({ key, diagnostic }) => {
        const near = suggest(key, this.#carried);
        const message = `no call of this file carries an encryption context with ${key}, so this condition never holds`;
        const told = { ...diagnostic, args: { message } };
        return near === undefined ? told : { ...told, hint: `did you mean \`${near}\`?` };
      });
  }
}

function isRecord(value: unknown): value is RecordValue {
  return typeof value === "object" && value !== null && "is" in value && value.is === "record";
}
