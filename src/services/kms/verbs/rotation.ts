// Sentences about rotation: `enable rotation of k1 every 180 days`, `disable rotation of k1`, `rotate k1`.

import { type AnyVerbEntry, verb } from "../../../contract/statement.js";
import { asKey, KEYS } from "./keys.js";
import { how } from "./targets.js";
import { daysOf } from "./values.js";

const enableRotation = verb({
  verb: "enable rotation",
  on: KEYS,
  run(ctx, st, object) {
    const key = asKey(object);
    const periodDays = daysOf(ctx, st.args.every);
    return ctx.call(
      "kms:EnableKeyRotation",
      { keyId: key.arn, ...(periodDays === undefined ? {} : { periodDays }) },
      how(ctx, st, key),
    );
  },
});

const disableRotation = verb({
  verb: "disable rotation",
  on: KEYS,
  run: (ctx, st, object) => ctx.call("kms:DisableKeyRotation", { keyId: asKey(object).arn }, how(ctx, st, asKey(object))),
});

const rotate = verb({
  verb: "rotate",
  on: KEYS,
  run: (ctx, st, object) => ctx.call("kms:RotateKeyOnDemand", { keyId: asKey(object).arn }, how(ctx, st, asKey(object))),
});

export const rotationVerbs: readonly AnyVerbEntry[] = [enableRotation, disableRotation, rotate];
