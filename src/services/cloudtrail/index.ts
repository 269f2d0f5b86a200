// CloudTrail, as far as a scenario can change what an auditor sees: every account has one trail, and it may leave a service's events out.

import type { CodeWords, ServiceDefinition } from "../../contract/service.js";
import { verb } from "../../contract/statement.js";
import { cloudtrailCatalog } from "../../generated/catalogs.js";
import type { World } from "../../world/world.js";
import { operations } from "./operations.js";

/** A trail of all Regions has a home Region, where its settings are changed. */
const HOME_REGION = "us-east-1";

const excludes = verb<"trail excludes">({
  verb: "trail excludes",
  on: "free",
  run(ctx, st) {
    const account = ctx.named(st.object!);
    const excludeManagementEventSources = st.args.sources.map(({ text }) => `${text}.amazonaws.com`);
    const how = { as: ctx.actor(account), region: st.place?.region?.text ?? HOME_REGION };
    return ctx.call("cloudtrail:PutEventSelectors", { excludeManagementEventSources }, how);
  },
});

const words: ReadonlyMap<string, CodeWords> = new Map([
  [
    "cloudtrail/left-out",
    {
      title: "A trail leaves out the events of a service",
      say: ({ account, sources }) => ({
        text: `from here on the trail of ${account} has nothing of ${sources}: neither uses of a key nor its deletion`,
        help: `trail of ${account} excludes nothing`,
      }),
      example: "trail of A excludes kms",
    },
  ],
]);

/** `trail of A` leaves out `kms.amazonaws.com`. */
function settings(world: World): ReadonlyMap<string, string> {
  const said = new Map<string, string>();
  for (const { name, trailExcludes = [] } of world.accounts.values())
    if (trailExcludes.length > 0) said.set(`trail of ${name}`, `leaves out ${trailExcludes.join(", ")}`);
  return said;
}

export const cloudtrail: ServiceDefinition = {
  name: cloudtrailCatalog.service,
  operations,
  verbs: [excludes],
  kinds: [],
  events: new Map(),
  words,
  eventWords: new Map(),
  prices: new Map(),
  settings,
  notModelled: cloudtrailCatalog.notModelled,
};
