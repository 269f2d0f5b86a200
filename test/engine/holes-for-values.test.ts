// `<name>` stands for any value, as if its text stood there: a list to go through, the end of a range, a text, a version of TLS.

import { describe, expect, test } from "vitest";
import { mistakesOf, resultOf } from "./running.js";

const START = `default in acct A region us-east-1
create key k1
`;

describe("a hole stands for", () => {
  test.each([
    [
      "a list",
      "let rs = [us-east-1, eu-west-1]\nfor r in <rs> { create key k-<r> in region <r> }\nexpect count of keys in acct A is 3",
    ],
    [
      "a list in a list",
      "let two = [us-east-1, eu-west-1]\nlet three = [<two>, us-west-2]\nfor r in <three> { create key k-<r> in region <r> }\nexpect count of keys in acct A is 4",
    ],
    [
      "a list that is handed on",
      "define keys(list) { for r in <list> { create key k-<r> in region <r> } }\nkeys([us-east-1, eu-west-1])\nexpect count of keys in acct A is 3",
    ],
    [
      "the end of a range",
      'let n = 3\nfor i in 1 to <n>, 7 { encrypt "x" with k1 as c<i> }\nexpect trail of A has 4 kms:Encrypt',
    ],
    ["the end of a range to pick from", 'let n = 3\npick i from 3 to <n>\nencrypt "x" with k1 as c<i>\nexpect c3.key is k1'],
    ["a text", 'let t = "for orders"\ncreate key k2 described <t>\nexpect k2.description is <t>'],
    [
      "a policy",
      'let p = """{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "kms:Encrypt", "Resource": "*" }] }"""\nidentity policy of A/app is <p>\nencrypt "x" with k1 by A/app',
    ],
    [
      "a host and a version of TLS",
      'let h = "shop.example"; let v = 1.2\ncertificate authority ca1 trusted by alice\ncertificate c1 for <h>, "www.<h>" from ca1\nserve shop at <h> with c1 accepting tls <v>\nconnect alice to shop over tls <v> as conn1\nexpect conn1.version is <v>',
    ],
  ])("%s", (_, text) => {
    expect(resultOf(START + text)).toBe("passed");
  });
});

test("a range that runs backwards once it is filled is told at its place", () => {
  expect(mistakesOf(`${START}let n = 1\nfor i in 3 to <n> { rotate k1 }`)).toEqual(['name/not-a-value at "3 to <n>"']);
});
