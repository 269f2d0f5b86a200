// Public certificates of ACM under the clock. Terms and days: ACM user guide, managed renewal, and ACM news of 2026-02-18.

import { describe, expect, test } from "vitest";
import { simulate } from "../../../src/api/simulate.js";

function run(clock: string, ...lines: string[]) {
  const text = [`clock ${clock}`, "default in acct A region us-east-1", ...lines].join("\n");
  const log = simulate({ text, name: "acm" });
  expect(log.diagnostics.filter((each) => each.severity === "error").map((each) => each.code)).toEqual([]);
  return log.scenarios[0]!.failures.flatMap((each) => each.lines);
}

function mistakes(...lines: string[]) {
  const text = ["default in acct A region us-east-1", ...lines].join("\n");
  return simulate({ text, name: "acm" }).diagnostics.map((each) => each.code);
}

const REQUEST = 'request certificate c1 for "shop.example"';
const SERVE = 'serve shop at "shop.example" with c1';

describe("the term of a public certificate", () => {
  test("is 395 days on the day before 2026-02-18 and 198 from then on", () => {
    expect(run("2026-02-17", REQUEST, 'expect c1.expires is "2027-03-19"')).toEqual([]);
    expect(run("2026-02-18", REQUEST, 'expect c1.expires is "2026-09-04"')).toEqual([]);
  });
});

// ACM User Guide, acm-limits: 10 names by default, the first among them; all of them are in the Subject Alternative Name extension.
describe("a certificate for several names", () => {
  const names = (count: number) => Array.from({ length: count }, (_, at) => `"n${at}.example"`).join(", ");

  test("is good for each of them, and validated once for all", () => {
    expect(
      run(
        "2026-03-01",
        'request certificate c1 for "shop.example", "*.shop.example" validated by email',
        "validate c1",
        SERVE,
        'serve www at "www.shop.example" with c1',
        "connect alice to shop over tls",
        "connect alice to www over tls",
        'expect c1.host is "shop.example, *.shop.example"',
      ),
    ).toEqual([]);
  });

  test("has ten of them at most", () => {
    expect(run("2026-03-01", `request certificate c1 for ${names(10)}`)).toEqual([]);
    expect(run("2026-03-01", `request certificate c1 for ${names(11)} expect error LimitExceededException`)).toEqual([]);
  });

  test("shows a listener's clients the first that is no wildcard", () => {
    const made = [
      'request certificate c1 for "*.shop.example", "shop.example"',
      "create load balancer lb1",
      "create listener l1 on lb1 with c1",
    ];
    expect(run("2026-03-01", ...made, 'expect l1.host is "shop.example"', "connect alice to l1 over tls")).toEqual([]);
  });

  // ACM User Guide, acm-conditions: acm:DomainNames has all of them.
  test("is allowed by all of its names", () => {
    const policy = (names: string) =>
      `allow A/app to "acm:RequestCertificate" on "*" when { "ForAllValues:StringEquals": { "acm:DomainNames": [${names}] } }`;
    const request = 'request certificate c1 for "a.example", "b.example" by A/app';
    expect(run("2026-03-01", policy('"a.example", "b.example"'), request)).toEqual([]);
    expect(run("2026-03-01", policy('"a.example"'), `${request} expect denied`)).toEqual([]);
  });
});

describe("managed renewal", () => {
  test("happens 45 days before the end, not a day sooner", () => {
    expect(run("2026-03-01", REQUEST, SERVE, "advance 152 days", 'expect c1.expires is "2026-09-15"')).toEqual([]);
    expect(run("2026-03-01", REQUEST, SERVE, "advance 153 days", 'expect c1.expires is "2027-02-15"')).toEqual([]);
  });

  test("comes about later where the certificate comes into use later, and not after its end", () => {
    const late = ["advance 190 days", SERVE, "advance 1 day", 'expect c1.renewal is "SUCCESS"'];
    expect(run("2026-03-01", REQUEST, ...late)).toEqual([]);
    expect(run("2026-03-01", REQUEST, "advance 199 days", SERVE, "advance 1 day", 'expect c1.state is "EXPIRED"')).toEqual([]);
  });

  test("waits for a click where validation is by e-mail", () => {
    const due = [`${REQUEST} validated by email`, "validate c1", SERVE, "advance 153 days"];
    expect(run("2026-03-01", ...due, 'expect c1.renewal is "PENDING_VALIDATION"', 'expect c1.expires is "2026-09-15"')).toEqual(
      [],
    );
    expect(run("2026-03-01", ...due, "validate c1", 'expect c1.expires is "2027-02-15"')).toEqual([]);
    expect(run("2026-03-01", ...due, "advance 45 days", 'expect c1.renewal is "FAILED"')).toEqual([]);
  });
});

describe("a certificate of ACM", () => {
  test("is for servers alone, and everyone trusts its authority", () => {
    const staff = ["certificate authority staff", 'certificate own for "shop.example" from staff'];
    const inside = 'serve inside at "shop.example" with c1 asking clients for certificates from staff';
    const connect = "connect alice to inside over tls presenting c1 expect error ERR_SSL_TLSV1_ALERT_UNKNOWN_CA";
    expect(run("2026-03-01", REQUEST, SERVE, "connect anyone to shop over tls")).toEqual([]);
    expect(run("2026-03-01", ...staff, REQUEST, inside, connect)).toEqual([]);
  });

  test("is asked for with ACM's permission, which may be limited to a way of validation", () => {
    const policy =
      '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"acm:RequestCertificate","Resource":"*","Condition":{"StringEquals":{"acm:ValidationMethod":"DNS"}}}]}';
    const own = `identity policy of A/dev is """${policy}"""`;
    expect(run("2026-03-01", "role A/dev", `${REQUEST} by A/dev expect denied`)).toEqual([]);
    expect(run("2026-03-01", "role A/dev", own, `${REQUEST} by A/dev`)).toEqual([]);
    expect(run("2026-03-01", "role A/dev", own, `${REQUEST} validated by email by A/dev expect denied`)).toEqual([]);
  });

  test("is deleted only when nothing serves with it", () => {
    expect(run("2026-03-01", REQUEST, SERVE, "delete c1 expect error ResourceInUseException")).toEqual([]);
    expect(run("2026-03-01", REQUEST, "delete c1", "advance 1 year")).toEqual([]);
  });

  test("keeps its private key, and serves nobody before it is issued", () => {
    expect(mistakes(REQUEST, "steal key of c1 by mallory")).toEqual(["tls/key-in-acm"]);
    expect(mistakes(`${REQUEST} validated by email`, SERVE)).toEqual(["tls/not-issued"]);
    expect(mistakes(REQUEST, "validate c1")).toEqual(["acm/nothing-to-validate"]);
    expect(mistakes('certificate c1 for "shop.example" self-signed', "delete c1")).toEqual(["acm/not-in-acm"]);
  });
});

// Source: ACM API, RequestCertificate, the pattern of DomainName, read 2026-11-30.
describe("the name that is asked for", () => {
  test.each(["localhost", "*", "10.0.0.1", "shop.x", "-shop.example", "a_b.example"])("%s is none that ACM takes", (name) => {
    expect(run("2026-03-01", `request certificate c1 for "${name}" expect error ValidationException`)).toEqual([]);
    expect(run("2026-03-01", `request certificate c1 for "shop.example", "${name}" expect error ValidationException`)).toEqual(
      [],
    );
  });

  test.each(["shop.example", "*.shop.example", "a.b.c.example", "xn--bcher-kva.example"])("%s is one", (name) => {
    expect(run("2026-03-01", `request certificate c1 for "${name}"`)).toEqual([]);
  });
});
