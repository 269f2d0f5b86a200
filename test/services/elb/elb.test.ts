// Load balancers and listeners are found by their own account alone. Source: ELB API reference, errors of ModifyListener and CreateListener.

import { expect, test } from "vitest";
import { run } from "../../engine/running.js";

const LB = `clock 2026-03-01
default in acct A region eu-west-1
request certificate c1 for "shop.example"
create load balancer lb1
create listener l1 on lb1 with c1
`;

test.each([
  [
    "modify listener l1 policy ELBSecurityPolicy-TLS13-1-3-2021-06 by B/admin",
    "ListenerNotFound",
    "One or more listeners not found",
  ],
  [
    "create listener l2 on lb1 by B/admin",
    "LoadBalancerNotFound",
    "Load balancer 'arn:aws:elasticloadbalancing:eu-west-1:222222222222:loadbalancer/app/lb1/lb1' not found",
  ],
  [
    "delete lb1 by B/admin",
    "LoadBalancerNotFound",
    "Load balancer 'arn:aws:elasticloadbalancing:eu-west-1:222222222222:loadbalancer/app/lb1/lb1' not found",
  ],
])("%s: %s", (sentence, code, message) => {
  const { scenarios } = run(`${LB}${sentence}`);
  const outcome = scenarios[0]!.steps.at(-1)!.outcome;
  expect(outcome).toMatchObject({ is: "refused", refused: { code, message } });
});
