// What Elastic Load Balancing keeps besides its listeners, which are servers of the wire.

import { kind } from "../../world/resource.js";

export interface LoadBalancerData {
  readonly type: "application" | "network";
  readonly dnsName: string;
}
export const loadBalancerKind = kind<LoadBalancerData>("load balancer", "a load balancer", "load balancers");
