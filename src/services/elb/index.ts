// Elastic Load Balancing: where TLS ends in AWS. A listener is a server of the wire; what it takes is its security policy's to say.

import type { KindEntry, ServiceDefinition } from "../../contract/service.js";
import { elbCatalog } from "../../generated/catalogs.js";
import { refuse } from "../../rules/reply.js";
import { signedOnly } from "../../rules/signed.js";
import type { Resource } from "../../world/resource.js";
import { operations } from "./operations.js";
import { type LoadBalancerData, loadBalancerKind } from "./state.js";
import { verbs } from "./verbs.js";

const of = (resource: Resource) => (resource as Resource<LoadBalancerData>).data;

const loadBalancerEntry: KindEntry = {
  ...loadBalancerKind,
  describe: (resource) => `${of(resource).type}, ${of(resource).dnsName}`,
  properties: new Map([
    ["type", (resource: Resource) => ({ is: "text", text: of(resource).type }) as const],
    ["dns-name", (resource: Resource) => ({ is: "text", text: of(resource).dnsName }) as const],
    ["owner", (resource: Resource) => ({ is: "text", text: resource.account }) as const],
  ]),
  states: new Map(),
  absent: () => refuse("LoadBalancerNotFound", ""),
};

export const elb: ServiceDefinition = {
  name: elbCatalog.service,
  operations: operations.map(signedOnly),
  verbs,
  kinds: [loadBalancerEntry],
  events: new Map(),
  words: new Map([
    [
      "elb/no-listener",
      {
        title: "A listener belongs to a load balancer",
        say: ({ name = "" }) => ({
          text: `${name} is no listener of a load balancer`,
          help: "a server's own certificate and versions are said when it is served",
        }),
        example: 'serve shop at "shop.example"; modify listener shop policy ELBSecurityPolicy-2016-08',
      },
    ],
    [
      // Source: ELB user guides, mutual-authentication (Application) and and re:Post on mTLS for ECS (Network: a TCP listener instead), read 2026-11-30.
      "elb/no-mutual-tls",
      {
        title: "Clients' certificates are asked for by HTTPS listeners",
        say: () => ({
          text: "only a listener with a certificate, on an Application Load Balancer, asks clients for certificates",
          help: "give it one, `with c1`, on a load balancer that is not `network`",
        }),
        example: "create network load balancer lb1; create listener l1 on lb1 with c1 asking clients for certificates from ca1",
      },
    ],
  ]),
  eventWords: new Map(),
  prices: new Map(),
  notModelled: elbCatalog.notModelled,
  conditionKeys: elbCatalog.conditionKeys,
};
