// Questions that stand in a file, asked of small worlds, and the comparison of two designs.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { simulate, theRegistry } from "../../../src/api/simulate.js";
import { compareLines, pointAfter } from "../../../src/engine/asks/compare.js";
import { scenarioOf } from "../running.js";

/** The lines of the last answer. */
function answerOf(text: string): readonly string[] {
  const facts = scenarioOf(text).steps.flatMap((step) => step.facts);
  return facts.flatMap((fact) => (fact.is === "answer" ? [fact.lines] : [])).at(-1) ?? [];
}

const KEY = "create key k1 in acct A region us-east-1\n";

describe("why can", () => {
  test("a no comes with sentences that would turn it, and what else each opens", () => {
    const lines = answerOf(`${KEY}role B/backup\nwhy can B/backup not kms:Decrypt on k1`);
    expect(lines).toContain('  or: policy of k1 allows B/backup to decrypt; allow B/backup to "kms:Decrypt" on k1');
    expect(lines).toContain("  to allow it: grant B/backup on k1 to decrypt; advance 5 minutes");
    expect(lines).toContain('  or: policy of k1 allows acct B to decrypt; allow B/backup to "kms:Decrypt" on k1');
    expect(lines).toContain("    opens as well: kms:Decrypt to B/admin, B/root");
  });

  test("the sentence that is offered does turn it", () => {
    const asked = `${KEY}role B/backup\npolicy of k1 allows B/backup to decrypt\nallow B/backup to "kms:Decrypt" on k1\n`;
    expect(answerOf(`${asked}why can B/backup kms:Decrypt on k1`)[0]).toBe(
      "B/backup can kms:Decrypt on k1: key policy of k1 names B/backup, and B/backup's policy allows it",
    );
  });

  test("a deny is lifted in so many words, and what it hid is said with it", () => {
    const lines = answerOf(`${KEY}policy of k1 denies A/app to decrypt as "no"\nwhy can A/app not kms:Decrypt on k1`);
    expect(lines.filter((line) => line.includes('remove "no" from policy of k1'))[0]).toBe(
      '  to allow it: remove "no" from policy of k1; allow A/app to "kms:Decrypt" on k1  # lifts an explicit deny',
    );
  });
});

describe("who can", () => {
  test("a grantee is named with its grant, whatever context the grant asks for", () => {
    const lines = answerOf(
      `${KEY}grant A/worker on k1 to decrypt when context includes { app: "shop" } as g1\nadvance 10 minutes\nwho can kms:Decrypt on k1`,
    );
    expect(lines).toEqual([
      "A/admin   through its account:  key policy of k1 trusts account A's IAM, and A/admin's policy allows it",
      "A/root    as root user:         key policy of k1 trusts account A, and the caller is its root user",
      "A/worker  by a grant:           grant g1 on k1 gives it to A/worker, with the context {app: shop}",
    ]);
  });

  test("an instance's grant shows who opens its volume", () => {
    const lines = answerOf(
      `${KEY}create volume vol1 with k1\nattach vol1 to instance i1\nadvance 10 minutes\nwho can kms:Decrypt on k1`,
    );
    expect(lines.filter((line) => line.startsWith("ec2-infrastructure/i1  by a grant:"))).toHaveLength(1);
  });
});

// KMS API reference, Sign and Decrypt: InvalidKeyUsageException where KeyUsage does not fit the operation; Developer Guide, key-state.
describe("a permission that is no use", () => {
  const last = (text: string) => answerOf(`${KEY}${text}`).at(-1);

  test("with a key of another kind is told with the answer, whatever that is", () => {
    const vain = "whoever may: kms:Sign is for no key like k1 (SYMMETRIC_DEFAULT, encrypt-decrypt, customer managed, enabled)";
    expect(last("who can kms:Sign on k1")).toBe(vain);
    expect(last("why can A/admin kms:Sign on k1")).toBe(vain);
    expect(last("role A/app\nwhy cannot A/app kms:Sign on k1")).toBe(vain);
  });

  test("with a key that stands so that AWS refuses the call", () => {
    const vain = (action: string, code: string) => `whoever may: AWS refuses ${action} on k1 as it stands: ${code}`;
    expect(last("disable k1\nwho can kms:Decrypt on k1")).toBe(vain("kms:Decrypt", "DisabledException"));
    expect(last("delete k1 after 7 days\nwho can kms:Encrypt on k1")).toBe(vain("kms:Encrypt", "KMSInvalidStateException"));
    expect(last("delete k1 after 7 days\nadvance 8 days\nwhy can A/admin kms:ReEncryptFrom on k1")).toBe(
      vain("kms:ReEncryptFrom", "NotFoundException"),
    );
  });

  test("is not told where the call goes through", () => {
    expect(last("disable k1\nwho can kms:DescribeKey on k1")).toMatch(/^A\/root /);
    expect(last("disable k1\nwho can kms:EnableKey on k1")).toMatch(/^A\/root /);
  });

  test("makes a claim with `can` hold, with a warning", () => {
    const warned = (claim: string) =>
      scenarioOf(`${KEY}disable k1\nexpect ${claim}`)
        .steps.at(-1)!
        .facts.map((fact) => (fact.is === "warning" ? fact.code : fact.is));
    expect(warned("A/admin can kms:Sign on k1")).toEqual(["expect/permission-alone"]);
    expect(warned("A/nobody cannot kms:Sign on k1")).toEqual([]);
    expect(warned("A/admin can kms:Decrypt on k1")).toEqual([]);
  });
});

describe("a yes that hangs on a service in between", () => {
  const viaEbs = [
    KEY.trimEnd(),
    'policy of k1 allows B/backup to decrypt when { StringEquals: { "kms:ViaService": "ec2.us-east-1.amazonaws.com" } }',
    "allow B/backup to decrypt on k1",
    "",
  ].join("\n");

  test("says through which", () =>
    expect(answerOf(`${viaEbs}why can B/backup kms:Decrypt on k1`)[0]).toBe(
      "B/backup can kms:Decrypt on k1: key policy of k1 names B/backup, and B/backup's policy allows it, when called through ec2 in us-east-1",
    ));

  test("or with which encryption context", () =>
    expect(
      answerOf(`${KEY}grant A/app on k1 to decrypt when context includes { app: "shop" } as g1
        advance 5 minutes
        why can A/app kms:Decrypt on k1`)[0],
    ).toBe("A/app can kms:Decrypt on k1: grant g1 on k1 gives it to A/app, with the context {app: shop}"));
});

describe("list grants", () => {
  const attached = `${KEY}create volume vol1 with k1\nattach vol1 to instance i1\nadvance 10 minutes\n`;
  const rows = (text: string) =>
    answerOf(text)
      .slice(1)
      .map((line) => line.split(/ {2,}/));

  test("the grant by which EC2 opens a volume for an instance is there from the attach to the detach", () => {
    expect(rows(`${attached}list grants of k1`)).toEqual([
      ["k1-grant-1", "ec2-infrastructure/i1", "Decrypt", "holds {aws:ebs:id: vol1}", "A", "seen everywhere"],
    ]);
    expect(rows(`${attached}detach vol1\nlist grants of k1`)[0]!.at(-1)).toMatch(/^ended, gone at /);
    expect(
      answerOf(
        `${attached}detach vol1\nadvance 10 minutes\ncreate volume vol2 with k1\nattach vol2 to instance i1\nlist grants of k1`,
      ).filter((line) => line.includes("vol1") && !line.includes("ended")),
    ).toEqual([]);
  });

  test("a revoked grant of EC2 stops no instance that runs, and the next start makes another", () => {
    const run = scenarioOf(
      `${attached}revoke k1-grant-1; advance 5 minutes; expect vol1 is attached; detach vol1; attach vol1 to instance i1`,
    );
    expect(run.failures).toEqual([]);
  });
});

describe("two designs", () => {
  const read = (name: string): string => readFileSync(fileURLToPath(new URL(name, import.meta.url)), "utf8");

  test("a diff names who gained and who lost, what came, and what it costs", () => {
    const [before, after] = ["backup-design", "backup-design-next"].map((name) => {
      const run = simulate({ text: read(`../../../scenarios/questions/${name}.scenario`), name }).scenarios[0]!;
      return pointAfter(run.steps, run.steps.length, run.worldAt(0));
    });
    const registry = theRegistry();
    const lines = compareLines(before!, after!, registry, registry.vocabulary);
    expect(`${lines.join("\n")}\n`).toBe(read("./fixtures/backup-design.diff"));
  });

  test("a request that is free on one side and not made on the other costs the same", () => {
    const lines = answerOf("create key k1 in acct A region us-east-1\ncompare step 0");
    expect(lines.filter((line) => line.includes("bill"))).toEqual([]);
  });

  test("two points of a run are compared by the numbers of their steps", () => {
    expect(answerOf(`${KEY}policy of k1 allows acct B to decrypt\ncompare step 1 with step 2`)).toEqual([
      "+ access gained: B/admin, B/root can kms:Decrypt on k1",
      "    such as B/admin kms:Decrypt on k1: key policy of k1 lets account B in, and B/admin's policy allows it; before key policy of k1 does not let account B in for kms:Decrypt",
      "~ key k1: another policy",
      "+ account B",
    ]);
  });

  test("access is told of secrets, queues and parameters, each with a request that one world allows and the other refuses", () => {
    const things = `${KEY}create secret s1 "x"; create queue q1; put parameter /app/p "x"; role A/app\n`;
    const given = 'allow A/app to "secretsmanager:GetSecretValue", "sqs:SendMessage", "ssm:GetParameter" on "*"\n';
    expect(
      answerOf(`default in acct A region us-east-1\n${things}${given}compare step 5`).filter((line) => line.startsWith("+")),
    ).toEqual([
      "+ access gained: A/app can secretsmanager:GetSecretValue on s1",
      "+ access gained: A/app can sqs:SendMessage on q1",
      "+ access gained: A/app can ssm:GetParameter on /app/p",
      "+ reading gained: A/app can read secret s1",
      "+ reading gained: A/app can read parameter /app/p",
    ]);
  });

  test("who can read a document is told, wherever it lies", () => {
    const lines = answerOf(`default in acct A region us-east-1
      ${KEY}create bucket b1 encrypted with sse-kms k1
      document plan "x" held by A/alice; put plan in b1
      role A/app; allow A/app to "s3:GetObject" on "*"
      allow A/app to decrypt on k1
      compare step 6`);
    expect(lines.filter((line) => /plan/.test(line))).toEqual([
      "+ reading gained: A/app can read document plan",
      "    such as A/app reads b1/plan: s3:GetObject from b1, which has S3 use k1 in its name, then A/app learns plan; before AccessDenied, because of AccessDeniedException",
      "+ reading gained: A/app can read object b1/plan",
      "    such as A/app reads b1/plan: s3:GetObject from b1, which has S3 use k1 in its name; before AccessDenied, because of AccessDeniedException",
    ]);
  });

  test("a permission with a condition is told with the request that meets it", () => {
    const policy = 'policy of k1 allows A/app to decrypt when { StringEquals: { "kms:EncryptionContext:app": "shop" } }';
    expect(answerOf(`${KEY}role A/app\n${policy}\ncompare step 2`)[1]).toBe(
      "    such as A/app kms:Decrypt on k1 {app: shop}: key policy of k1 names A/app; before no identity policy of A/app allows kms:Decrypt",
    );
  });
});

test.each([
  ["what breaks without b1", "b1"],
  ["list grants on b1", "b1"],
])("%s: a thing of another kind is told what it is", (question, at) => {
  const text = `create bucket b1 in acct A region us-east-1\n${question}`;
  const [found] = simulate({ text, name: "asked" }).diagnostics;
  expect([found?.code, found?.args["is"], text.slice(found?.span.start, found?.span.end)]).toEqual([
    "name/wrong-kind",
    "a bucket",
    at,
  ]);
});
