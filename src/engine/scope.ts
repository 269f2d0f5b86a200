// What a statement sees around it: lets and parameters, the default place, who acts, and the definitions. Blocks inherit and do not leak.

import type { File, Flow, Name } from "../language/syntax.js";
import type { Session } from "../world/principal.js";

export type Definition = Extract<Flow, { is: "define" }>;

export interface Actor {
  readonly ref: string;
  readonly session?: Session;
}

export class Scope {
  readonly #values = new Map<string, string>();
  readonly #definitions = new Map<string, { definition: Definition; file: File }>();
  #account: string | undefined;
  #region: string | undefined;

  constructor(
    readonly file: File,
    readonly outer: Scope | undefined,
    readonly actor: Actor | undefined = outer?.actor,
  ) {}

  /** A block inside this one. */
  inner(actor?: Actor): Scope {
    return new Scope(this.file, this, actor ?? this.actor);
  }

  /** The same surroundings, for statements that stand in another file. */
  inFile(file: File): Scope {
    return new Scope(file, this, this.actor);
  }

  set(name: string, text: string): void {
    this.#values.set(name, text);
  }

  /** The text that stands for `<name>` here. */
  lookup(name: string): string | undefined {
    return this.#values.get(name) ?? this.outer?.lookup(name);
  }

  names(): string[] {
    return [...this.#values.keys(), ...(this.outer?.names() ?? [])];
  }

  define(definition: Definition): void {
    this.#definitions.set(definition.name.text, { definition, file: this.file });
  }

  definition(name: Name): { definition: Definition; file: File } | undefined {
    return this.#definitions.get(name.text) ?? this.outer?.definition(name);
  }

  definitionNames(): string[] {
    return [...this.#definitions.keys(), ...(this.outer?.definitionNames() ?? [])];
  }

  setDefault(account: string | undefined, region: string | undefined): void {
    if (account !== undefined) this.#account = account;
    if (region !== undefined) this.#region = region;
  }
  get defaultAccount(): string | undefined {
    return this.#account ?? this.outer?.defaultAccount;
  }
  get defaultRegion(): string | undefined {
    return this.#region ?? this.outer?.defaultRegion;
  }
}
