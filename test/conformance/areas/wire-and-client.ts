// TLS, and encryption that the client does itself.

import { type Area, notModelled } from "../play.js";
import { Stage } from "../stage.js";

export const wireAndClient: Area = {
  "tls-alb-default-policy-depends-on-creator": notModelled("load balancers"),
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
  "tls-load-balancers-in-two-regions": notModelled("load balancers"),
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
