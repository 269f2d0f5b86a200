// Accounts, roles, users, trust and organizations, as scenarios speak of them.

import { describe, expect, test } from "vitest";
import { simulate } from "../../../src/api/simulate.js";
import { mistakesOf } from "../../engine/running.js";
import { failures, lastCalls, lastRefusal, run, worldAfter } from "../ebs/calls.js";

const START = "default in acct A region us-east-1\n";
const VOLUME = "create volume v size 8 GiB";

describe("accounts", () => {
  test("numbers are given out in order", () => {
    const done = worldAfter(`${VOLUME} in acct A region us-east-1\ncreate volume w size 8 GiB in acct B region us-east-1`);
    const accounts = done.accounts;
    expect([...accounts.values()].map((each) => `${each.name} ${each.id}`)).toEqual(["A 111111111111", "B 222222222222"]);
  });

  test("a number that is said is kept, and not given to another", () => {
    const done = worldAfter(`account B id 111111111111\naccount A\n${VOLUME} in acct C region us-east-1`);
    const accounts = done.accounts;
    expect([...accounts.values()].map((each) => `${each.name} ${each.id}`)).toEqual([
      "B 111111111111",
      "A 222222222222",
      "C 333333333333",
    ]);
  });

  test("two accounts cannot have one number, nor one account two", () => {
    expect(failures("account A id 111122223333\naccount B id 111122223333").join()).toContain("iam/account-number-taken");
    expect(failures("account A id 111122223333\naccount A id 444455556666").join()).toContain("iam/account-has-number");
    expect(failures("account A id 111122223333\naccount A id 111122223333")).toEqual([]);
  });

  test("every account has an administrator and a root user", () => {
    const done = worldAfter("account A");
    expect([...done.principals.keys()]).toEqual(["A/root", "A/admin"]);
  });
});

describe("names with a path, and names in quotes", () => {
  const ROLE = `${START}account A id 111122223333\nrole A/"service-role/my.role"`;
  const theRole = (text: string) => worldAfter(text).principals.get("A/service-role/my.role");

  test("the ARN has the path, the name has not", () => {
    expect(theRole(ROLE)).toMatchObject({ arn: "arn:aws:iam::111122223333:role/service-role/my.role", name: "my.role" });
    const user = worldAfter(`${START}account A id 111122223333\nuser A/"team-a/bob@example.com"`).principals.get(
      "A/team-a/bob@example.com",
    );
    expect(user).toMatchObject({ arn: "arn:aws:iam::111122223333:user/team-a/bob@example.com", name: "bob@example.com" });
  });

  test("a path alone needs no quotes, and quotes change nothing", () => {
    expect(failures(`${START}role A/service-role/app\nuser A/"bob"\nrole A/"service-role/app"\nuser A/bob`)).toEqual([]);
  });

  test("the ARN of a session is without the path", () => {
    const text = `${ROLE}\ncreate key k1\nencrypt "x" with k1 by A/"service-role/my.role" expect denied`;
    expect(lastRefusal(text).join()).toContain("User: arn:aws:sts::111122223333:assumed-role/my.role/custody is not authorized");
  });

  test("policies match it by the ARN of the role and by that of its session", () => {
    const policyFor = (arn: string) =>
      `policy of k1 is """{ "Version": "2012-10-17", "Statement": [
        { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Action": "kms:*", "Resource": "*" },
        { "Effect": "Allow", "Principal": { "AWS": "${arn}" }, "Action": "kms:Encrypt", "Resource": "*" } ] }"""`;
    const encrypting = (arn: string) =>
      failures(`${ROLE}\ncreate key k1\n${policyFor(arn)}\nencrypt "x" with k1 by A/"service-role/my.role"`);
    expect(encrypting("arn:aws:iam::111122223333:role/service-role/my.role")).toEqual([]);
    expect(encrypting("arn:aws:sts::111122223333:assumed-role/my.role/custody")).toEqual([]);
    // No such principals.
    expect(JSON.stringify(encrypting("arn:aws:iam::111122223333:role/my.role"))).toContain("MalformedPolicyDocumentException");
    expect(JSON.stringify(encrypting("arn:aws:sts::111122223333:assumed-role/service-role/my.role"))).toContain(
      "MalformedPolicyDocumentException",
    );
  });

  test("a sentence that is offered has the quotes", () => {
    const text = `${ROLE}\ncreate key k1\nwhy cannot A/"service-role/my.role" kms:Encrypt on k1`;
    const answer = run(text)
      .steps.at(-1)!
      .facts.flatMap((fact) => (fact.is === "answer" ? fact.lines : []));
    expect(answer.join("\n")).toContain('allow A/"service-role/my.role" to "kms:Encrypt" on k1');
  });

  test("an account has one role of a name, whatever its path", () => {
    expect(lastRefusal(`${ROLE}\nrole A/"batch/my.role" expect error`)).toEqual([
      "EntityAlreadyExists: Role with name my.role already exists.",
    ]);
    expect(mistakesOf(`${ROLE}\nallow A/"my.role" to "kms:Encrypt" on "*"`)).toEqual(['name/same-identity at "A/"my.role""']);
    expect(failures(`${ROLE}\nrole B/"my.role"\nuser A/"my.role"`)).toEqual([]);
  });

  test("a placeholder stands in it as anywhere", () => {
    const done = worldAfter(
      `${START}for r in "app.one", two { role A/"svc/<r>" }\ndefine make(n) { user A/"<n>@example.com" }\nmake(bob)`,
    );
    expect([...done.principals.keys()]).toEqual(["A/root", "A/admin", "A/svc/app.one", "A/svc/two", "A/bob@example.com"]);
  });

  test("a name that is quoted whole, or not at all, is answered with how it goes", () => {
    const told = (text: string) =>
      simulate({ text: `${START}create key k1\n${text}`, name: "test" }).diagnostics.map((each) => each.hint);
    expect(told('encrypt "x" with k1 by "A/my.role"')).toEqual(['the account stands before the quotes: `A/"my.role"`']);
    expect(told('encrypt "x" with k1 by A/my.role')).toEqual(['write `encrypt "x" with k1 by A/"my.role"`']);
    expect(failures(`${START}create key k1\npolicy of k1 allows "A/my.role" to decrypt`)).toContain(
      'name/quoted-whole {"name":"A/my.role"}',
    );
  });
});

describe("roles and users", () => {
  test("come into being when named, and may do nothing", () => {
    expect(lastRefusal(`${START}${VOLUME} by A/app`)[0]).toContain("UnauthorizedOperation");
    expect(
      failures(`${START}allow A/app to "ec2:CreateVolume" on "*"\n${VOLUME} by A/app\nsnapshot v by A/app expect denied`),
    ).toEqual([]);
  });

  test("one call of the account's administrator for each identity", () => {
    expect(lastCalls('allow A/app, B/app to "ec2:*" on "*"')).toEqual([
      "A/admin iam:PutRolePolicy A/app",
      "B/admin iam:PutRolePolicy B/app",
    ]);
    expect(lastCalls('user A/alice\ndeny A/alice to "ec2:*" on "*"')).toEqual(["A/admin iam:PutUserPolicy A/alice"]);
  });

  test("a user is a user from the start", () => {
    const done = worldAfter("user A/alice\nrole A/app");
    const principals = done.principals;
    expect(principals.get("A/alice")).toMatchObject({
      arn: "arn:aws:iam::111111111111:user/alice",
      uniqueId: "AIDA00000000000000001",
    });
    expect(principals.get("A/app")).toMatchObject({
      arn: "arn:aws:iam::111111111111:role/app",
      uniqueId: "AROA00000000000000002",
    });
    expect(failures('allow A/app to "ec2:*" on "*"\nuser A/app').join()).toContain("iam/other-kind");
  });

  test("statements add up, a deny wins, and the same one twice stands once", () => {
    const text = `${START}allow A/app to "ec2:*" on "*"\nallow A/app to "ec2:*" on "*"\ndeny A/app to "ec2:DeleteVolume" on "*"\n`;
    expect(failures(`${text}${VOLUME} by A/app\ndelete v by A/app expect denied by identity policy of A/app`)).toEqual([]);
    const done = worldAfter(text);
    const [policy] = done.principals.get("A/app")!.policies;
    expect(JSON.parse(policy!.text).Statement).toEqual([
      { Effect: "Allow", Action: "ec2:*", Resource: "*" },
      { Effect: "Deny", Action: "ec2:DeleteVolume", Resource: "*" },
    ]);
  });

  test("`on` a thing is its ARN, a condition its JSON, and short names are KMS families", () => {
    const text = `${START}create key k1\nallow A/app to decrypt, reencrypt, "ec2:DescribeVolumes" on k1 when { StringEquals: { "kms:ViaService": ["ec2.us-east-1.amazonaws.com", "s3.us-east-1.amazonaws.com"] } }`;
    const done = worldAfter(text);
    const [policy] = done.principals.get("A/app")!.policies;
    expect(JSON.parse(policy!.text).Statement).toEqual([
      {
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:ReEncrypt*", "ec2:DescribeVolumes"],
        Resource: "arn:aws:kms:us-east-1:111111111111:key/k1",
        Condition: { StringEquals: { "kms:ViaService": ["ec2.us-east-1.amazonaws.com", "s3.us-east-1.amazonaws.com"] } },
      },
    ]);
  });

  test("an unknown short name is offered the nearest", () => {
    expect(failures(`${START}create key k1\nallow A/app to dcrypt on k1`).join()).toContain("policy/unknown-action");
  });

  test("an identity policy in JSON replaces what was there, an administrator's too", () => {
    const only =
      '"""{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "ec2:CreateVolume", "Resource": "*" } }"""';
    expect(failures(`${START}identity policy of A/admin is ${only}\n${VOLUME}\nsnapshot v expect denied`)).toEqual([]);
    expect(lastCalls(`${START}identity policy of A/admin is ${only}`)).toEqual([
      "A/admin iam:PutRolePolicy A/admin",
      "A/admin iam:DetachRolePolicy A/admin",
    ]);
  });

  test("a malformed policy is refused with its place", () => {
    expect(
      lastRefusal(
        `${START}identity policy of A/app is """{ "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Allow", "Action": "ec2:*" }] }"""`,
      ),
    ).toEqual(["MalformedPolicyDocument: Policy statement must contain resources. (line 2, column 17 of the policy)"]);
  });

  test("a text that is no JSON never reaches AWS: it is told at its place", () => {
    expect(mistakesOf(`${START}identity policy of A/app is """{ "Version" "2012-10-17" }"""`)).toEqual([
      'policy/not-json at """',
    ]);
  });

  test("a trust in a role that is not there is refused, and so is a condition that nobody knows", () => {
    const text = `role A/app trusts A/op\nrole A/app trusts "arn:aws:iam::111111111111:role/nobody"`;
    expect(lastRefusal(text)).toEqual([
      'MalformedPolicyDocument: Invalid principal in policy: "AWS":"arn:aws:iam::111111111111:role/nobody"',
    ]);
    const condition = '"Condition": { "NoSuchOperator": { "aws:username": "x" } }';
    const refused = lastRefusal(
      `${START}identity policy of A/app is """{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*", ${condition} } }"""`,
    );
    expect(refused[0]).toContain("MalformedPolicyDocument");
  });

  test("a boundary bounds", () => {
    const only =
      '"""{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "ec2:CreateVolume", "Resource": "*" } }"""';
    const text = `${START}allow A/app to "ec2:*" on "*"\nboundary of A/app is ${only}\n${VOLUME} by A/app\n`;
    expect(failures(`${text}snapshot v by A/app expect denied by boundary of A/app`)).toEqual([]);
  });

  test("inline policies have a size", () => {
    const long = `"${"ec2:*".padEnd(2100, "a")}"`;
    expect(lastRefusal(`user A/alice\nallow A/alice to ${long} on "*"`)).toEqual([
      "LimitExceeded: Maximum policy size of 2048 bytes exceeded for user alice",
    ]);
  });

  test("deleting takes the policies off first; the name may be given again, to somebody else", () => {
    const text = `${START}allow A/app to "ec2:*" on "*"\nrole A/other trusts A/app\ndelete A/app`;
    expect(lastCalls(text)).toEqual(["A/admin iam:DeleteRolePolicy A/app", "A/admin iam:DeleteRole A/app"]);
    const done = worldAfter(`${text}\nrole A/app`);
    const principals = done.principals;
    expect(principals.get("A/other")!.trust!.text).toContain("AROA00000000000000002");
    expect(principals.get("A/app")).toMatchObject({ uniqueId: "AROA00000000000000004", policies: [] });
  });
});

describe("assumed roles", () => {
  const START_B = `${START}allow A/backup to "ec2:*" on "*"\n`;
  const enter = "as A/backup assumed by B/operator { create volume v size 8 GiB }";

  test("a trust in the other account needs that account's leave as well", () => {
    expect(failures(`${START_B}${enter}`)).toHaveLength(1);
    expect(failures(`${START_B}role A/backup trusts acct B\n${enter}`)).toHaveLength(1);
    expect(failures(`${START_B}allow B/operator to "sts:AssumeRole" on A/backup\n${enter}`)).toHaveLength(1);
    expect(failures(`${START_B}role A/backup trusts acct B\nallow B/operator to "sts:AssumeRole" on A/backup\n${enter}`)).toEqual(
      [],
    );
  });

  test("a role that nobody spoke of trusts none of them", () => {
    const log = run(`${START_B}allow B/operator to "sts:AssumeRole" on A/backup\n${enter}`);
    const { outcome } = log.steps.at(-1)!;
    expect(outcome).toMatchObject({
      is: "refused",
      refused: { code: "AccessDenied", decision: { allowed: false, layers: [{ layer: "resource" }] } },
    });
  });

  test("a trust that names an identity of the role's own account is enough", () => {
    const same = "as A/backup assumed by A/operator { create volume v size 8 GiB }";
    expect(failures(`${START_B}role A/backup trusts A/operator\n${same}`)).toEqual([]);
    expect(failures(`${START_B}role A/backup trusts acct A\n${same}`)).toHaveLength(1);
  });

  test("root users assume no roles", () => {
    const text = `${START_B}role A/backup trusts acct A\nas A/backup assumed by A/root { create volume v size 8 GiB }`;
    expect(failures(text)).toHaveLength(1);
  });

  test("a session policy narrows the session", () => {
    const policy =
      '"""{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "ec2:CreateVolume", "Resource": "*" } }"""';
    const text = `${START_B}role A/backup trusts A/operator
as A/backup assumed by A/operator with session policy ${policy} {
  create volume v size 8 GiB
  snapshot v expect denied by session policy
}`;
    expect(failures(text)).toEqual([]);
  });
});

describe("organizations", () => {
  const noVolumes =
    '"""{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Action": "ec2:CreateVolume", "Resource": "*" } }"""';
  const onlyVolumes =
    '"""{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "ec2:CreateVolume", "Resource": "*" } }"""';

  test("a service control policy that denies binds the accounts of the unit, and nobody else", () => {
    const text = `${START}organization o1 with unit prod { A } management M\nservice control policy of prod is ${noVolumes}\n`;
    expect(failures(`${text}${VOLUME} expect denied by service control policy of prod`)).toEqual([]);
    expect(failures(`${text}${VOLUME} by A/root expect denied`)).toEqual([]);
    expect(failures(`${text}${VOLUME} in acct M`)).toEqual([]);
    expect(failures(`${text}${VOLUME} in acct X`)).toEqual([]);
  });

  test("one with an allow is a list of what is allowed", () => {
    const text = `${START}organization o1 with unit prod { A }\nservice control policy of prod is ${onlyVolumes}\n${VOLUME}\n`;
    expect(failures(`${text}snapshot v expect denied`)).toEqual([]);
  });

  test("it may hang on the root or on one account", () => {
    expect(
      failures(
        `${START}organization o1 with unit prod { A }\nservice control policy of o1 is ${noVolumes}\n${VOLUME} expect denied`,
      ),
    ).toEqual([]);
    const one = `${START}organization o1 with unit prod { A, B }\nservice control policy of acct A is ${noVolumes}\n`;
    expect(failures(`${one}${VOLUME} expect denied\ncreate volume w size 8 GiB in acct B`)).toEqual([]);
  });

  test("a second one takes the place of the first", () => {
    const text = `${START}organization o1 with unit prod { A }\nservice control policy of prod is ${noVolumes}\nservice control policy of prod is ${onlyVolumes}\n`;
    expect(failures(`${text}${VOLUME}`)).toEqual([]);
  });

  test("the management account makes the calls, where there is one", () => {
    expect(lastCalls("organization o1 with unit prod { A } management M")).toEqual(["M/admin organizations:CreateOrganization "]);
    expect(lastCalls("organization o1 with unit prod { A }")).toEqual([]);
  });

  test("an account is in one unit of one organization", () => {
    const twice = "organization o1 with unit prod { A }, unit test { A }";
    expect(failures(twice).join()).toContain("iam/account-in-organization");
    expect(failures("organization o1 with unit prod { A }\norganization o2 with unit test { A }").join()).toContain(
      "iam/account-in-organization",
    );
  });

  test("what is no holder of policies is said so", () => {
    expect(failures(`${START}service control policy of prod is ${noVolumes}`).join()).toContain("iam/no-policy-holder");
  });
});

describe("tags of identities", () => {
  test("a policy may ask for aws:PrincipalTag", () => {
    const when = 'when { StringEquals: { "aws:PrincipalTag/team": "shop" } }';
    const text = `${START}allow A/app to "ec2:*" on "*" ${when}\n`;
    expect(
      failures(`${text}${VOLUME} by A/app expect denied\ntag A/app { team: "shop" }\ncreate volume w size 8 GiB by A/app`),
    ).toEqual([]);
    expect(failures(`${text}tag A/app { team: "shop" }\nuntag A/app team\n${VOLUME} by A/app expect denied`)).toEqual([]);
  });
});

describe("resource control policies", () => {
  const inside = `"""{ "Version": "2012-10-17", "Statement": { "Effect": "Deny", "Principal": "*", "Action": "kms:Decrypt", "Resource": "*",
    "Condition": { "StringNotEquals": { "aws:PrincipalAccount": "111111111111" } } } }"""`;

  test("bound what others may do to the account's keys", () => {
    const text = `${START}create key k1
encrypt "x" with k1 as c1
policy of k1 allows acct B to decrypt
decrypt c1 by B/admin
organization o1 with unit prod { A }
resource control policy of prod is ${inside}
decrypt c1 by B/admin expect denied by resource control policy of prod
decrypt c1 by A/admin`;
    expect(failures(text)).toEqual([]);
  });
});
