// `--json`: a run as JSON, one object a line, for programs. docs/json.md describes each; `custody` is the version of the form, which
// grows by new members and changes its number when a member's meaning changes.

import type { RunLog, ScenarioRun, Step } from "../engine/log.js";
import type { Diagnostic } from "../language/diagnostic.js";
import { positionOf } from "../language/render.js";
import type { CallFact, Fact } from "../rules/facts.js";
import { causes, isDenial, type Refused } from "../rules/reply.js";
import { callerText } from "../world/principal.js";
import { isoInstant } from "../world/time.js";
import type { World } from "../world/world.js";
import { billLineJson, billOf } from "./bill.js";
import { diagnosticSentence, textOf } from "./diagnostics.js";
import { eventText, resourceIn } from "./names.js";
import { allowedBecause, Denials } from "./reasons.js";
import { safeJson } from "./safe-json.js";

/** Version of the form. */
export const jsonVersion = 1;

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json | undefined };

export function* jsonLines(log: RunLog): Generator<string> {
  yield line("run", { name: log.name, prices: log.vocabulary.priceDate });
  for (const diagnostic of log.diagnostics) yield diagnosticJson(diagnostic, log);
  for (const run of log.scenarios) yield* scenarioJson(run, log);
}

function line(type: string, members: { readonly [name: string]: Json | undefined }): string {
  return safeJson({ custody: jsonVersion, type, ...members });
}

export function diagnosticJson(diagnostic: Diagnostic, log: RunLog): string {
  const text = textOf(diagnostic, log);
  const { code, severity, file, span, hint, fix } = diagnostic;
  return line("diagnostic", {
    severity,
    code,
    message: diagnosticSentence(diagnostic, log),
    file,
    ...place(text, span),
    hint,
    fix: fix === undefined ? undefined : { start: fix.start, end: fix.end, text: fix.text },
    notes: diagnostic.notes.map((note) => note.text),
  });
}

function place(text: string, span: { readonly start: number; readonly end: number }): { readonly [name: string]: Json } {
  return { ...positionOf(text, span.start), start: span.start, end: span.end };
}

function* scenarioJson(run: ScenarioRun, log: RunLog): Generator<string> {
  yield line("scenario", { name: run.name, file: run.file, tags: run.tags, seed: run.seed, clock: isoInstant(run.startedAt) });
  let before = run.worldAt(0);
  const denials = new Denials();
  for (const step of run.steps) {
    yield line("step", { scenario: run.name, ...stepJson(step, { before, log, denials }) });
    before = step.world;
  }
  for (const each of billOf(run, log)) yield line("bill", { scenario: run.name, ...billLineJson(each) });
  yield line("result", {
    scenario: run.name,
    passed: run.failures.length === 0,
    steps: run.steps.length,
    notRun: run.notRun,
    failures: run.failures.map((failure) => ({
      step: failure.step,
      code: failure.code,
      lines: failure.lines,
      file: failure.file,
      ...place(textOf(failure, log), failure.span),
    })),
  });
}

interface View {
  readonly before: World;
  readonly log: RunLog;
  readonly denials: Denials;
}

function stepJson(step: Step, view: View): { readonly [name: string]: Json | undefined } {
  const refused = step.outcome.is === "refused" ? step.outcome.refused : undefined;
  const verdict = step.expectation;
  return {
    step: step.number,
    kind: step.kind,
    text: step.text,
    file: step.file,
    line: positionOf(textOf(step, view.log), step.span.start).line,
    clock: isoInstant(step.at),
    actor: step.actor,
    outcome: refused === undefined ? "ok" : isDenial(refused) ? "denied" : "error",
    error: refused === undefined ? undefined : refusedJson(refused),
    expectation:
      verdict === undefined
        ? undefined
        : {
            held: verdict.held,
            wanted: verdict.wanted,
            got: verdict.got,
            why: verdict.why ?? [],
            at: verdict.at && isoInstant(verdict.at),
          },
    facts: step.facts.flatMap((fact) => factJson(fact, step, view)),
  };
}

function refusedJson(refused: Refused): Json {
  return [...causes(refused)].map((each) => ({ code: each.code, message: each.message }));
}

function factJson(fact: Fact, step: Step, view: View): Json[] {
  switch (fact.is) {
    case "call":
      return [callJson(fact, step, view)];
    case "due":
    case "scheduled":
      return [
        {
          is: fact.is,
          at: isoInstant(fact.at),
          event: fact.event,
          subject: fact.subject,
          text: eventText(fact, view.log.vocabulary, step.world, view.before),
        },
      ];
    case "warning": {
      const said = view.log.vocabulary.words.get(fact.code)?.say(fact.args);
      return [{ is: "warning", code: fact.code, text: said?.text, help: said?.help }];
    }
    case "made": {
      const resource = resourceIn(fact.id, step.world, view.before);
      const described =
        resource === undefined ? undefined : view.log.vocabulary.kinds.get(resource.kind)?.describe(resource, step.world);
      return [
        {
          is: "made",
          id: fact.id,
          kind: resource?.kind,
          account: resource?.account,
          region: resource?.region,
          arn: resource?.arn,
          text: described,
        },
      ];
    }
    case "holding":
      return [{ ...fact, at: isoInstant(fact.at) }];
    case "usage":
      return [{ ...fact, at: isoInstant(fact.at) }];
    default:
      return [{ ...fact }];
  }
}

function callJson(call: CallFact, step: Step, { denials, before }: View): Json {
  const denied = call.decisions.find((decision) => !decision.allowed);
  const denial = denied === undefined ? undefined : denials.of(denied, step.world, before);
  return {
    is: "call",
    depth: call.depth,
    late: call.late,
    action: call.action,
    caller: callerText(call.caller),
    account: call.place.account,
    region: call.place.region,
    at: isoInstant(call.at),
    on: call.on,
    encryptionContext: call.encryptionContext === undefined ? undefined : Object.fromEntries(call.encryptionContext),
    newEncryptionContext: call.newEncryptionContext === undefined ? undefined : Object.fromEntries(call.newEncryptionContext),
    allowed: call.decisions.every((decision) => decision.allowed),
    why: call.decisions.map((decision) => (decision.allowed ? allowedBecause(decision, step.world) : denial!.short)),
    toAllow: denial?.change,
    error: call.refused === undefined ? undefined : refusedJson(call.refused),
    recordedIn: call.recordedIn,
    metered: call.metered === undefined ? undefined : { ...call.metered },
    answerMs: call.answerMs,
    attempts: call.attempts,
    earlier: call.earlier?.map(({ at, refused, recordedIn, waitMs }) => ({
      at: isoInstant(at),
      error: refusedJson(refused),
      recordedIn,
      waitMs,
    })),
  };
}
