// The trail of a run: the CloudTrail records that each account would find, one JSON object a line, ready for `jq`.

import type { RunLog, ScenarioRun } from "../engine/log.js";
import { type AuditedStep, type TrailEntry, trailRecords } from "../rules/audit.js";
import { safeJson } from "./safe-json.js";

/** The records as CloudTrail shapes them; nothing is added, so that tools for real trails can read them. */
export function* trailLines(log: RunLog): Generator<string> {
  for (const run of log.scenarios) for (const { record } of trailOf(run)) yield safeJson(record);
}

export function trailOf(run: ScenarioRun): Generator<TrailEntry> {
  return trailRecords(auditedSteps(run));
}

function* auditedSteps(run: ScenarioRun): Generator<AuditedStep> {
  let before = run.worldAt(0);
  for (const step of run.steps) {
    yield { facts: step.facts, before, world: step.world };
    before = step.world;
  }
}
