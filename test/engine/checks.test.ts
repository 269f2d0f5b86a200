// What a file says wrongly is told when it is checked, all at once, each at its word, and before anything runs.
import { describe, expect, test } from "vitest";
import { mistakesOf, run } from "./running.js";

const START = "default in acct A region us-east-1\ncreate key k1\n";

/** The only mistake of a line behind the set-up, what stands behind its carets, and the edit that mends it. */
function only(line: string): { told: string; hint: string | undefined; fixed: string | undefined } {
  const text = START + line;
  const { diagnostics } = run(text, { checkOnly: true });
  expect(diagnostics).toHaveLength(1);
  const [{ code, severity, span, hint, fix }] = diagnostics as [(typeof diagnostics)[0]];
  const word = text.slice(span.start, span.end);
  const fixed = fix === undefined ? undefined : (text.slice(0, fix.start) + fix.text + text.slice(fix.end)).slice(START.length);
  return { told: `${severity} ${code} at ${word}`, hint, fixed };
}

// IAM actions as in the Service Authorization Reference.
describe("an action by a plain word is offered as the thing's service has it, in a policy as in a question", () => {
  const MADE =
    "create volume vol1\nsnapshot vol1 as s1\ncreate database db1\nsnapshot db1 as dbs1\ncreate bucket b1\ncreate queue q1\ncreate table t1";
  const hints = (line: string) => run(`${START}${MADE}\n${line}`, { checkOnly: true }).diagnostics.map(({ hint }) => hint);

  test.each([
    ["delete", "s1", "a snapshot", ["ec2:DeleteSnapshot"]],
    ["delete", "dbs1", "a database snapshot", ["rds:DeleteDBSnapshot"]],
    ["remove", "db1", "a database", ["rds:DeleteDBInstance", "rds:DeleteDBSnapshot"]],
    ["attach", "vol1", "a volume", ["ec2:AttachVolume"]],
    ["list", "b1", "a bucket", ["s3:ListBucket"]],
    ["write", "b1", "a bucket", ["s3:PutObject", "s3:PutBucketPolicy", "s3:PutEncryptionConfiguration"]],
    ["put", "t1", "a table", ["dynamodb:PutItem"]],
    ["send", "q1", "a queue", ["sqs:SendMessage"]],
    ["delete", "k1", "a key", ["kms:ScheduleKeyDeletion", "kms:DeleteImportedKeyMaterial"]],
  ])("%s on %s", (word, name, is, actions) => {
    const quoted = actions.map((each) => `\`"${each}"\``);
    const listed = quoted.length < 2 ? quoted[0] : `${quoted.slice(0, -1).join(", ")} or ${quoted.at(-1)}`;
    expect(hints(`allow A/x to ${word} on ${name}`)).toEqual([`of ${is} it may be ${listed}`]);
    const asked = `did you mean ${actions.map((each) => `\`${each}\``).join(" or ")}?`;
    expect(hints(`expect A/admin can ${word} on ${name}`)).toEqual([asked]);
    expect(hints(`who can ${word} on ${name}`)).toEqual([asked]);
  });

  test("a word that AWS has nothing for is offered nothing", () => {
    expect(hints("allow A/x to frobnicate on b1")).toEqual([undefined]);
  });
});

test("an action by a plain word is offered as the thing's service has it", () => {
  expect(only('create secret s "x"; allow A/app to read on s').hint).toBe(
    'of a secret it may be `"secretsmanager:GetSecretValue"`',
  );
  expect(only("create queue q; policy of q allows acct B to send").hint).toBe('of a queue it may be `"sqs:SendMessage"`');
});

test("what is shared by its policy is told so", () => {
  expect(only('create secret s "x"; share s to acct B').hint).toBe("its policy shares it: `policy of s allows acct B to …`");
  expect(only("share k1 to acct B").hint).toBe("its policy shares it: `policy of k1 allows acct B to …`");
});

test("a service in a claim is told to be one", () => {
  expect(only('document doc1 "x"; expect s3 cannot read doc1').hint).toBe("the service is `service s3`");
});

describe("slips that are mended by one word", () => {
  test.each([
    ['allow A/app to "kms:Decrypt" on K1', "error name/unknown at K1", 'allow A/app to "kms:Decrypt" on k1'],
    ["allow A/app to decrpyt on k1", "error policy/unknown-action at decrpyt", "allow A/app to decrypt on k1"],
    [
      "policy of k1 allows A/app to describe-kye",
      "error policy/unknown-action at describe-kye",
      "policy of k1 allows A/app to describe-key",
    ],
    ["grant A/app on k1 to decrpyt", "error policy/unknown-action at decrpyt", "grant A/app on k1 to decrypt"],
    ["grant A/app on k1 to crete-grant", "error policy/unknown-action at crete-grant", "grant A/app on k1 to create-grant"],
    ["who can reencrypt on k1", "error model/unknown-action at reencrypt", "who can kms:ReEncrypt on k1"],
    ["create key k9 spec RSA_2049", "error kms/unknown-spec at RSA_2049", "create key k9 spec RSA_2048"],
    ["create key k9 usage sgin-verify", "error kms/unknown-usage at sgin-verify", "create key k9 usage sign-verify"],
    ["create key k9 origin extrenal", "error kms/unknown-origin at extrenal", "create key k9 origin external"],
    ["expect k1.rotatoins is 2", "error expect/unknown-property at rotatoins", "expect k1.rotations is 2"],
    ["expect k1 is enabeld", "error expect/unknown-state at enabeld", "expect k1 is enabled"],
    ["expect k1 not in region us-esat-1", "error place/unknown-region at us-esat-1", "expect k1 not in region us-east-1"],
    ["default in region us-esat-1", "error place/unknown-region at us-esat-1", "default in region us-east-1"],
    ["who can kms:Decript on k1", "error model/unknown-action at kms:Decript", "who can kms:Decrypt on k1"],
    [
      "expect A/admin cannot kms:Decript on k1",
      "error model/unknown-action at kms:Decript",
      "expect A/admin cannot kms:Decrypt on k1",
    ],
    ["outage of kmss in us-east-1", "error model/unknown-service at kmss", "outage of kms in us-east-1"],
    [
      "rotate k1 expect error disabledexception",
      "error expect/unknown-code at disabledexception",
      "rotate k1 expect error DisabledException",
    ],
    [
      "rotate k1 expect error DisabledExcption",
      "warning expect/unknown-code at DisabledExcption",
      "rotate k1 expect error DisabledException",
    ],
    [
      'remove "Enable IAM Users Permissions" from policy of k1',
      'error policy/unknown-sid at "Enable IAM Users Permissions"',
      'remove "Enable IAM User Permissions" from policy of k1',
    ],
    ["rotate k1 by A", "error name/account-acts at A", "rotate k1 by A/admin"],
    ['encrypt "x" with aws/ebz', "error name/unknown-key at aws/ebz", 'encrypt "x" with aws/ebs'],
  ])("%s", (line, told, fixed) => {
    expect(only(line)).toMatchObject({ told, fixed });
  });

  test("where two words are as near, both are offered and nothing is edited", () => {
    expect(only("create key abc1\ncreate key abc2\ndisable abc1\ndisable abc2\nenable abc3")).toEqual({
      told: "error name/unknown-key at abc3",
      hint: "did you mean `abc1` or `abc2`?",
      fixed: undefined,
    });
  });

  test("what a hole stood for is not edited", () => {
    expect(only("let s = RSA_2049\ncreate key k9 spec <s>").fixed).toBeUndefined();
  });
});

describe("what is not there", () => {
  test.each([
    ["encrypt x with k1", "error name/unknown at x"],
    ["sign y with k1", "error name/unknown at y"],
    ['encrypt "x" with other', "error name/unknown at other"],
    ["expect denied by key policy of key11", "error name/unknown at key11"],
    ["why can A/admin not kms:Decrypt on other", "error name/unknown at other"],
    ["what breaks without other", "error name/unknown at other"],
    ["list grants of other", "error name/unknown at other"],
    ['policy of k1 is from "policies/none.json"', 'error file/unreadable at "policies/none.json"'],
  ])("%s", (line, told) => {
    expect(only(line).told).toBe(told);
  });

  test("the other side of a comparison", () => {
    expect(only('encrypt "x" with k1 as c1\nexpect c1.material is not c2.material').told).toBe("error name/unknown at c2");
  });
});

describe("policies", () => {
  const put = (json: string): string => `policy of k1 is """${json}"""`;

  test.each([
    ['{ "Statement": [{ "Effect": "Allow", "Effect": "Deny" }] }', '"Effect"'],
    ['{ "Statement": [ // all\n ] }', "//"],
    ['{ "Statement": [], }', ","],
    ['{ "Statement": [] ', ""],
    [`${"[".repeat(2000)}`, "["],
  ])("%s is no JSON", (json, at) => {
    expect(only(put(json)).told).toBe(`error policy/not-json at ${at}`);
  });

  const misspelt =
    '{ "Version": "2012-10-17", "Statement": [{ "Efect": "Allow", "Principal": "*", "Action": "kms:*", "Resource": "*" }] }';

  test("what AWS would refuse is a warning at its place, and stays AWS's refusal", () => {
    expect(mistakesOf(START + put(misspelt))).toContain('warning policy/aws-refuses at ""Efect""');
    expect(run(START + put(misspelt)).scenarios[0]?.failures[0]?.code).toBe("refused");
  });

  test("a refusal that is expected is no mistake", () => {
    expect(mistakesOf(`${START}${put(misspelt)} expect error MalformedPolicyDocumentException`)).toEqual([]);
    expect(mistakesOf(`${START}${put(misspelt)}\nexpect error`)).toEqual([]);
    expect(mistakesOf(`${START}predict error\n${put(misspelt)}`)).toEqual([]);
  });

  test("a document in another file is told at its path, with the place in it", () => {
    const log = run(`${START}policy of k1 is from "k1.json"`, { readFile: () => ({ text: '{\n  "Version": 2012,,\n}' }) });
    expect(log.diagnostics.map((each) => [each.code, each.notes.map((note) => note.text)])).toEqual([
      ["policy/not-json", ["the document, k1.json line 2, column 19: `,`"]],
    ]);
  });

  test("names of statements in a document count", () => {
    const json =
      '{ "Version": "2012-10-17", "Statement": [{ "Sid": "one", "Effect": "Allow", "Principal": { "AWS": "111111111111" }, "Action": "kms:*", "Resource": "*" }] }';
    expect(mistakesOf(`${START}${put(json)}\nremove "one" from policy of k1`, { checkOnly: true })).toEqual([]);
  });
});

describe("strangers", () => {
  test.each([
    ["create key k2 in acct prod\ncreate volume v1 in acct prdo", "warning name/near at prdo"],
    ["allow A/backup to decrypt on k1\nrotate k1 by A/bakcup", "warning name/near at A/bakcup"],
    [
      "snapshot vol1 with k1\nshare to acct prod\ndetach vol1 by prod/x\nshare vol1-snap-1 to acct pord",
      "warning name/near at pord",
    ],
  ])("%s", (line, told) => {
    expect(only(line).told).toBe(told);
  });

  test("one that is named again, or of another account, or the next of a series, is none", () => {
    for (const line of [
      "allow A/backup to decrypt on k1\nallow A/bakcup to decrypt on k1\nrotate k1 by A/bakcup",
      "allow A/backup to decrypt on k1\nallow B/backup to decrypt on k1",
      "allow A/worker1 to decrypt on k1\nallow A/worker2 to decrypt on k1",
    ])
      expect(mistakesOf(START + line, { checkOnly: true })).toEqual([]);
  });

  test("names that look alike", () => {
    expect(only("create key k0\ncreate key kO").told).toBe("warning name/looks-like at kO");
    expect(mistakesOf(`${START}create volume vol1 size 1 GiB\ncreate volume v\u043El1 size 1 GiB`)).toContain(
      `warning name/looks-like at "v\u043El1"`,
    );
    expect(mistakesOf(`${START}create volume caf\u00E9 size 1 GiB\ncreate volume cafe\u0301 size 1 GiB`)).toContain(
      `warning name/looks-like at "cafe\u0301"`,
    );
  });
});

describe("what nothing says again", () => {
  test.each([
    ["let days = 90", "days"],
    ["pick r from us-east-1, eu-west-1", "r"],
    ["define f() { rotate k1 }", "f"],
    ["define f(a) { rotate k1 }\nf(1)", "a"],
    ['scenario "x" for each\n| a |\n| 1 |\n{ explain }', "a"],
  ])("%s", (line, name) => {
    expect(only(line).told).toBe(`warning name/unused at ${name}`);
  });

  test("an included file is a library", () => {
    const readFile = () => ({ text: "let days = 90\ndefine f() { explain }" });
    expect(run(`include "common.scenario"\n${START}`, { checkOnly: true, readFile }).diagnostics).toEqual([]);
  });
});

describe("words that may be no names, and those that may", () => {
  test.each(["ok", "denied", "error"])("`%s` is an outcome", (name) => {
    expect(only(`create volume ${name} size 1 GiB`).told).toBe(`error name/outcome at ${name}`);
    expect(only(`encrypt "x" with k1 as ${name}`).told).toBe(`error name/outcome at ${name}`);
  });

  test("a name may begin with a digit, and may be a word of the language", () => {
    expect(
      mistakesOf(`${START}create volume 1k size 1 GiB\ncreate volume before size 1 GiB\ncreate volume ok-1 size 1 GiB`),
    ).toEqual([]);
  });
});

describe("loops that ask for too much are told before anything runs", () => {
  test.each([
    ["repeat 1000000 times { repeat 1000000 times { rotate k1 } }", "repeat 1000000"],
    ["every 1 second for 1000 years { rotate k1 }", "every 1 second for 1000 years"],
  ])("%s", (line, at) => {
    expect(only(line).told).toBe(`error limit/steps at ${at}`);
  });
});

test("a property that is a thing is compared with one that is there", () => {
  expect(only("create volume vol1 size 8 GiB with k1\nexpect vol1.key is not key22").told).toBe("error name/unknown at key22");
});

describe("what the words of a sentence alone show to be wrong is told before anything runs, all of it at once", () => {
  const SET = `default in acct A region us-east-1
create key k1
create database db1 with k1
snapshot db1 as dbs1
create secret login "user:pass"
create secret app/login "user:pass"
create bucket b1
document doc1 "plan"
put doc1 in b1
certificate authority ca1 trusted by alice
certificate c1 for "shop.example" from ca1
serve shop at "shop.example" with c1
`;

  test.each([
    ["create volume vol1 size 100 MiB", "ebs/size-in-gib"],
    ["create database db2 size 1500 MiB", "rds/size-in-gib"],
    ["snapshot db1 with k1", "rds/snapshot-keeps-key"],
    ["restore dbs1 with k1 as db2", "rds/restore-keeps-key"],
    ["restore db1 with k1 as db2", "rds/restore-keeps-key"],
    ["rotate login", "secrets/rotate-needs-role"],
    ["rotate app/login", "secrets/rotate-needs-role"],
    ["replicate login", "secrets/replicate-needs-region"],
    ["restore login as other", "secrets/restored-as-it-was"],
    ["replicate b1 to region eu-west-1", "s3/replicate-needs"],
    ["connect alice to shop over tls 1.4", "tls/bad-version"],
    ['serve old at "shop.example" with c1 accepting tls 1.3 to 1.2', "tls/bad-version"],
    ["expect bill of A in 2026-01 is under 20", "expect/not-money"],
    ["disable k1 as k2", "sentence/says-nothing"],
    ["create volume vol1 as vol2", "sentence/says-nothing"],
    ["as A/admin { describe k1 in acct B }", "sentence/says-nothing"],
  ])("%s: %s", (statement, code) => {
    const log = run(`${SET}${statement}\nrotate k9`);
    expect(log.diagnostics.map((each) => each.code)).toEqual([code, "name/unknown"]);
    expect(log.scenarios).toEqual([]);
  });

  test("and where its words or its thing are known only while it runs, then", () => {
    const told = (text: string) => run(`${SET}${text}`).diagnostics.map((each) => each.code);
    expect(
      told(
        "pick size from 100 GiB, 100 MiB\nseed 2\nrepeat 9 times { pick size from 1 GiB, 100 MiB\ncreate volume vol1 size <size>\ndelete volume vol1 }",
      ),
    ).toContain("ebs/size-in-gib");
    expect(told("copy b1/doc1 with k1")).toEqual(["s3/copy-to-bucket"]);
  });

  test("a warning about words that a loop fills in stops nothing", () => {
    const log = run(`${SET}for who in A/x, A/y { allow <who> to "kms:Decript" on k1 }`);
    expect(log.diagnostics.map(({ code, severity }) => [code, severity])).toEqual([["policy/no-such-action", "warning"]]);
    expect(log.scenarios[0]!.failures).toEqual([]);
  });
});
