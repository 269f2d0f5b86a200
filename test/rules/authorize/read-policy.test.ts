import { describe, expect, test } from "vitest";
import { compileText } from "../../../src/rules/authorize/compile.js";
import { type PolicyKind, printPolicy, readPolicy } from "../../../src/rules/authorize/document.js";
import { readJson } from "../../../src/rules/authorize/json.js";
import { account, user } from "./examples.js";

function problems(text: string, kind: PolicyKind = "key") {
  const reading = readPolicy(text, kind);
  return "problems" in reading
    ? reading.problems.map(({ code, message, start, end }) => ({ code, message, words: text.slice(start, end) }))
    : [];
}

function keyPolicy(more: object): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: { AWS: account }, Action: "kms:*", Resource: "*", ...more }],
  });
}

describe("JSON is read to the letter", () => {
  test.each<[string, string, string]>([
    ['{"Effect": "Allow", "Effect": "Deny"}', '"Effect" stands twice in this object', '"Effect"'],
    ['{"a": 1,}', "a comma stands before }: take it out", ","],
    ["[1,]", "a comma stands before ]: take it out", ","],
    ["{// no\n}", "JSON has no comments", "//"],
    ["{# no\n}", 'a name in "quotes" should stand here', "#"],
    ['{"a" 1}', 'a colon should stand after "a"', "1"],
    ['{"a": "b', "this string is never closed", '"b'],
    ['{"a": 01}', "this is not a number as JSON writes it", "1"],
    ['{"a": NaN}', '"NaN" is not a JSON value: text stands in "quotes"', "NaN"],
    ['{"a": "\\x"}', "this escape is not one of JSON", "\\x"],
    ["{} {}", "there is more text after the end of the policy", "{"],
    ["", "the text ends where a value should stand", ""],
  ])("%s", (text, message, words) => {
    const reading = readJson(text);
    expect(
      "problem" in reading && { message: reading.problem.message, words: text.slice(reading.problem.start, reading.problem.end) },
    ).toEqual({ message, words });
  });

  test("32 levels are read, the 33rd is refused, and a million levels do not exhaust the stack", () => {
    expect("value" in readJson("[".repeat(32) + "]".repeat(32))).toBe(true);
    expect(readJson("[".repeat(33) + "]".repeat(33))).toMatchObject({
      problem: { message: "the policy is nested deeper than 32 levels", start: 32 },
    });
    expect(readJson("[".repeat(1_000_000))).toMatchObject({ problem: { start: 32 } });
  });

  test("what JSON.parse takes is taken, with the same texts", () => {
    const text = '{"a\\u00e9\\n": ["x", -1.5e3, true, null, {}], "__proto__": "p"}';
    const reading = readJson(text);
    expect("value" in reading && reading.value.is === "object" && reading.value.members.map(({ key }) => key)).toEqual([
      "aé\n",
      "__proto__",
    ]);
  });
});

describe("a policy is refused at the place of its mistake", () => {
  test.each<[string, string, PolicyKind, string, string, string]>([
    [
      "a group as principal",
      keyPolicy({ Principal: { AWS: `arn:aws:iam::${account}:group/g` } }),
      "key",
      "MalformedPolicyDocumentException",
      "A group cannot be a principal.",
      `"arn:aws:iam::${account}:group/g"`,
    ],
    [
      "a wildcard inside a principal",
      keyPolicy({ Principal: { AWS: `arn:aws:iam::${account}:role/*` } }),
      "key",
      "MalformedPolicyDocumentException",
      "Policy contains a statement with one or more invalid principals.",
      `"arn:aws:iam::${account}:role/*"`,
    ],
    [
      "an unknown operator",
      keyPolicy({ Condition: { StringMatches: { "aws:username": "a" } } }),
      "key",
      "MalformedPolicyDocumentException",
      "Invalid Condition type : StringMatches.",
      '"StringMatches"',
    ],
    [
      "IfExists on Null",
      keyPolicy({ Condition: { NullIfExists: { "aws:username": "true" } } }),
      "key",
      "MalformedPolicyDocumentException",
      "Null takes neither IfExists nor a set operator",
      '"NullIfExists"',
    ],
    [
      "an unknown element",
      keyPolicy({ Conditions: {} }),
      "key",
      "MalformedPolicyDocumentException",
      'a statement has no element "Conditions"',
      '"Conditions"',
    ],
    [
      "Federated",
      keyPolicy({ Principal: { Federated: "x" } }),
      "key",
      "MalformedPolicyDocumentException",
      "principals of type Federated",
      '"Federated"',
    ],
    [
      "both Action and NotAction",
      keyPolicy({ NotAction: "kms:Decrypt" }),
      "key",
      "MalformedPolicyDocumentException",
      "Action or NotAction, not both",
      '"NotAction"',
    ],
    [
      "an action without its service",
      keyPolicy({ Action: "Decrypt" }),
      "key",
      "MalformedPolicyDocumentException",
      "must be prefaced by a vendor",
      '"Decrypt"',
    ],
    [
      "ForAllValues on one encryption context pair",
      keyPolicy({ Condition: { "ForAllValues:StringEquals": { "kms:EncryptionContext:App": "x" } } }),
      "key",
      "MalformedPolicyDocumentException",
      "OverlyPermissiveCondition",
      '"kms:EncryptionContext:App":"x"',
    ],
    [
      "a principal in an identity policy",
      keyPolicy({}),
      "identity",
      "MalformedPolicyDocument",
      "Policy document should not specify a principal.",
      "{",
    ],
    [
      "a bare name as resource of an identity policy",
      '{"Statement":{"Effect":"Allow","Action":"kms:*","Resource":"alias/a"}}',
      "identity",
      "MalformedPolicyDocument",
      'Resource alias/a must be in ARN format or "*".',
      '"alias/a"',
    ],
    [
      "an identity policy without resources",
      '{"Statement":{"Effect":"Allow","Action":"kms:*"}}',
      "identity",
      "MalformedPolicyDocument",
      "Policy statement must contain resources.",
      "{",
    ],
    [
      "an unknown version",
      '{"Version":"2013-01-01","Statement":[]}',
      "identity",
      "MalformedPolicyDocument",
      'Version is "2012-10-17" or "2008-10-17"',
      '"2013-01-01"',
    ],
    [
      "a trust policy with a resource",
      '{"Statement":{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole","Resource":"*"}}',
      "trust",
      "MalformedPolicyDocument",
      "Has prohibited field Resource",
      '"Resource":"*"',
    ],
    [
      "a character beyond Latin-1 in a key policy",
      keyPolicy({ Sid: "→" }),
      "key",
      "MalformedPolicyDocumentException",
      "printable ASCII and Latin-1",
      "→",
    ],
  ])("%s", (_, text, kind, code, message, words) => {
    const [first] = problems(text, kind);
    expect(first?.code).toBe(code);
    expect(first?.message).toContain(message);
    expect(first?.words.startsWith(words)).toBe(true);
  });

  test("what AWS has and the model has not is marked so", () => {
    const reading = readPolicy(keyPolicy({ Principal: { CanonicalUser: "x" } }), "key");
    expect("problems" in reading && reading.problems.map(({ notModelled }) => notModelled)).toContain(true);
  });

  test("every mistake is reported", () => {
    expect(problems(keyPolicy({ Action: ["Decrypt", "Encrypt"], Effect: "Maybe" }))).toHaveLength(3);
  });

  test("32,768 bytes are read, one more is too long", () => {
    const filled = (size: number) => `${keyPolicy({})}${" ".repeat(size - keyPolicy({}).length)}`;
    expect(problems(filled(32_768))).toEqual([]);
    expect(problems(filled(32_769))).toMatchObject([{ code: "LimitExceededException" }]);
  });
});

describe("what AWS accepts", () => {
  test("a key policy statement may lack Action or Resource", () => {
    expect(problems('{"Statement":[{"Effect":"Allow","Principal":"*"}]}')).toEqual([]);
  });

  test("a Sid of a key policy may hold spaces, one of an identity policy may not", () => {
    expect(problems(keyPolicy({ Sid: "Allow use of the key" }))).toEqual([]);
    expect(problems('{"Statement":{"Sid":"a b","Effect":"Allow","Action":"kms:*","Resource":"*"}}', "identity")).toHaveLength(1);
  });

  test("a unique ID left by a deleted role, and the other forms of principals", () => {
    const AWS = ["AROAEXAMPLEID", account, user("path/to/alice").arn, `arn:aws:sts::${account}:assumed-role/R/s@x`, "*"];
    expect(problems(keyPolicy({ Principal: { AWS, Service: "logs.us-east-1.amazonaws.com" } }))).toEqual([]);
  });
});

test("a printed policy is read back to the same print, and the same text is compiled once", () => {
  const text = keyPolicy({ Sid: "x", Condition: { StringEquals: { "kms:ViaService": ["a", "b"], __proto__x: "y:z" } } }).replace(
    "__proto__x",
    "a:__proto__",
  );
  const reading = readPolicy(text, "key");
  if (!("policy" in reading)) throw new Error(JSON.stringify(reading));
  const printed = printPolicy(reading.policy);
  const again = readPolicy(printed, "key");
  expect("policy" in again && printPolicy(again.policy)).toBe(printed);
  const [first, second] = [compileText(text, "key"), compileText(text, "key")];
  expect("policy" in first && "policy" in second && first.policy === second.policy).toBe(true);
});

test("a slip in the name of an element is one problem, and says which was meant", () => {
  for (const [wrong, right] of [
    ["Efect", "Effect"],
    ["Actions", "Action"],
    ["Principle", "Principal"],
    ["Statements", "Statement"],
  ] as const) {
    const text = `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*" } }`;
    const reading = readPolicy(text.replace(`"${right}"`, `"${wrong}"`), "key");
    const problems = "problems" in reading ? reading.problems : [];
    expect(problems.map(({ meant }) => meant)).toEqual([right]);
  }
});
