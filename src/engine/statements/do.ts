// A statement that acts: finds what it acts on, the service that takes it, and runs its handler in one step.

import { assert } from "../../base/assert.js";
import type { AnyVerbEntry } from "../../contract/statement.js";
import type { Do, Name } from "../../language/syntax.js";
import { giveBack, type StepState } from "../../rules/editor.js";
import type { Fact } from "../../rules/facts.js";
import { causes, isDenial, type Refused, type Reply } from "../../rules/reply.js";
import { keyKind } from "../../world/key.js";
import { callerAccount } from "../../world/principal.js";
import type { Resource } from "../../world/resource.js";
import { NAMES_COMPARED_MAX, nearName } from "../check/symbols.js";
import { absenceOf, noteUnmade, refusedAsGone } from "../gone.js";
import { type Clause, contradiction, type Watched } from "../heeded.js";
import { documentOf, documentText, lintDocument } from "../lint/policy-lint.js";
import { underManagedKey, unsharedThing, unsharedWords } from "../lint/share-lint.js";
import { outcomeVerdict } from "../outcomes.js";
import { keepsName } from "../registry.js";
import type { RunState, StepSpec } from "../run-state.js";
import { passTime } from "../scheduler.js";
import { StatementRun } from "../statement-context.js";
import { diagnosticAt, Stop } from "../stop.js";

/** `expectedNext`: the next statement says what is expected of this one. */
export function runDo(run: RunState, statement: Do, spec: StepSpec, expectedNext: boolean): void {
  const step = run.step(spec, (begun) => {
    // What falls due while someone waits is not itself kept waiting.
    const { draft, facts, lateDepth, burst } = begun;
    const state: StepState = { draft, facts, lateDepth, burst, passTime: (until) => passTime(run, begun, until) };
    const kind = statement.object === undefined ? "" : (draft.resources.get(statement.object.text)?.kind ?? "");
    const watched = run.heeded.watch(statement, kind, spec.scope.file.text);
    const context = new StatementRun(
      state,
      run.parts.registry,
      spec.scope,
      watched.statement,
      run.parts.readFile,
      run.gone.resource,
    );
    const contradicted = contradiction(statement, statement.by?.text ?? spec.scope.actor?.ref);
    if (contradicted !== undefined) saysNothing(context, contradicted);
    const reply = answerTo(run, context, () => handle(run, context, statement, watched, spec, state));
    if (reply.is === "ok") warnOfTraps(run, context, statement, spec);
    else warnOfSharing(run, context, statement, statement.expect !== undefined || expectedNext);
    return { reply, actor: context.actedAs, implied: context.impliedCount };
  });
  run.lastMade = madeIn(step.facts);
  if (step.outcome.is === "refused") noteUnmade(run, statement);
  const expected = statement.expect;
  if (expected !== undefined) {
    const verdict = outcomeVerdict(step, expected);
    run.judge(step, verdict);
    if (!verdict.held) run.fail(step, "expect", [`wanted ${verdict.wanted}`, `got ${verdict.got}`, ...(verdict.why ?? [])]);
  } else if (step.outcome.is === "refused" && !expectedNext) {
    run.fail(step, "refused", [refusedLine(step.outcome.refused)]);
    run.stopped = true;
  }
}

/** The reply, also where the statement names what is gone: whatever a service does with that by itself, without a call, it cannot do. */
function answerTo(run: RunState, context: StatementRun, work: () => Reply): Reply {
  try {
    const reply = work();
    const absence = reply.is === "ok" && context.namedGone !== undefined ? absenceOf(run, context.namedGone) : undefined;
    if (absence === undefined) return reply;
    giveBack(context.state, { world: run.world, factCount: 0 });
    return absence;
  } catch (thrown) {
    const refused = thrown instanceof Stop ? refusedAsGone(run, thrown) : undefined;
    if (refused === undefined) throw thrown;
    return refused;
  }
}

/** What a policy that AWS has just taken will be regretted for. */
function warnOfTraps(run: RunState, context: StatementRun, statement: Do, { scope }: StepSpec): void {
  const on = statement.object === undefined ? undefined : context.world.resources.get(statement.object.text);
  const put = documentOf(statement, on?.kind === keyKind.name);
  const text = put === undefined ? undefined : documentText(put.source, scope.file, run.parts.readFile);
  if (put === undefined || typeof text !== "string") return;
  for (const { code, args } of lintDocument(put, text, scope.file, run.parts.registry)) context.warn(code, args);
}

/** Where another account's thing is not there for it. */
function warnOfSharing(run: RunState, context: StatementRun, statement: Do, isExpected: boolean): void {
  const unshareable = isExpected ? undefined : underManagedKey(statement, context.world, run.parts.registry);
  if (unshareable !== undefined) {
    const { thing, key, accounts } = unshareable;
    const message = `${key} is AWS's own key, into which nobody can let account ${accounts}: copy ${thing} with a key of your own, whose policy lets account ${accounts} in, and share the copy`;
    context.warn("share/aws-managed-key", { message });
  }
  const call = context.state.facts.find((fact) => fact.is === "call");
  const account = call === undefined ? "" : callerAccount(call.caller);
  const found = account === "" ? undefined : unsharedThing(statement, account, context.world, run.parts.registry);
  // That a key was given away for nothing is a trap, also where the scenario says that it springs; the rest it knows then.
  if (found === undefined || (isExpected && found.key?.is !== "open")) return;
  context.warn("share/resource-not-shared", { message: unsharedWords(found, account) });
}

const NOTHING: readonly string[] = [];

function madeIn(facts: readonly Fact[]): readonly string[] {
  return facts.some((fact) => fact.is === "made") ? facts.flatMap((fact) => (fact.is === "made" ? [fact.id] : [])) : NOTHING;
}

function refusedLine(refused: Refused): string {
  const word = isDenial(refused) ? "denied" : "refused";
  const [outer, ...inner] = [...causes(refused)].map((each) => each.code);
  // A copy's state is all the code that there is; what AWS says of it is the state's message.
  const how = outer === "error" ? `: ${refused.message}` : ` with ${outer}`;
  const chain = [how, ...inner].join(", because of ");
  return `${word}${refused.late === true ? " in the end" : ""}${chain}; it was expected to work`;
}

function handle(run: RunState, context: StatementRun, statement: Do, watched: Watched, spec: StepSpec, state: StepState): Reply {
  const entries = run.parts.registry.verbs.get(statement.verb);
  if (entries === undefined || entries.length === 0) {
    throw new Stop(diagnosticAt(spec.scope.file.name, statement, "model/not-modelled", { what: `\`${statement.verb}\`` }));
  }
  const unbound = entries.find((entry) => entry.on === "new" || entry.on === "free");
  if (unbound !== undefined && !entries.some((entry) => Array.isArray(entry.on) && wants(run, entry, statement))) {
    if (unbound.on === "new") requireFree(context, run, statement);
    requireRightWords(context, unbound, statement);
    return heeded(context, watched, unbound.run(context, watched.statement, undefined));
  }
  const { object, refused } = objectOf(run, context, entries, statement, state, spec);
  if (refused !== undefined) return refused;
  const entry = entries.find((each) => Array.isArray(each.on) && each.on.includes(object!.kind));
  assert(entry !== undefined && object !== undefined, "the object was found among the kinds that the verb takes");
  requireRightWords(context, entry, statement);
  const { article } = run.parts.registry.kinds.get(object.kind) ?? { article: object.kind };
  return heeded(context, watched, entry.run(context, watched.statement, object), article);
}

/** What the handler has not looked at when all is done; `is` tells of what kind of thing the sentence was, where the verb takes several. */
function heeded(context: StatementRun, watched: Watched, reply: Reply, is?: string): Reply {
  const ignored = reply.is === "ok" ? watched.unheeded() : undefined;
  if (ignored === undefined) return reply;
  const { at, words, why } = ignored;
  const { verb } = watched.statement;
  if (why === undefined && is !== undefined) return context.fail("sentence/not-for-this", at, { verb, is, words });
  return saysNothing(context, { at, words, why: why ?? `this \`${verb}\` does nothing with it` });
}

function saysNothing(context: StatementRun, { at, words, why = "" }: Clause): never {
  return context.fail("sentence/says-nothing", at, { words, why });
}

/**
 * The check of a file has told of these, unless they were filled in while it runs, typed into a branch, or said of a thing whose kind shows
 * only now. A warning stops nothing.
 */
function requireRightWords(context: StatementRun, entry: AnyVerbEntry, statement: Do): void {
  for (const problem of entry.mistakes?.(statement) ?? []) if (problem.severity !== "warning") context.reject(problem);
}

/** A verb may have handlers for things (`delete k1`) and one for what is no resource (`delete A/role`). */
function wants(run: RunState, entry: AnyVerbEntry, statement: Do): boolean {
  if (statement.object === undefined) return true;
  if (statement.object.text.startsWith("aws/")) return (entry.on as readonly string[]).includes(keyKind.name);
  const found = run.world.resources.get(statement.object.text) ?? run.gone.resource(statement.object.text);
  return found !== undefined && (entry.on as readonly string[]).includes(found.kind);
}

function requireFree(context: StatementRun, run: RunState, statement: Do): void {
  if (statement.object === undefined) return;
  const taken = context.world.resources.get(statement.object.text);
  const { registry } = run.parts;
  if (taken === undefined || !keepsName(registry, taken)) return;
  const is = registry.kinds.get(taken.kind)?.article ?? taken.kind;
  context.fail("name/taken", statement.object, { name: statement.object.text, is });
}

/** Kinds by the entries of a verb, which stay the same for as long as the registry. */
const takenBy = new WeakMap<readonly AnyVerbEntry[], readonly string[]>();

function kindsTaken(entries: readonly AnyVerbEntry[]): readonly string[] {
  let kinds = takenBy.get(entries);
  if (kinds === undefined) {
    kinds = entries.flatMap((entry) => (Array.isArray(entry.on) ? entry.on : []));
    takenBy.set(entries, kinds);
  }
  return kinds;
}

interface Found {
  readonly object?: Resource;
  readonly refused?: Refused;
}

function objectOf(
  run: RunState,
  context: StatementRun,
  entries: readonly AnyVerbEntry[],
  statement: Do,
  state: StepState,
  spec: StepSpec,
): Found {
  const kinds = kindsTaken(entries);
  const name = statement.object;
  if (name === undefined) return { object: leftOut(run, context, kinds, statement, spec) };
  const found = state.draft.resources.get(name.text);
  if (found !== undefined && kinds.includes(found.kind)) return { object: found };
  if (found === undefined && name.text.startsWith("aws/") && kinds.includes(keyKind.name)) {
    return { object: context.managedKey(name, context.place(statement.place)) };
  }
  const implying =
    found === undefined ? entries.find((entry) => entry.imply !== undefined && entry.implies?.(statement) !== false) : undefined;
  if (implying !== undefined) return implied(run, context, implying, name, statement);
  return { object: context.anyResource(name, kinds) };
}

function leftOut(run: RunState, context: StatementRun, kinds: readonly string[], statement: Do, spec: StepSpec): Resource {
  const candidates = run.lastMade
    .map((id) => context.world.resources.get(id))
    .filter((each) => each !== undefined && kinds.includes(each.kind));
  const last = candidates.at(-1);
  if (last !== undefined) return last;
  throw new Stop(diagnosticAt(spec.scope.file.name, statement, "name/nothing-left-out", { verb: statement.verb }));
}

function implied(run: RunState, context: StatementRun, entry: AnyVerbEntry, name: Name, statement: Do): Found {
  warnOfNearName(run, context, name);
  const reply = entry.imply!(context, name, statement);
  if (reply.is === "refused") return { refused: reply };
  const object = context.world.resources.get(name.text);
  assert(object !== undefined, `${name.text} was made because a sentence named it`);
  return { object };
}

/** `vo11` beside `vol1`: made all the same, with a word about it. */
function warnOfNearName(run: RunState, context: StatementRun, name: Name): void {
  if (run.world.resources.size > NAMES_COMPARED_MAX) return;
  const names: string[] = [];
  for (const each of run.world.resources.values())
    if (!run.parts.registry.kinds.get(each.kind)?.rebindable) names.push(each.name);
  const near = nearName(name.text, names);
  if (near !== undefined) context.warn("name/near", { name: name.text, near });
}
