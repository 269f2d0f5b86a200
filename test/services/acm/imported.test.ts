// A certificate that was imported into ACM is the one that it was: one private key, one serial number, under two names.

import { describe, expect, test } from "vitest";
import { simulate } from "../../../src/api/simulate.js";

const START = `clock 2026-03-01
default in acct A region us-east-1
certificate authority ca1 trusted by alice
certificate c1 for "shop.example" from ca1 valid 90 days
`;

function failures(...sentences: readonly string[]): readonly string[] {
  const { diagnostics, scenarios } = simulate({ text: START + sentences.join("\n"), name: "imported" });
  return [...diagnostics.map(({ code }) => code), ...(scenarios[0]?.failures ?? []).flatMap(({ lines }) => lines)];
}
const SERVE = ["import certificate c1 as in-acm", 'serve shop at "shop.example" with in-acm without forward secrecy'];

describe("a certificate that was imported", () => {
  test("is revoked under both names", () => {
    expect(failures(...SERVE, "revoke c1", "connect alice to shop over tls expect error CERT_REVOKED")).toEqual([]);
    expect(failures(...SERVE, "revoke in-acm", "expect c1 is revoked")).toEqual([]);
  });

  test("has one private key: who stole it opens what was recorded, and can serve as it", () => {
    const record = [
      'document doc1 "card number" held by alice',
      "connect alice to shop over tls 1.2 as conn1",
      "eavesdrop on conn1 by mallory",
      "send doc1 over conn1",
      "expect mallory cannot read doc1",
    ];
    const after = ["steal key of c1 by mallory", "expect mallory can read doc1"];
    const serve = ["intercept alice to shop by mallory presenting in-acm", "connect alice to shop over tls as conn2"];
    expect(failures(...SERVE, ...record, ...after, ...serve, "expect conn2 is intercepted")).toEqual([]);
  });

  test("is of no use, under either name, without that key", () => {
    const between = "intercept alice to shop by mallory presenting c1";
    expect(failures(...SERVE, between, "connect alice to shop over tls expect error ERR_SSL_BAD_SIGNATURE")).toEqual([]);
  });

  test("is what a client pins, under either name", () => {
    expect(failures(...SERVE, "connect alice to shop over tls pinning c1")).toEqual([]);
    expect(failures(...SERVE, "connect alice to shop over tls pinning in-acm")).toEqual([]);
  });
});

// "The current time must be between the Not Before and Not After certificate fields": ACM API, ImportCertificate, read 2026-11-30.
describe("a certificate is imported in its term alone", () => {
  test("not once it has ended, to the instant", () => {
    expect(failures("advance 90 days", "import certificate c1 expect error ValidationException")).toEqual([]);
    expect(failures("advance to 2026-05-29T23:59:59Z", "import certificate c1")).toEqual([]);
  });

  test("not before it begins", () => {
    const later = 'certificate c2 for "shop.example" from ca1 valid 90 days from 2026-03-02';
    expect(failures(later, "import certificate c2 expect error ValidationException")).toEqual([]);
    expect(failures(later, "advance 1 day", "import certificate c2")).toEqual([]);
  });
});

// What is in ACM keeps its name, and so does an authority; a server is set up anew under its own.
test("a certificate's name is given once", () => {
  const server = ['serve shop at "shop.example" with c1', 'certificate c2 for "shop.example" from ca1'];
  expect(failures('request certificate c1 for "shop.example"')).toEqual(["name/taken"]);
  expect(failures('request certificate a1 for "shop.example"', "import certificate c1 as a1")).toEqual(["name/taken"]);
  expect(failures("certificate authority ca1")).toEqual(["name/taken"]);
  expect(failures(...server, 'serve shop at "shop.example" with c2')).toEqual([]);
  expect(failures('request certificate a1 for "shop.example"', "delete a1", 'request certificate a1 for "b.example"')).toEqual(
    [],
  );
});
