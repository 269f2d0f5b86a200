// `mallory cannot read doc1`: what a subject knows or could come to know.

import type { Verdict } from "../log.js";
import type { RunState } from "../run-state.js";
import type { Scope } from "../scope.js";
import { diagnosticAt, Stop } from "../stop.js";
import type { CanClaim } from "./can.js";

export function readVerdict(_run: RunState, claim: CanClaim, scope: Scope): Verdict {
  throw new Stop(diagnosticAt(scope.file.name, claim, "model/not-modelled", { what: "`can read`" }));
}
