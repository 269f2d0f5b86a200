// Which certificate a distribution shows. Sources: CloudFront API reference, ViewerCertificate (its own certificate: policy TLSv1); texts from
// winglang/wing issue 2440 and hashicorp/terraform-provider-aws issue 13828; read 2026-11-30.

import { expect, test } from "vitest";
import { mistakesOf, resultOf, scenarioOf } from "../../engine/running.js";

const START = `clock 2026-03-01
default in acct A region us-east-1
request certificate c1 for "shop.example", "*.shop.example"
`;

test("without a certificate of its own it has CloudFront's, for its own name, from TLS 1.0 on", () => {
  const text = `${START}create distribution cdn
connect alice to cdn over tls as conn1
connect alice to cdn over tls 1.0 as conn2
expect cdn.host is "cdn.cloudfront.net"
expect cdn.policy is "TLSv1"
expect conn1.version is 1.3
advance 3 years
connect alice to cdn over tls`;
  expect(resultOf(text)).toBe("passed");
});

test.each([
  [
    'create distribution cdn at "shop.example"',
    /^To add an alternate domain name \(CNAME\) to a CloudFront distribution, you must attach/,
  ],
  [
    'create distribution cdn at "other.example" with c1',
    /doesn't cover the alternate domain name \(CNAME\) that you're trying to add\./,
  ],
  ['create distribution cdn at "a.b.shop.example" with c1', /doesn't cover the alternate domain name/],
])("%s: an alternate domain name is covered by the certificate", (sentence, text) => {
  const { outcome } = scenarioOf(START + sentence).steps.at(-1)!;
  expect(outcome).toMatchObject({ is: "refused", refused: { code: "InvalidViewerCertificate" } });
  expect(outcome.is === "refused" && outcome.refused.message).toMatch(text);
});

test("a wildcard covers one label of it", () => {
  expect(resultOf(`${START}create distribution cdn at "www.shop.example" with c1\nconnect alice to cdn over tls`)).toBe("passed");
});

test("whether it answers plain HTTP is a setting that is not modelled, and no refusal", () => {
  const text = `${START}create distribution cdn with c1\nconnect alice to cdn over http expect error`;
  expect(mistakesOf(text)).toEqual(['model/not-modelled at "cdn"']);
});
