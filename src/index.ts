// The library: what a program may rely on. Everything else may change; test/api.test.ts holds this page to its report.

export { type SimulateOptions, simulate } from "./api/simulate.js";
export type { Failure, RunLog, ScenarioRun, Step, StepBlock, StepOutcome, Verdict, Vocabulary } from "./engine/log.js";
export type { Diagnostic } from "./language/diagnostic.js";
export { billOf } from "./report/bill.js";
export { diagnosticText as renderDiagnostic } from "./report/diagnostics.js";
export { renderGolden } from "./report/golden.js";
export { jsonLines } from "./report/json.js";
export { renderTrace, type TraceOptions, traceLines } from "./report/trace.js";
export { trailLines } from "./report/trail.js";
export type { TrailRecord } from "./rules/audit.js";
export type { BillLine } from "./rules/billing.js";
export type { CallFact, Fact } from "./rules/facts.js";
export type { Refused } from "./rules/reply.js";
export type { Resource } from "./world/resource.js";
export type { World } from "./world/world.js";
