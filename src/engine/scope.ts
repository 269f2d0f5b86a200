// What a statement sees around it: lets and parameters, the default place, who acts, and the definitions. Blocks inherit and do not leak.

import { suggest } from "../base/suggest.js";
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
    /** The definition whose body this is. */
    private readonly called: string | undefined = undefined,
  ) {}

  /** A block inside this one. */
  inner(actor?: Actor): Scope {
    return new Scope(this.file, this, actor ?? this.actor);
  }

  /** The same surroundings, for statements that stand in another file or in the body of a definition. */
  inFile(file: File, called?: string): Scope {
    return new Scope(file, this, this.actor, called);
  }

  /** Names of the definitions whose bodies are being gone through, the outermost first. */
  callChain(): string[] {
    const outer = this.outer?.callChain() ?? [];
    return this.called === undefined ? outer : [...outer, this.called];
  }
  calling(name: string): boolean {
    return this.called === name || this.outer?.calling(name) === true;
  }

  set(name: string, text: string): void {
    this.#values.set(name, text);
  }

  /** The text that stands for `<name>` here. */
  lookup(name: string): string | undefined {
    return this.#values.get(name) ?? this.outer?.lookup(name);
  }

  /** Takes over what an included file's set-up said: its lets, definitions and default place. */
  take(from: Scope): void {
    for (const [name, text] of from.#values) this.#values.set(name, text);
    for (const [name, found] of from.#definitions) this.#definitions.set(name, found);
    this.setDefault(from.#account, from.#region);
  }

  names(): string[] {
    return [...this.#values.keys(), ...(this.outer?.names() ?? [])];
  }

  /** Whether this block has such a definition itself. */
  definesItself({ text }: Name): boolean {
    return this.#definitions.has(text);
  }

  define(definition: Definition): void {
    this.#definitions.set(definition.name.text, { definition, file: this.file });
  }

  definition(name: Name): { definition: Definition; file: File } | undefined {
    return this.#definitions.get(name.text) ?? this.outer?.definition(name);
  }

  nearestDefinition(name: string): string | undefined {
    return suggest(name, this.definitionNames());
  }

  private definitionNames(): string[] {
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
