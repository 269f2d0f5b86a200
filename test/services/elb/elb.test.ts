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

function lastOf(sentences: string) {
  const { scenarios } = run(`${LB}${sentences}`);
  return scenarios[0]!.steps.at(-1)!.outcome;
}

// Text: theopensystemslab/planx-new pull request 1051, 2022-07-28.
test.each([
  "create listener plain on lb1 policy ELBSecurityPolicy-2016-08",
  "create listener plain on lb1\nmodify listener plain policy ELBSecurityPolicy-2016-08",
])("a listener without a certificate takes no security policy: %s", (sentences) => {
  const refused = { code: "ValidationError", message: "An SSL policy cannot be specifed for HTTP listeners" };
  expect(lastOf(sentences)).toMatchObject({ is: "refused", refused });
});

test("a listener takes a policy together with its first certificate", () => {
  expect(lastOf("create listener plain on lb1\nmodify listener plain with c1 policy ELBSecurityPolicy-2016-08")).toMatchObject({
    is: "ok",
  });
});

// Source: ELB user guides, mutual-authentication (Application); re:Post on mTLS for ECS (Network: a TCP listener instead); read 2026-11-30.
test.each([
  "create network load balancer lb2\ncreate listener l2 on lb2 with c1 asking clients for certificates from ca1",
  "create listener l2 on lb1 asking clients for certificates from ca1",
])("clients are asked for certificates by HTTPS listeners of Application Load Balancers alone: %s", (sentences) => {
  const { diagnostics } = run(`${LB}certificate authority ca1\n${sentences}`);
  expect(diagnostics.map(({ code }) => code)).toEqual(["elb/no-mutual-tls"]);
});
