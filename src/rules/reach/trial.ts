// Ways tried, on a copy of the world: the tables are immutable, so a copy is a handful of references. An outage is not a want of
// permission, so trials know of none.

import { emptyTable } from "../../base/table.js";
import { type Caller, callerAccount } from "../../world/principal.js";
import type { World, WorldDraft } from "../../world/world.js";
import { type OperationRegistry, performCall } from "../call.js";
import { copyOf, Editor, type StepState } from "../editor.js";
import type { ActionName, CallOptions, InputOf, OutputOf } from "../operation.js";
import { DONE, type Reply } from "../reply.js";
import type { ProofStep, Trial, Way } from "./sources.js";

class TrialRun extends Editor implements Trial {
  constructor(
    state: StepState,
    private readonly operations: OperationRegistry,
    readonly reader: Caller,
  ) {
    super(state);
  }

  call<A extends ActionName>(
    action: A,
    input: InputOf<A>,
    region: string,
    options: Pick<CallOptions, "grantTokens"> = {},
  ): Reply<OutputOf<A>> {
    const place = { account: callerAccount(this.reader), region };
    return performCall(this.operations, this.state, action, input, { caller: this.reader, place, ...options });
  }
}

function trialOf(world: World): StepState {
  const draft: WorldDraft = { ...copyOf(world), faults: emptyTable() };
  if (world.noting !== undefined) {
    draft.noting = world.noting;
    // No time passes in a trial: its clock is that of the world, which notes who reads it.
    Object.defineProperty(draft, "now", { enumerable: true, get: () => world.now });
  }
  return { draft, facts: [], lateDepth: 0, burst: undefined };
}

export function tryWay(world: World, operations: OperationRegistry, reader: Caller, way: Pick<Way, "try">): Reply {
  return way.try(new TrialRun(trialOf(world), operations, reader));
}

/** Walks a path from its first step to its last in one world, each step upon what the one before left. */
export function walk(world: World, operations: OperationRegistry, path: readonly ProofStep[]): Reply {
  const state = trialOf(world);
  for (const { does } of path) {
    const reply = does === undefined ? DONE : does.work(new TrialRun(state, operations, does.by));
    if (reply.is === "refused") return reply;
  }
  return DONE;
}
