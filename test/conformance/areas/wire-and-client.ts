// TLS, and encryption that the client does itself.

import { type Area, notModelled } from "../play.js";
import { Stage } from "../stage.js";

export const wireAndClient: Area = {
  "tls-alb-default-policy-depends-on-creator": notModelled("load balancers"),
  "tls-deny-insecure-transport-over-http": notModelled("requests to AWS over plain HTTP"),
  "tls-load-balancers-in-two-regions": notModelled("load balancers"),
  "esdk-discovery-cannot-encrypt": notModelled("discovery keyrings"),
  "esdk-message-given-to-kms-decrypt": notModelled("messages of the AWS Encryption SDK given to KMS"),
  "esdk-strict-decrypt-with-alias": () => {
    const s = new Stage();
    s.say('create key k1; alias app for k1; document doc1 "the plan" held by A/admin; seal doc1 with alias app as sealed1');
    return {
      answer: s.answerTo("open sealed1 with alias app"),
      also: [() => s.answerTo("open sealed1 with k1").outcome === "ok"],
    };
  },
};
