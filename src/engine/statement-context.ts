// What a handler is given while its statement runs: names become things, missing things come into being where the language says so,
// and what cannot be resolved ends the run with a diagnostic at the word.

import { joinedBy } from "../base/listed.js";
import { suggest } from "../base/suggest.js";
import { conditionJson } from "../contract/condition-json.js";
import type { StatementContext } from "../contract/statement.js";
import { type Problem, toDiagnostic } from "../language/diagnostic.js";
import type {
  Do,
  DocumentSource,
  KeyTarget,
  Name,
  Node,
  PlaceSpec,
  PrincipalSpec,
  RecordValue,
  TextValue,
} from "../language/syntax.js";
import type { PolicyKind } from "../rules/authorize/document.js";
import { type OperationRegistry, performCall } from "../rules/call.js";
import { Editor, type StepState } from "../rules/editor.js";
import { makeAccount, makePrincipal, namedAlike } from "../rules/identities.js";
import { ensureManagedKey, MANAGED_KEY_SERVICES } from "../rules/managed-keys.js";
import type { ActionName, CallOptions, InputOf, OutputOf } from "../rules/operation.js";
import type { Reply } from "../rules/reply.js";
import { accountId } from "../rules/requests.js";
import { writtenRef } from "../rules/sentence-names.js";
import { aliasKind, type KeyData, keyKind } from "../world/key.js";
import { type Place, REGIONS } from "../world/place.js";
import { type Caller, callerAccount, type Principal } from "../world/principal.js";
import type { Kind, Resource } from "../world/resource.js";
import { lintDocument } from "./lint/policy-lint.js";
import { conditionTroubles } from "./lint/policy-troubles.js";
import type { ReadFile } from "./read-file.js";
import { keepsName, type Registry } from "./registry.js";
import type { Scope } from "./scope.js";
import { diagnosticAt, Stop } from "./stop.js";

/** Mistakes in a policy that no answer can be true with; what AWS itself refuses is AWS's to say. */
const KEEPS_FROM_RUNNING: ReadonlySet<string> = new Set(["model/not-modelled", "policy/unknown-condition-key"]);

export class StatementRun extends Editor implements StatementContext {
  /** Statements that this one implied. */
  impliedCount = 0;
  /** Who made its calls, for the trace. */
  actedAs: string | undefined;
  /** The first thing that it named and that is not there any more. */
  namedGone: string | undefined;

  constructor(
    state: StepState,
    private readonly registry: Registry,
    private readonly scope: Scope,
    private readonly statement: Do,
    private readonly readFile: ReadFile,
    /** Things that were there, by name, as they last were. */
    private readonly gone: (name: string) => Resource | undefined,
  ) {
    super(state);
  }

  private get operations(): OperationRegistry {
    return this.registry.operations;
  }

  actor(account: string): Caller {
    const named = this.statement.by;
    if (named !== undefined) return this.callerNamed(named);
    const around = this.scope.actor;
    if (around !== undefined) {
      this.actedAs = around.ref;
      if (!around.ref.includes("/")) return { is: "outside", name: around.ref };
      const base = { is: "principal", ref: around.ref } as const;
      return around.session === undefined ? base : { ...base, session: around.session };
    }
    this.named(account);
    this.actedAs = `${account}/admin`;
    return { is: "principal", ref: this.actedAs };
  }

  private callerNamed(name: Name): Caller {
    this.actedAs = name.text;
    if (!name.text.includes("/")) return { is: "outside", name: name.text };
    return { is: "principal", ref: this.principal(name).ref };
  }

  call<A extends ActionName>(
    action: A,
    input: InputOf<A>,
    how: { readonly as: Caller; readonly region: string } & Pick<CallOptions, "grantTokens">,
  ): Reply<OutputOf<A>> {
    const place = { account: callerAccount(how.as), region: how.region };
    return performCall(this.operations, this.state, action, input, { caller: how.as, place, grantTokens: how.grantTokens ?? [] });
  }

  place(spec: PlaceSpec | undefined, base: Partial<Place> = {}, at: Node = this.statement): Place {
    return { account: this.accountOr(spec, base.account, at), region: this.regionOr(spec, base.region, at) };
  }
  account(spec: PlaceSpec | undefined, base?: string): string {
    return this.accountOr(spec, base, this.statement);
  }
  region(spec: PlaceSpec | undefined, base?: string): string {
    return this.regionOr(spec, base, this.statement);
  }

  private accountOr(spec: PlaceSpec | undefined, base: string | undefined, at: Node): string {
    const named = spec?.account?.text ?? base ?? this.scope.defaultAccount;
    if (named === undefined) this.fail("place/no-account", at, { what: this.statement.verb });
    return this.named(named);
  }

  private regionOr(spec: PlaceSpec | undefined, base: string | undefined, at: Node): string {
    const said = spec?.region;
    const region = said?.text ?? base ?? this.scope.defaultRegion;
    if (region === undefined) this.fail("place/no-region", at, { what: this.statement.verb });
    if (said !== undefined && !REGIONS.includes(region)) {
      const near = suggest(region, REGIONS);
      this.fail("place/unknown-region", said, { region }, near === undefined ? {} : { hint: `did you mean \`${near}\`?` });
    }
    return region;
  }

  named(account: Name | string): string {
    const name = typeof account === "string" ? account : account.text;
    if (!this.world.accounts.has(name)) makeAccount(this, name);
    return name;
  }

  resource<T>(name: Name, kind: Kind<T>): Resource<T> {
    return this.anyResource(name, [kind.name]) as Resource<T>;
  }

  anyResource(name: Name, kinds: readonly string[]): Resource {
    if (name.text.startsWith("aws/") && kinds.includes(keyKind.name)) return this.managedKey(name, this.place(undefined));
    const found = this.world.resources.get(name.text);
    if (found !== undefined && kinds.includes(found.kind)) return found;
    if (found !== undefined) this.wrongKind(name, found, kinds);
    return this.goneResource(name, kinds) ?? this.unknown(name, kinds);
  }

  isGone(name: Name): boolean {
    return !this.world.resources.has(name.text) && this.gone(name.text) !== undefined;
  }

  private goneResource(name: Name, kinds: readonly string[]): Resource | undefined {
    const gone = this.gone(name.text);
    if (gone === undefined || !kinds.includes(gone.kind)) return undefined;
    this.namedGone ??= gone.name;
    return gone;
  }

  /** `aws/ebs` of a place; a service that has none is a slip. */
  managedKey(name: Name, place: Place): Resource<KeyData> {
    const service = name.text.slice("aws/".length);
    if (MANAGED_KEY_SERVICES.includes(service)) return ensureManagedKey(this, service, place);
    const near = suggest(service, MANAGED_KEY_SERVICES);
    const hint = near === undefined ? {} : { hint: `did you mean \`aws/${near}\`?` };
    return this.fail("name/unknown-key", name, { name: name.text }, hint);
  }

  private wrongKind(name: Name, found: Resource, kinds: readonly string[]): never {
    const article = this.registry.kinds.get(found.kind)?.article ?? found.kind;
    return this.fail("name/wrong-kind", name, {
      name: name.text,
      is: article,
      verb: this.statement.verb,
      takes: this.articles(kinds),
    });
  }

  private unknown(name: Name, kinds: readonly string[]): never {
    const candidates: string[] = [];
    for (const each of this.world.resources.values()) if (kinds.includes(each.kind)) candidates.push(each.name);
    const near = suggest(name.text, candidates);
    return this.fail(
      "name/unknown",
      name,
      { name: name.text, kind: joinedBy("or", kinds) },
      near === undefined ? {} : { hint: `did you mean \`${near}\`?` },
    );
  }

  private articles(kinds: readonly string[]): string {
    return joinedBy(
      "or",
      kinds.map((each) => this.registry.kinds.get(each)?.article ?? `a ${each}`),
    );
  }

  keyFor(target: KeyTarget, place: Place): Resource<KeyData> {
    if (target.by === "alias") return this.keyOfAlias(target, place);
    const { text } = target.name;
    if (text.startsWith("aws/")) return this.managedKey(target.name, place);
    return this.resource(target.name, keyKind);
  }

  private keyOfAlias(target: KeyTarget, place: Place): Resource<KeyData> {
    const { text } = target.name;
    const alias = this.find(aliasKind, `${place.account}/${place.region}/alias/${text}`);
    const key = alias === undefined ? undefined : this.find(keyKind, alias.data.target);
    if (key === undefined)
      return this.fail("name/unknown-alias", target.name, { name: text, account: place.account, region: place.region });
    return key;
  }

  keyReference(target: KeyTarget, place: Place): string {
    const { text } = target.name;
    if (target.by === "alias") return `alias/${text}`;
    if (text.startsWith("aws/")) {
      this.managedKey(target.name, place);
      return `alias/${text}`;
    }
    return this.resource(target.name, keyKind).arn;
  }

  policyPrincipal(spec: PrincipalSpec): { readonly type: "AWS" | "Service" | "*"; readonly value: string } {
    switch (spec.is) {
      case "everyone":
        return { type: "*", value: "*" };
      case "service":
        return { type: "Service", value: `${spec.text}.amazonaws.com` };
      case "arn":
        return { type: "AWS", value: this.arnOfText(spec) };
      case "account":
        return { type: "AWS", value: `arn:aws:iam::${accountId(this.world, this.named(spec.text))}:root` };
      case "principal":
        return { type: "AWS", value: this.principal(spec.text).arn };
    }
  }

  /** What stands in quotes is AWS's to take or to refuse, but for a role or user of the scenario that was quoted whole. */
  private arnOfText({ text, start, end }: PrincipalSpec): string {
    const slash = text.indexOf("/");
    if (slash > 0 && this.world.accounts.has(text.slice(0, slash)))
      this.fail("name/quoted-whole", { start, end }, { name: text }, { hint: `write \`${writtenRef(text)}\`` });
    return text;
  }

  principal(ref: Name | string, kind: "role" | "user" = "role"): Principal {
    const text = typeof ref === "string" ? ref : ref.text;
    const known = this.world.principals.get(text);
    if (known !== undefined) return known;
    const slash = text.indexOf("/");
    if (slash <= 0) return this.fail("name/no-principal", typeof ref === "string" ? this.statement : ref, { name: text });
    this.named(text.slice(0, slash));
    const there = this.world.principals.get(text);
    if (there !== undefined) return there;
    const alike = namedAlike(this.world, text, kind);
    if (alike !== undefined)
      return this.fail("name/same-identity", typeof ref === "string" ? this.statement : ref, { name: text, other: alike.ref });
    return makePrincipal(this, text, kind);
  }

  policyDocument(source: DocumentSource, kind: PolicyKind): string {
    const text = source.is === "text" ? source.value : this.fileText(source.path);
    const trouble = lintDocument({ source, kind }, text, this.scope.file, this.registry).find(({ code }) =>
      KEEPS_FROM_RUNNING.has(code),
    );
    if (trouble !== undefined) throw new Stop(trouble);
    return text;
  }

  private fileText(path: TextValue): string {
    const read = this.readFile(path.value, this.scope.file.name);
    return "text" in read ? read.text : this.fail("file/unreadable", path, { path: path.value, problem: read.problem });
  }

  condition(when: RecordValue): unknown {
    const [trouble] = conditionTroubles(when, this.scope.file, this.registry);
    if (trouble !== undefined) throw new Stop(trouble);
    return conditionJson(when, (name, thing) => {
      if (thing.includes("/") && !thing.startsWith("/")) return this.principal({ ...name, text: thing }).arn;
      const found = this.world.resources.get(thing) ?? this.gone(thing);
      return found === undefined || found.arn === ""
        ? this.fail("name/unknown", name, { name: thing, kind: "thing with an ARN" })
        : found.arn;
    });
  }

  newName(st: { readonly as?: Name | undefined }, stem: string): string {
    if (st.as === undefined) return this.derive(stem);
    const taken = this.world.resources.get(st.as.text);
    if (taken !== undefined && keepsName(this.registry, taken))
      return this.fail("name/taken", st.as, { name: st.as.text, is: this.articles([taken.kind]) });
    return st.as.text;
  }

  implied<T>(sentence: string, work: () => T): T {
    this.impliedCount += 1;
    this.state.facts.push({ is: "implied", sentence });
    return work();
  }

  fail(
    code: string,
    at: Node,
    args: Readonly<Record<string, string>>,
    more: Partial<Pick<Problem, "hint" | "notes" | "fix">> = {},
  ): never {
    throw new Stop(diagnosticAt(this.scope.file.name, at, code, args, more));
  }

  reject(problem: Problem): never {
    throw new Stop(toDiagnostic(problem, this.scope.file.name));
  }

  notModelled(what: string, at: Node): never {
    return this.fail("model/not-modelled", at, { what });
  }
}
