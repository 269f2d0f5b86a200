// CloudFront's distributions, as servers of the wire.

import { hostMistakes } from "../../contract/hosts.js";
import type { ServiceDefinition } from "../../contract/service.js";
import { accountOfActor } from "../../contract/sites.js";
import { verb } from "../../contract/statement.js";
import { cloudfrontCatalog } from "../../generated/catalogs.js";
import { signedOnly } from "../../rules/signed.js";
import { certificateKind, hostOf } from "../../world/certificate.js";
import { serverKind } from "../../world/server.js";
import { operations } from "./operations.js";

const createDistribution = verb<"create distribution">({
  verb: "create distribution",
  on: "new",
  makes: serverKind.name,
  uses: ({ args: { with: own } }) => (own === undefined ? [] : [{ name: own, kinds: [certificateKind.name] }]),
  mistakes: ({ args: { at } }) => hostMistakes([at]),
  run(ctx, st) {
    const { at, with: own } = st.args;
    const certificate = own === undefined ? undefined : ctx.resource(own, certificateKind);
    const id = st.object?.text ?? ctx.newName(st, "distribution");
    const as = ctx.actor(ctx.account(st.place, accountOfActor(st).account));
    // The name that the certificate is for is the distribution's alternate domain name too.
    const host = at?.value ?? (certificate === undefined ? undefined : hostOf(certificate.data));
    const named = host === undefined ? {} : { host };
    const shown = certificate === undefined ? {} : { certificate: certificate.id };
    // CloudFront is one for all Regions; its calls are recorded in us-east-1.
    return ctx.call(
      "cloudfront:CreateDistribution",
      { id, ...named, ...shown },
      { as, region: cloudfrontCatalog.certificateRegion },
    );
  },
});

export const cloudfront: ServiceDefinition = {
  name: cloudfrontCatalog.service,
  operations: operations.map(signedOnly),
  verbs: [createDistribution],
  kinds: [],
  events: new Map(),
  words: new Map(),
  eventWords: new Map(),
  prices: new Map(),
  notModelled: cloudfrontCatalog.notModelled,
  conditionKeys: cloudfrontCatalog.conditionKeys,
};
