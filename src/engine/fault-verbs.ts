// `outage of kms in us-east-1 for 2 hours`, `latency of kms in us-east-1 is 2 seconds`, `throttle kms in acct A region us-east-1 to 100 per
// second`: faults that a scenario puts into the world. They belong to no service; the one door meets them (rules/faults).

import { type AnyVerbEntry, type StatementContext, verb } from "../contract/statement.js";
import type { DurationValue, HoleValue } from "../language/syntax.js";
import { faultKey } from "../rules/faults.js";
import { DONE } from "../rules/reply.js";
import { addDuration } from "../world/time.js";
import type { Fault } from "../world/world.js";

export const faultVerbs: readonly AnyVerbEntry[] = [
  verb<"outage">({
    verb: "outage",
    on: "free",
    run(ctx, st) {
      const region = ctx.region(st.place);
      const base = { is: "outage", service: st.args.service.text, region, account: "" } as const;
      put(ctx, lasting(ctx, base, st.args.for));
      return DONE;
    },
  }),
  verb<"latency">({
    verb: "latency",
    on: "free",
    run(ctx, st) {
      const region = ctx.region(st.place);
      const { answer } = st.args;
      const answerMs = answer.is === "duration" ? addDuration(ctx.now, answer) - ctx.now : 0;
      put(ctx, lasting(ctx, { is: "latency", service: st.args.service.text, region, account: "", answerMs }, st.args.for));
      return DONE;
    },
  }),
  verb<"throttle">({
    verb: "throttle",
    on: "free",
    run(ctx, st) {
      const place = ctx.place(st.place);
      const fault: Fault = {
        is: "throttle",
        service: st.args.service.text,
        region: place.region,
        account: place.account,
        perSecond: st.args.perSecond,
      };
      put(ctx, fault);
      return DONE;
    },
  }),
];

/** For good, if no time is said. */
function lasting(ctx: StatementContext, fault: Fault, time: DurationValue | HoleValue | undefined): Fault {
  return time?.is === "duration" ? { ...fault, until: addDuration(ctx.now, time) } : fault;
}

function put(ctx: StatementContext, fault: Fault): void {
  ctx.world.faults = ctx.world.faults.set(faultKey(fault), fault);
}
