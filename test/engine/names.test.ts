import { describe, expect, test } from "vitest";
import { mistakesOf, resultOf, run } from "./running.js";

describe("all mistakes of a file are told at once, in its order", () => {
  test("three separate mistakes, three diagnostics, each at its word", () => {
    const text = [
      "create kye k1 in acct A region us-east-1",
      "create key k2 in acct A region us-est-1",
      "snapshot vol1 with k22",
    ].join("\n");
    expect(mistakesOf(text)).toEqual([
      'syntax/not-expected at "kye"',
      'place/unknown-region at "us-est-1"',
      'name/unknown-key at "k22"',
    ]);
  });

  test("a name in a line that could not be read is not told as unknown elsewhere", () => {
    expect(mistakesOf("crate key k1 in acct A region us-east-1\nrotate k1")).toEqual(['syntax/unknown-statement at "crate"']);
  });

  test("what a sentence about an unknown thing makes is of no known kind, and is not told on", () => {
    const text = "default in acct A region us-east-1\ncopy s11 as s2\ncreate volume vol2 from s2\nshare s2 to acct B";
    expect(mistakesOf(text)).toEqual(['name/unknown at "s11"']);
  });

  test("a scenario with mistakes runs nothing", () => {
    const log = run("create key k1 in acct A region us-east-1\nrotate k2");
    expect(log.scenarios).toEqual([]);
  });

  test("an unknown key is told with the nearest one and where it is", () => {
    const log = run("create key k1 in acct A region us-east-1\nsnapshot vol1 with k11");
    expect(log.diagnostics[0]?.hint).toBe("did you mean `k1` (A us-east-1)?");
    expect(log.diagnostics[0]?.notes.map((note) => note.text)).toEqual(["keys known at this line: k1 (A us-east-1)"]);
  });

  test("where AWS has another word, the sentence is offered", () => {
    const said = ["schedule deletion of k1", "wait 10 days", 'bucket policy of b1 denies everyone to "s3:*"'];
    expect(said.map((text) => run(text).diagnostics[0]?.hint)).toEqual([
      "say `delete k1 after 14 days`",
      "write `advance 10 days`",
      'write `policy of b1 denies everyone to "s3:*"`',
    ]);
  });

  test.each([
    ["create key k2 in A/us-east-1", "name/account-form", "A us-east-1"],
    ["share vol1-snap-1 to B/admin", "name/account-form", "B"],
    ["share vol1-snap-1 to 444455556666", "name/account-number", "B"],
    ['allow A/app to "kms:Decript" on k1', "policy/no-such-action", '"kms:Decrypt"'],
    ["policy of k1 allows B/app to kms:DescribKey", "policy/no-such-action", "kms:DescribeKey"],
    ['allow A/app to decrypt on k1 when { StringEqual: { "aws:username": "x" } }', "policy/aws-refuses", "StringEquals"],
    [
      'policy of k1 is """{ "Version": "2012-10-17", "Statement": [{ "Effect": "allow", "Principal": "*", "Action": "kms:*", "Resource": "*" }] }"""',
      "policy/aws-refuses",
      '"Allow"',
    ],
    [
      'policy of k1 is """{ "Version": "2012-10-18", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::444455556666:root" }, "Action": "kms:*", "Resource": "*" }] }"""',
      "policy/aws-refuses",
      '"2012-10-17"',
    ],
    [
      'identity policy of A/app is """{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "describe-key", "Resource": "*" }] }"""',
      "policy/aws-refuses",
      '"kms:DescribeKey"',
    ],
    [
      'identity policy of A/app is """{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": "kms:Decrypt", "Resource": "*", "Condition": { "ForAnyValue:StringEqualIfExists": { "aws:username": "x" } } }] }"""',
      "policy/aws-refuses",
      '"ForAnyValue:StringEqualsIfExists"',
    ],
  ])("%s: the right word is offered, and can be put in its place", (text, code, meant) => {
    const setUp = "account B id 444455556666\ndefault in acct A region us-east-1\ncreate key k1\nsnapshot vol1 with k1\n";
    const found = run(`${setUp}${text}`).diagnostics.filter((one) => one.fix !== undefined);
    expect(found.map((one) => [one.code, one.fix!.text])).toEqual([[code, meant]]);
  });

  test("whoever acts is no thing, and what is new has no path for a name", () => {
    const setUp = 'default in acct A region us-east-1\ncreate key k1\nencrypt "x" with k1 as c1\n';
    const told = ['encrypt "y" by k1', "decrypt c1 as A/app", "create key A/k2", "enable rotation of alias/app"].map((text) => {
      const [one] = run(`${setUp}${text}`).diagnostics;
      return [one?.code, one?.hint];
    });
    expect(told).toEqual([
      ["name/thing-acts", "the key of a call is said by `with k1`"],
      ["name/with-slash", "who acts is said by `by A/app`"],
      ["name/with-slash", "write `k2`, and `in acct A` at the end"],
      ["name/unknown-key", "name the key itself, which its alias points at"],
    ]);
  });

  test("a default that could not be read is not told as missing too", () => {
    const codes = run("default account A region us-east-1\ncreate key k1\nrotate k1").diagnostics.map((one) => one.code);
    expect(codes).toEqual(["syntax/other-words"]);
  });

  test("an alias may be said as AWS writes it", () => {
    const log = run(
      'default in acct A region us-east-1\ncreate key k1\nalias alias/app for k1\nencrypt "x" with alias/app as c1\nencrypt "x" with alias app as c2\npoint alias alias/app at k1\ndelete alias app',
    );
    expect(log.diagnostics).toEqual([]);
    expect(log.scenarios[0]?.failures).toEqual([]);
  });

  test("a short name in a claim is answered with the action's whole name", () => {
    const log = run("create key k1 in acct A region us-east-1\nexpect A/admin can generate-data-key on k1");
    expect(log.diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
      ["model/unknown-action", "did you mean `kms:GenerateDataKey`?"],
    ]);
  });

  test("a line that was meant to go on from the one before is told how", () => {
    const text =
      'policy of k1 allows A/app to decrypt\n  when { StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } }';
    expect(run(text).diagnostics.find(({ code }) => code === "syntax/unknown-statement")?.hint).toBe(
      "to go on from the line before, end that line in `\\`",
    );
  });

  test("a region of `default` is one that is there", () =>
    expect(mistakesOf("default in acct A region eu-west\ncreate key k1")).toEqual(['place/unknown-region at "eu-west"']));

  test("nothing is offered that is far off or of the wrong kind", () => {
    const log = run("create key alpha in acct A region us-east-1\ncreate volume vol1 with alpha\nrotate vol2");
    expect(log.diagnostics.map((each) => [each.code, each.hint])).toEqual([["name/unknown", undefined]]);
  });
});

describe("names and kinds", () => {
  test("a verb that does not take the kind says what it takes", () => {
    const text = "create key k1 in acct A region us-east-1\ncreate volume vol1 with k1\nrotate vol1";
    expect(mistakesOf(text)).toEqual(['name/wrong-kind at "vol1"']);
    expect(run(text).diagnostics[0]?.args).toMatchObject({
      name: "vol1",
      is: "a volume",
      verb: "rotate",
      takes: "a key or a secret",
    });
  });

  test("a name is given once", () => {
    expect(mistakesOf("create key k1 in acct A region us-east-1\ncreate key k1 in acct B region us-east-1")).toEqual([
      'name/taken at "k1"',
    ]);
  });

  test("names differ by case", () => {
    expect(
      resultOf("default in acct A region us-east-1\ncreate key k1\ncreate key K1\nrotate K1\nexpect k1.rotations is 0"),
    ).toBe("passed");
  });

  test.each(["__proto__", "constructor", "prototype", "toString", "hasOwnProperty", "valueOf", "then", "10", "2", "01"])(
    "`%s` is a name like any other",
    (name) => {
      const text = `create key ${name} in acct ${/^\d/.test(name) ? "A" : name} region us-east-1\nencrypt "x" with ${name} as c1\ndecrypt c1\nexpect ${name} is enabled`;
      expect(resultOf(text)).toBe("passed");
      expect(({} as Record<string, unknown>).x).toBeUndefined();
    },
  );

  test("what a snapshot names into being is warned about when it is near a known name, not when it is the next of a series", () => {
    const start = "default in acct A region us-east-1\ncreate key k1\ncreate volume vol1 with k1\n";
    expect(mistakesOf(`${start}snapshot vo11 with k1`)).toEqual(['warning name/near at "vo11"']);
    expect(mistakesOf(`${start}snapshot vol2 with k1`)).toEqual([]);
  });

  test("among more than a thousand names one that is near another is of a list, in a check as in a run", () => {
    const start = "default in acct A region us-east-1\ncreate key k1\ncreate volume data with k1\n";
    const keys = (count: number) => Array.from({ length: count }, (_, at) => `create key other${at}\n`).join("");
    const near = ['warning name/near at "dtaa"'];
    expect(mistakesOf(`${start}${keys(998)}snapshot dtaa with k1`, { checkOnly: true })).toEqual(near);
    expect(mistakesOf(`${start}${keys(999)}snapshot dtaa with k1`, { checkOnly: true })).toEqual([]);
    const warnings = (count: number) =>
      run(`${start}${keys(count)}snapshot dtaa with k1`)
        .scenarios[0]!.steps.at(-1)!
        .facts.flatMap((fact) => (fact.is === "warning" ? [fact.code] : []));
    expect(warnings(900)).toEqual(["name/near"]);
    expect(warnings(1000)).toEqual([]);
  });

  test("`strict` turns implied creation into an error", () => {
    expect(mistakesOf("strict\ncreate key k1 in acct A region us-east-1\nsnapshot vol1 with k1")).toEqual([
      'name/implied-under-strict at "vol1"',
    ]);
  });

  test("an object may be left out only when the statement before made it", () => {
    expect(mistakesOf("share to acct B")).toEqual(['name/nothing-left-out at "share to acct B"']);
  });

  test("a principal named in expectations alone is warned about, and refused under strict", () => {
    const text =
      'create key k1 in acct A region us-east-1\nallow B/backup to "kms:Decrypt" on k1\nexpect B/bakcup cannot kms:Decrypt on k1';
    expect(mistakesOf(text)).toEqual(['warning name/only-in-expectations at "B/bakcup"']);
    expect(mistakesOf(`strict\n${text}`)).toEqual(['name/only-in-expectations at "B/bakcup"']);
  });

  test("whom a table, a loop or a let puts into a statement that acts is none of them", () => {
    const text = `
strict
account A
default in acct A region us-east-1
create key k1
scenario "<who>" for each
  | who   |
  | A/app |
{
  encrypt "x" with k1 by <who> expect denied by identity policy of <who>
  as <who> { encrypt "x" with k1 expect denied by identity policy of <who> }
  for r in web, batch { allow A/<r> to encrypt on k1; expect A/<r> can kms:Encrypt on k1 }
  let other = A/other
  allow <other> to encrypt on k1
  expect <other> can kms:Encrypt on k1
  expect <who> cannot kms:Encrypt on k1
}
scenario "<account>/<role>" for each
  | account | role |
  | A       | app  |
{
  allow <account>/<role> to encrypt on k1
  expect A/app can kms:Encrypt on k1
}`;
    expect(mistakesOf(text)).toEqual([]);
    expect(run(text).scenarios.flatMap((each) => each.failures)).toEqual([]);
  });
});

describe("places", () => {
  test("a place that is not said is asked for", () => {
    expect(mistakesOf("create key k1")).toEqual(['place/no-account at ""']);
    expect(mistakesOf("create key k1 in acct A")).toEqual(['place/no-region at ""']);
  });

  test("what is not said is taken from the object, then from `default`", () => {
    const text = [
      "default in acct A region us-east-1",
      "create key k1",
      "create key k2 in region eu-west-1",
      "create volume vol1 size 1 GiB",
      "snapshot vol1 as s1",
      "copy s1 to region eu-west-1 with k2 as s2",
      "create volume vol2 from s2",
      "expect vol1 in acct A region us-east-1",
      "expect vol2 in acct A region eu-west-1",
    ].join("\n");
    expect(resultOf(text)).toBe("passed");
  });

  test("Custody refuses by name what it does not model, and no expectation is satisfied by it", () => {
    const log = run("create key k1 in acct A region us-east-1\nexpect A/admin can kms:CreateCustomKeyStore on k1");
    expect(log.diagnostics.map((each) => each.code)).toEqual(["model/not-modelled"]);
  });
});

describe("what can never be, or never runs, is told", () => {
  const start = "default in acct A region us-east-1\ncreate key k1\n";

  test("an empty file passes with a warning", () => {
    expect(mistakesOf("")).toEqual(['warning file/no-statements at ""']);
    expect(mistakesOf("# only a comment\n")).toEqual(['warning file/no-statements at ""']);
  });

  test("no time and no times are warned about", () => {
    expect(mistakesOf(`${start}advance 0 days`)).toEqual(['warning time/advance-nothing at "advance 0 days"']);
    expect(mistakesOf(`${start}repeat 0 times { rotate k1 }`)).toEqual([
      'warning flow/repeat-nothing at "repeat 0 times { rotate k1 }"',
    ]);
    expect(mistakesOf(`${start}every 30 days for 7 days { rotate k1 }`)).toEqual([
      'warning flow/repeat-nothing at "every 30 days for 7 days { rotate k1 }"',
    ]);
  });

  test.each([
    ["expect trail of A has no kms:Decrpyt", "model/unknown-action"],
    ["expect trail of A has no ec2:LockSnapshot", "model/not-modelled"],
    ["expect bill of A for ksm in 2026-01 is under $5", "model/unknown-service"],
    ["expect bill of A in 2026-01-15 is under $5", "expect/no-span"],
    ["expect trail of A has no kms:Decrypt in 2026-01-15T12:00:00Z", "expect/no-span"],
    ["expect count of ksm calls by A/admin is 0", "model/unknown-service"],
    ["outage of ksm in us-east-1 for 2 hours", "model/unknown-service"],
    ["outage of tls in us-east-1", "model/unknown-service"],
    ["outage of documents in us-east-1", "model/unknown-service"],
    ["expect A/admin cannot kms:Decrypt on k11/x", "name/unknown"],
  ])("`%s` is a mistake, not a claim that holds for ever", (statement, code) => {
    expect(run(start + statement).diagnostics.map((each) => each.code)).toContain(code);
  });
});

describe("`can` asks whether any request would be allowed", () => {
  const start = "account A id 111122223333\ndefault in acct A region us-east-1\ncreate key k1\n";

  test("a grant with a context lets its grantee in, as the decryption that follows shows", () => {
    const grant =
      'encrypt "x" with k1 context { app: "shop" } as c\ngrant A/w on k1 to decrypt when context includes { app: "shop" }\nadvance 5 minutes\n';
    const claims =
      'expect A/w can kms:Decrypt on k1\nexpect only A/admin, A/root, A/w can kms:Decrypt on k1\ndecrypt c context { app: "shop" } by A/w expect ok';
    expect(resultOf(start + grant + claims)).toBe("passed");
  });

  test("so does a policy that asks for a context or for a service in between", () => {
    const allow = (condition: string) =>
      `policy of k1 allows A/w to decrypt when { StringEquals: { ${condition} } }\nexpect A/w can kms:Decrypt on k1`;
    expect(resultOf(start + allow('"kms:EncryptionContext:app": "shop"'))).toBe("passed");
    expect(resultOf(start + allow('"kms:ViaService": "ec2.us-east-1.amazonaws.com"'))).toBe("passed");
  });
});

describe("AWS managed keys", () => {
  const start = "default in acct A region us-east-1\ncreate volume v size 1 GiB encrypted\n";

  test.each(['tag aws/ebs { a: "b" }', "delete aws/ebs after 7 days", "rotate aws/ebs", 'encrypt "x" with aws/ebs'])(
    "`%s` is AWS's refusal: their policy lets nobody do it",
    (statement) => {
      expect(resultOf(`${start + statement} expect denied`)).toBe("passed");
    },
  );

  test("a service that has none is a slip", () => {
    expect(run(`${start}encrypt "x" with aws/ebz`).diagnostics.map((each) => [each.code, each.hint])).toEqual([
      ["name/unknown-key", "did you mean `aws/ebs`?"],
    ]);
  });
});

describe("a name that some other line makes", () => {
  const notesOf = (text: string): string[] =>
    run(text).diagnostics.flatMap(({ notes }) =>
      notes.map((note) => (note.span === undefined ? note.text : `${note.text}: ${text.slice(note.span.start, note.span.end)}`)),
    );

  test("further down is told, with its place: the lines are in the wrong order", () => {
    expect(notesOf("default in acct A region us-east-1\nsnapshot vol1 with k1\ncreate key k1")).toEqual([
      "`k1` is made only later: k1",
    ]);
    expect(notesOf("default in acct A region us-east-1\nshare s1 to acct B\nsnapshot vol1 as s1")).toEqual([
      "`s1` is made only later: s1",
    ]);
  });

  test("in another scenario's world is told as such", () => {
    const one = 'scenario "one" { create key k1 }';
    expect(notesOf(`default in acct A region us-east-1\n${one}\nscenario "two" { snapshot vol1 with k1 }`)).toEqual([
      "`k1` is made within a scenario, which has a world of its own: k1",
    ]);
  });

  test("nowhere else gets no such word", () => {
    expect(notesOf("default in acct A region us-east-1\nsnapshot vol1 with k1")).toEqual([]);
  });
});

describe("a claim about an action and a thing that it is never asked of says nothing, so it is a mistake", () => {
  const START =
    'default in acct A region us-east-1\ncreate key k1\ncreate bucket b1\ncreate volume vol1\nencrypt "x" with k1 as c1\n';
  test.each([
    ["expect A/app cannot kms:Decrypt on b1", 'expect/not-asked-of at "kms:Decrypt"'],
    ["expect A/admin can s3:GetObject on k1", 'expect/not-asked-of at "s3:GetObject"'],
    ["never A/app can kms:Decrypt on vol1", 'expect/not-asked-of at "kms:Decrypt"'],
    ["expect A/admin can kms:Decrypt on c1", 'expect/not-asked-of at "kms:Decrypt"'],
    ["who can ec2:CopySnapshot on k1", 'expect/not-asked-of at "ec2:CopySnapshot"'],
    ["why cannot A/app s3:PutObject on k1", 'expect/not-asked-of at "s3:PutObject"'],
    ["expect A/app cannot kms:Decrypt on A/app", 'expect/not-asked-of at "kms:Decrypt"'],
    // The Service Authorization Reference gives these no resource type.
    ["expect A/app cannot kms:CreateKey on k1", 'expect/asked-of-nothing at "kms:CreateKey"'],
    ["expect A/app cannot kms:GenerateRandom on k1", 'expect/asked-of-nothing at "kms:GenerateRandom"'],
  ])("%s", (claim, mistake) => {
    expect(mistakesOf(`${START}role A/app\n${claim}`)).toEqual([mistake]);
  });

  test("what an action is asked of, a bucket and an alias among them, may be claimed", () => {
    const claims = [
      "expect A/admin can s3:GetObject on b1",
      "expect A/admin can ec2:AttachVolume on vol1",
      "expect A/admin can kms:CreateKey",
      "expect A/app cannot iam:DeleteRole on A/app",
      "expect A/app cannot sts:AssumeRole on A/app",
    ];
    expect(resultOf(`${START}role A/app\n${claims.join("\n")}`)).toBe("passed");
  });

  test("whoever may use a key may use it by its alias: a key policy and a grant do not name the alias", () => {
    const text = `${START}alias app for k1
grant B/worker on k1 to decrypt
advance 5 minutes
allow B/worker to decrypt on k1
expect A/admin can kms:Decrypt on app
expect B/worker can kms:Decrypt on app
expect only A/admin, A/root, B/worker can kms:Decrypt on app
expect A/admin can kms:DeleteAlias on app`;
    expect(resultOf(text)).toBe("passed");
  });
});

test.each([
  ["policy of b1 allows acct B to get-object", '"s3:GetObject"'],
  ["policy of login allows acct B to getsecretvalue", '"secretsmanager:GetSecretValue"'],
  ["policy of q1 allows acct B to receive-message", '"sqs:ReceiveMessage"'],
])("%s: the action of that thing, as its policy has it, is written for the short name", (sentence, action) => {
  const text = `default in acct A region us-east-1\ncreate bucket b1\ncreate secret login "x"\ncreate queue q1\n${sentence}`;
  expect(run(text).diagnostics.map(({ code, hint, fix }) => [code, hint, fix?.text])).toEqual([
    ["policy/action-in-quotes", `write \`${action}\``, action],
  ]);
});

test("a key that no line makes, and that is near to none, is to be made first", () => {
  const { diagnostics } = run("default in acct A region us-east-1\ncreate key k1\nsnapshot vol1 with backups");
  expect(diagnostics.map(({ code, hint }) => [code, hint])).toEqual([
    ["name/unknown-key", "a key is made first: `create key backups`"],
  ]);
});

describe("whom a policy speaks of", () => {
  const START = "default in acct A region us-east-1\naccount B\ncreate key k1\nsnapshot vol1 with k1 as s1\n";
  const told = (text: string) => {
    const { code, severity, hint, span } = run(`${START}${text}`).diagnostics[0]!;
    return [severity, code, `${START}${text}`.slice(span.start, span.end), hint];
  };

  test.each([
    ["policy of k1 allows B to decrypt", "B", "write `acct B`"],
    ["grant B on k1 to decrypt", "B", "write `acct B`"],
    ["role A/x trusts B", "B", "write `acct B`"],
    ["allow B to decrypt on k1", "B", "write `B/admin`"],
    ["policy of k1 allows app to decrypt", "app", "write `A/app`"],
    ["policy of k1 allows all to decrypt", "all", "write `everyone`"],
  ])("%s: an account is no role, told at its word before anything runs", (text, word, hint) => {
    expect(told(text)).toEqual(["error", "name/no-principal", word, hint]);
  });

  test("who shares with `public` may mean everyone", () => {
    expect(told("share s1 to public")).toEqual(["warning", "name/near", "public", "did you mean `everyone`?"]);
    expect(run(`${START}account public\nshare s1 to public`).diagnostics).toEqual([]);
  });

  test("an account's number as AWS's pages write it", () => {
    expect(told("account C id 1234-5678-9012")).toEqual([
      "error",
      "iam/account-number",
      "account C id 1234-5678-9012",
      "write `account C id 123456789012`",
    ]);
  });
});

test("what is not there yet is told to be made first, by a whole sentence", () => {
  const START = "default in acct A region us-east-1\ncreate volume vol1\n";
  const hint = (text: string) => run(`${START}${text}`).diagnostics[0]?.hint;
  expect(hint("attach data to i1")).toBe("a volume is made first: `create volume data`");
  expect(hint("create volume vol2 from backup")).toBe("a snapshot is made first: `snapshot vol1 as backup`");
  expect(hint("create volume vol2 with k1")).toBe("a key is made first: `create key k1`");
  expect(hint("get secret login")).toBeUndefined();
});

test("a Region that is written wrongly is told as one, and not taken for an account", () => {
  const told = (text: string) => mistakesOf(text).filter((each) => !each.startsWith("place/no-account"));
  expect(told("create key k1 in us-east1")).toEqual(['place/unknown-region at "us-east1"']);
  expect(told("outage of kms in us-east1")).toEqual(['place/unknown-region at "us-east1"']);
  expect(told("default in us-east1\ncreate key k1")).toEqual(['place/unknown-region at "us-east1"']);
  expect(told("create key k1 in prod-1 us-east-1")).toEqual([]);
});

describe("time that is claimed or counted", () => {
  const start = "default in acct A region us-east-1\ncreate key k1\n";

  test("a bill or a trail of a time that has not begun holds with a warning, and one of a time filled in later is looked at too", () => {
    const warned = (claim: string) => {
      const { facts } = run(`${start}${claim}`).scenarios[0]!.steps.at(-1)!;
      return facts.map((fact) => (fact.is === "warning" ? fact.code : fact.is));
    };
    expect(warned("expect bill of A in 2027 is under $5")).toEqual(["expect/time-to-come"]);
    expect(warned("expect trail of A has no kms:Decrypt in 2026-02")).toEqual(["expect/time-to-come"]);
    expect(warned("expect trail of A has no kms:Decrypt in 2026-01-02")).toEqual(["expect/time-to-come"]);
    expect(warned("expect trail of A has 1 kms:CreateKey in 2026-01-01")).toEqual([]);
    expect(warned("expect bill of A in 2026 is under $5")).toEqual([]);
    expect(warned("expect bill of A in 2026-02 is at least $1.00 within 2 months")).toEqual([]);
    expect(mistakesOf(`${start}let day = 2026-01-15\nexpect bill of A in <day> is under $5`)).toEqual([
      'expect/no-span at "expect bill of A in <day> is under $5"',
    ]);
  });

  test.each([
    ["every 1 month for 6 years", 72],
    ["every 3 months for 1 year", 4],
    ["every 1 day for 1 month", 31],
    ["every 7 days for 1 year", 52],
    ["every 1 year for 30 months", 2],
    ["every 250 milliseconds for 1 second", 4],
  ])("%s is as often as it fits, by the calendar", (every, times) => {
    expect(mistakesOf(`${start}${every} { describe k1 }\nexpect trail of A has ${times} kms:DescribeKey`)).toEqual([]);
    expect(
      run(`${start}${every} { describe k1 }\nexpect trail of A has ${times} kms:DescribeKey`).scenarios[0]!.failures,
    ).toEqual([]);
  });
});

test("an alias where a key is meant is told to be one, and how it is deleted", () => {
  const text = `default in acct A region us-east-1
create key k1; alias app for k1
encrypt "x" with app
delete alias/app`;
  const told = run(text).diagnostics.map(({ code, hint }) => [code, hint]);
  expect(told).toEqual([
    ["name/unknown", "`app` is an alias: `with alias app` uses its key, whatever changes the key names the key itself"],
    ["name/unknown-key", "write `delete alias app`"],
  ]);
});

describe("a value that is said without its brackets", () => {
  test.each([
    ["let x = k1\nrotate x", "x"],
    ["for x in k1 { rotate x }", "x"],
    ["define f(x) { rotate x }\nf(k1)", "x"],
    ["let x = us-east-1\ncreate key k2 in region x", "x"],
  ])("%s", (text, name) => {
    const whole = `default in acct A region us-east-1\ncreate key k1\n${text}`;
    const found = run(whole).diagnostics.find(({ severity }) => severity === "error");
    expect([whole.slice(found?.span.start, found?.span.end), found?.hint]).toEqual([name, `did you mean \`<${name}>\`?`]);
  });
});

test("what a question names in vain is told in a sentence, and a question is not made a claim about somebody who is called who", () => {
  const START =
    'default in acct A region us-east-1\ncreate bucket b1\npolicy of b1 allows acct B to "s3:GetObject" as "readers"\n';
  const [gone] = run(`${START}what breaks without aws/ssm`).scenarios[0]!.diagnostics;
  expect(gone?.args).toEqual({ name: "aws/ssm", kind: "key, grant or policy" });
  expect(mistakesOf(`${START}who can kms:CreateKey`).map((each) => each.split(" ")[0])).toEqual(["syntax/more-expected"]);
});
