// What an owner is told before a key, a statement or a grant goes: each line from a world in which it is gone.
import { describe, expect, test } from "vitest";
import { scenarioOf } from "../running.js";

/** The lines of the last answer. */
function answerOf(text: string): readonly string[] {
  const facts = scenarioOf(`default in acct A region us-east-1\ncreate key k1\n${text}`).steps.flatMap((step) => step.facts);
  return facts.flatMap((fact) => (fact.is === "answer" ? [fact.lines] : [])).at(-1) ?? [];
}
/** Those that begin so. */
const lines = (text: string, ...words: readonly string[]): readonly string[] =>
  answerOf(text).filter((line) => words.some((word) => line.startsWith(word)));

const OF_NO_USE =
  "k1 is of no use from the moment its deletion is scheduled; for 7 to 30 days that can be cancelled, then it is final";

describe("without a key", () => {
  test("an attached volume works on and cannot be attached again", () => {
    const asked = answerOf("create volume vol1 with k1\nattach vol1 to instance i1\nwhat breaks without k1");
    expect(asked.slice(0, 3)).toEqual([
      "without key k1",
      OF_NO_USE,
      "at the next start or attach, in A: volume vol1 works on at i1, and cannot be attached again (CustomerKeyHasBeenRevoked, because of NotFoundException)",
    ]);
    expect(asked.at(-1)).toBe("goes with it: grant k1-grant-1");
  });

  test("its permissions are lost, though nothing hangs on them", () => {
    expect(
      lines("grant A/idle on k1 to encrypt as g1\nadvance 5 minutes\nwhat breaks without k1", "at once, in A: no more kms:E"),
    ).toEqual(["at once, in A: no more kms:Encrypt (nothing here needs it): A/idle"]);
  });

  test("permissions are those that make sense on it: nothing is signed with a key for encryption, nothing encrypted with one for signatures", () => {
    const of = (key: string) =>
      lines(
        `create key s1 spec RSA_2048 usage sign-verify\ngrant A/app on k1 to decrypt\npolicy of s1 allows A/app to "kms:*"\npolicy of k1 allows A/app to "kms:*"\nwhat breaks without ${key}`,
        "at once, in A: no more kms:",
      ).join();
    expect([/kms:Sign|kms:ImportKeyMaterial/.test(of("k1")), /kms:Encrypt|kms:ReplicateKey/.test(of("s1"))]).toEqual([
      false,
      false,
    ]);
  });

  test("on the tenth day of fourteen, the answer is what would be lost for good, and what cancelling would bring back", () => {
    const asked = answerOf("create volume vol1 with k1\ndelete k1 after 14 days\nadvance 10 days\nwhat breaks without k1");
    expect(asked.slice(0, 4)).toEqual([
      "without key k1",
      "k1 is pending deletion now: this is what works again once it is enabled, and not without it",
      OF_NO_USE,
      "at the next attach, in A: volume vol1 cannot be attached (CustomerKeyHasBeenRevoked, because of NotFoundException)",
    ]);
    expect(asked.some((line) => line.startsWith("not tried"))).toBe(false);
  });

  test("without the only statement of its policy nobody but a grant's holder has anything of a key", () => {
    const text = `encrypt "x" with k1 as c1
grant A/worker on k1 to decrypt as g1
advance 5 minutes
what breaks without statement "Enable IAM User Permissions" of policy of k1`;
    expect(lines(text, "at once, in A: ciphertext", "survives", "nothing")).toEqual([
      "at once, in A: ciphertext c1 cannot be read (AccessDeniedException): A/admin, A/root",
    ]);
  });

  test("a message that was sealed with two keys survives under the other", () => {
    expect(
      lines('create key k2\ndocument doc1 "x"\nseal doc1 with k1, k2 as m1\nwhat breaks without k1', "survives: sealed"),
    ).toEqual([
      "survives: sealed message m1, under k1 and 1 other key: A/admin reads m1: kms:Decrypt with k2, then open in the client and 1 more way",
    ]);
  });

  test("a bucket does not replicate any more, and its role has lost what it did it with", () => {
    const text = `create key k2 in region eu-west-1
create bucket b1 encrypted with sse-kms k1; create bucket b2 in region eu-west-1
role A/replicator trusts service s3
allow A/replicator to "s3:GetObjectVersionForReplication", "s3:ReplicateObject" on "*"
allow A/replicator to decrypt on k1; allow A/replicator to encrypt on k2
replicate b1 to bucket b2 through A/replicator with k2
what breaks without k2`;
    expect(lines(text, "at the next upload", "at once, in A: no more kms:Encrypt")).toEqual([
      "at the next upload, in A: bucket b1 replicates nothing to b2 (NoSuchKey): A/replicator",
      "at once, in A: no more kms:Encrypt: A/replicator",
    ]);
  });

  test("of a disabled key too", () =>
    expect(
      lines('encrypt "x" with k1 as c1\ndisable k1\nwhat breaks without k1', "k1 is disabled", "at once, in A: cipher"),
    ).toEqual([
      "k1 is disabled now: this is what works again once it is enabled, and not without it",
      "at once, in A: ciphertext c1 cannot be read (NotFoundException): A/admin, A/root",
    ]));

  test("its next rotation does not come", () =>
    expect(lines("enable rotation of k1 every 90 days\nwhat breaks without k1", "at the next rotation")).toEqual([
      "at the next rotation of k1, due 2026-04-01 00:00:00Z: it does not come",
    ]));

  test("a database is stopped after two hours, and is lost seven days later", () =>
    expect(lines("create database db1 with k1\nwhat breaks without k1", "after")).toEqual([
      "after 2 hours, in A: database db1: inaccessible-encryption-credentials-recoverable",
      "after 7 days 2 hours, in A: database db1: inaccessible-encryption-credentials",
    ]));

  test("a queue goes on for as long as it holds a data key in memory", () => {
    const text = 'document d1 "x" held by A/admin\ncreate queue q1 with k1\nput d1 in q1\nwhat breaks without k1';
    expect(lines(text, "once")).toEqual([
      "once the data key in memory runs out, in A: document d1 cannot be read (KmsNotFound, because of NotFoundException): A/admin",
      "once the data key in memory runs out, in A: queue q1 carries no message (KmsNotFound, because of NotFoundException)",
      "once the data key in memory runs out, in A: queue q1 cannot be read (KmsNotFound, because of NotFoundException): A/admin",
    ]);
  });

  test("a secret takes no new value at its next rotation", () =>
    expect(lines('create secret db-login "x" with k1\nwhat breaks without k1', "at its next rotation")).toEqual([
      "at its next rotation, in A: secret db-login takes no new value (EncryptionFailure, because of NotFoundException)",
    ]));

  test("its aliases and grants go with it", () =>
    expect(lines("alias orders for k1\ngrant A/app on k1 to decrypt as g1\nwhat breaks without k1", "goes")).toEqual([
      "goes with it: alias/orders, grant g1",
    ]));

  test("what cannot be tried is named: a signature, and what does not work as it is", () => {
    const text =
      'create key s1 spec RSA_2048 usage sign-verify\nsign "v1" with s1 as sig1\ncreate volume vol1 with k1\npolicy of k1 denies A/admin to create-grant\n';
    expect(lines(`${text}what breaks without s1`, "not tried")).toEqual(["not tried: signature sig1: no sentence tries it"]);
    expect(lines(`${text}what breaks without k1`, "not tried")).toEqual([
      "not tried: volume vol1: it does not work as it is (CustomerKeyHasBeenRevoked, because of AccessDeniedException)",
    ]);
  });

  test("asking leaves the world as it was", () => {
    const { steps } = scenarioOf("create key k1 in acct A region us-east-1\ncreate volume vol1 with k1\nwhat breaks without k1");
    expect(steps[2]!.world).toBe(steps[1]!.world);
  });
});

describe("copies that survive", () => {
  test("a disk's and a database's snapshot under another key", () =>
    expect(
      lines(
        `create key k2 in acct B region us-east-1
        policy of k1 allows acct B to decrypt, describe-key, create-grant, reencrypt, generate-data-key
        create volume vol1 with k1; snapshot vol1 as s1; share s1 to acct B; copy s1 to acct B region us-east-1 with k2 as s2
        create database db1 with k1; snapshot db1 as d1; share d1 to acct B; copy d1 to acct B region us-east-1 with k2 as d2
        what breaks without k1`,
        "survives",
      ),
    ).toEqual([
      "survives: snapshot s2 in B us-east-1, under k2: works",
      "survives: database snapshot d2 in B us-east-1, under k2: works",
    ]));

  test("the same document in another bucket, but not what somebody remembers of it", () => {
    const text = `create bucket b1 encrypted with sse-kms k1
      create bucket b2 encrypted with sse-s3
      document d1 "the plan" held by A/alice; put d1 in b1\n`;
    expect(lines(`${text}what breaks without k1`, "survives", "at once, in A: document")).toEqual([
      "at once, in A: document d1 cannot be read (KMS.NotFoundException, because of NotFoundException): A/admin, A/root",
    ]);
    expect(lines(`${text}put d1 in b2\nwhat breaks without k1`, "survives", "at once, in A: document")).toEqual([
      "survives: object b2/d1 in A us-east-1, under no key of KMS: A/admin reads b2/d1: s3:GetObject from b2 and 1 more way",
    ]);
  });

  test("what was encrypted again under another key", () =>
    expect(
      lines('create key k2\nencrypt "x" with k1 as c1\nreencrypt c1 with k2 as c2\nwhat breaks without k1', "survives"),
    ).toEqual(["survives: ciphertext c2 in A us-east-1, under k2: A/admin reads c2: kms:Decrypt with k2 and 1 more way"]));

  test("a replica of a multi-Region key opens what its relative encrypted; AWS keeps the primary until then", () => {
    const text = 'create multi-region key m1; replicate m1 to region eu-west-1 as m1-eu; encrypt "x" with m1 as c1\n';
    expect(lines(`${text}what breaks without m1`, "survives", "AWS", "at once, in A: ciphertext")).toEqual([
      "AWS deletes a primary only after its replicas (m1-eu in eu-west-1); promote one of them to keep it",
      "survives: ciphertext c1 in A us-east-1, under m1: A/admin reads c1: kms:Decrypt with m1-eu in eu-west-1 and 1 more way",
    ]);
  });
});

describe("without a grant", () => {
  test("whoever it was made for loses what it gave, and what that opened", () =>
    expect(
      answerOf('encrypt "x" with k1 as c1\ngrant A/worker on k1 to decrypt as g1\nadvance 5 minutes\nwhat breaks without g1'),
    ).toEqual([
      "without grant g1",
      "at once, in A: ciphertext c1 cannot be read (AccessDeniedException): A/worker",
      "at once, in A: no more kms:Decrypt: A/worker",
    ]));

  test("what its grantee passed on stays", () =>
    expect(
      lines(
        `encrypt "x" with k1 as c1; grant A/team on k1 to decrypt, create-grant as g1; advance 5 minutes
        grant A/member on k1 to decrypt by A/team as g2; advance 5 minutes
        what breaks without g1`,
        "at once, in A: ciphertext",
      ),
    ).toEqual(["at once, in A: ciphertext c1 cannot be read (AccessDeniedException): A/team"]));

  test("nothing breaks without one that a policy makes needless", () =>
    expect(answerOf("grant A/admin on k1 to decrypt as g1\nadvance 5 minutes\nwhat breaks without g1")).toEqual([
      "nothing breaks without grant g1",
    ]));
});
