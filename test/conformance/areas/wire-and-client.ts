// TLS, and encryption that the client does itself.

import type { Area } from "../play.js";
import { Stage, stageWith } from "../stage.js";

export const wireAndClient: Area = {
  "tls-alb-default-policy-depends-on-creator": () => {
    const s = stageWith('request certificate c1 for "shop.example"; create load balancer lb1');
    const answer = s.answerTo("create listener l1 on lb1 with c1");
    return {
      answer,
      also: [
        () => s.holds('expect l1.policy is "ELBSecurityPolicy-2016-08"'),
        () => {
          s.say("create listener l2 on lb1 with c1 in the console");
          return s.holds('expect l2.policy is "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09"');
        },
      ],
    };
  },
  "tls-deny-insecure-transport-over-http": () => {
    const s = new Stage();
    const deny = `{"Effect":"Deny","Principal":"*","Action":"s3:*","Resource":["arn:aws:s3:::b1","arn:aws:s3:::b1/*"],"Condition":{"Bool":{"aws:SecureTransport":"false"}}}`;
    s.say(`create bucket b1; create bucket b2 encrypted with sse-kms aws/s3; document doc1 "x" held by A/admin; put doc1 in b1
      put doc1 in b2; allow A/alice to "s3:GetObject" on b1
      policy of b1 is """{"Version":"2012-10-17","Statement":[${deny}]}"""`);
    return {
      answer: s.answerTo("get doc1 from b1 over http by A/alice"),
      also: [
        () =>
          ["get doc1 from b2 over http", "put doc1 in b2 over http"].every((each) => s.answerTo(each).outcome !== "ok") &&
          s.answerTo("get doc1 from b2").outcome === "ok",
      ],
    };
  },
  "tls-load-balancers-in-two-regions": () => {
    const s = stageWith(`request certificate c1 for "shop.example" region us-east-1; create load balancer lb1 region us-east-1
      create load balancer lb2 region eu-west-1; create listener l1 on lb1 with c1`);
    const refused = s.answerTo("create listener l2 on lb2 with c1");
    const answer = s.answerTo('request certificate c2 for "shop.example" region eu-west-1; create listener l2 on lb2 with c2');
    return { answer, also: [() => refused.outcome !== "ok"] };
  },
  "esdk-discovery-cannot-encrypt": () => {
    const s = new Stage();
    s.say('create key k1; document doc1 "the plan" held by A/admin');
    return { answer: s.answerTo("seal doc1 with any key as sealed1") };
  },
  "esdk-message-given-to-kms-decrypt": () => {
    const s = new Stage();
    s.say('create key k1; document doc1 "the plan" held by A/admin; seal doc1 with k1 as sealed1');
    return { answer: s.answerTo("decrypt sealed1") };
  },
  "esdk-strict-decrypt-with-alias": () => {
    const s = new Stage();
    s.say('create key k1; alias app for k1; document doc1 "the plan" held by A/admin; seal doc1 with alias app as sealed1');
    return {
      answer: s.answerTo("open sealed1 with alias app"),
      also: [() => s.answerTo("open sealed1 with k1").outcome === "ok"],
    };
  },
};
