// One way tried, on a copy of the world: the tables are immutable, so a copy is a handful of references. An outage is not a want of
// permission, so trials know of none.

import { emptyTable } from "../../base/table.js";
import { type Caller, callerAccount } from "../../world/principal.js";
import type { World } from "../../world/world.js";
import { type OperationRegistry, performCall } from "../call.js";
import { Editor } from "../editor.js";
import type { ActionName, InputOf, OutputOf } from "../operation.js";
import type { Reply } from "../reply.js";
import type { Trial, Way } from "./sources.js";

class TrialRun extends Editor implements Trial {
  constructor(
    world: World,
    private readonly operations: OperationRegistry,
    readonly reader: Caller,
  ) {
    super({ draft: { ...world, faults: emptyTable() }, facts: [], lateDepth: 0, burst: undefined });
  }

  call<A extends ActionName>(action: A, input: InputOf<A>, region: string): Reply<OutputOf<A>> {
    const place = { account: callerAccount(this.reader), region };
    return performCall(this.operations, this.state, action, input, { caller: this.reader, place });
  }
}

export function tryWay(world: World, operations: OperationRegistry, reader: Caller, way: Way): Reply {
  return way.try(new TrialRun(world, operations, reader));
}
