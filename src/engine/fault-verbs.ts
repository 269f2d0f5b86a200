// `outage of kms in us-east-1 for 2 hours`, `throttle kms in acct A region us-east-1 to 100 per second`: faults that a scenario puts into
// the world. They belong to no service; the one door meets them (rules/faults).

import { type AnyVerbEntry, verb } from "../contract/statement.js";
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
      const lasts = st.args.for;
      const fault: Fault =
        lasts?.is === "duration" ? { ...base, until: addDuration(ctx.now, { count: lasts.count, unit: lasts.unit }) } : base;
      ctx.world.faults = ctx.world.faults.set(faultKey(fault), fault);
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
      ctx.world.faults = ctx.world.faults.set(faultKey(fault), fault);
      return DONE;
    },
  }),
];
