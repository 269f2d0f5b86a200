// custody import: logs and policies that are there already, as scenarios. A log comes from elsewhere: nothing in it may break anything.
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { simulate } from "../../src/api/simulate.js";
import type { CallFact } from "../../src/rules/facts.js";
import { Folder } from "../support/command-line.js";

let folder: Folder;
beforeEach(() => {
  folder = new Folder();
});
afterEach(() => folder.remove());

const DESIGN = `clock 2026-01-01
default in acct A region us-east-1
create key k1
encrypt "x" with k1 context { app: "shop" } as c1
policy of k1 allows acct B to decrypt
allow B/app to "kms:Decrypt" on k1
decrypt c1 context { app: "shop" } by B/app
decrypt c1 context { app: "shop" } by B/nobody expect denied
decrypt c1 context { app: "no" } expect error InvalidCiphertextException
allow A/operator to "kms:*" on k1
disable k1 by A/operator
decrypt c1 context { app: "shop" } by B/app expect error DisabledException
enable k1
grant A/worker on k1 to decrypt as g1
advance 10 minutes
decrypt c1 context { app: "shop" } by A/worker
revoke g1
advance 1 hour
decrypt c1 context { app: "shop" } by A/worker expect denied
create multi-region key m1
replicate m1 to region eu-west-1 as m1-eu
create key k2 spec RSA_2048 usage sign-verify
sign "v" with k2 as sig1
reencrypt c1 with m1 context { app: "shop" } as c2
generate data key from k1 as dk1
decrypt c1 by A/stranger expect denied
enable rotation of k1 every 90 days
advance 100 days
delete k1 after 7 days
decrypt c1 context { app: "shop" } expect error KMSInvalidStateException
advance 8 days
`;

/** Calls of people to KMS: when, who, what, and what came of it. */
function outcomes(text: string, leaving: (call: CallFact) => boolean = () => true): string[] {
  const log = simulate({ text, name: "test" });
  expect(log.diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  const steps = log.scenarios[0]!.steps.filter((step) => step.kind === "do" && step.expectation?.held !== undefined);
  return steps.flatMap((step) =>
    step.facts.flatMap((fact) =>
      fact.is === "call" && fact.depth === 0 && fact.action.startsWith("kms:") && fact.caller.is === "principal" && leaving(fact)
        ? [`${new Date(fact.at).toISOString()} ${fact.caller.ref} ${fact.action} ${fact.refused?.code ?? "ok"}`]
        : [],
    ),
  );
}

test("a trail that was exported, imported and run again gives the same outcomes, in the same order, to the same people", async () => {
  folder.write("design.scenario", DESIGN);
  const exported = await folder.run(["run", "design.scenario", "--trail"]);
  expect(exported.code).toBe(0);
  folder.write("trail.json", exported.out);
  const imported = await folder.run(["import", "trail", "trail.json"]);
  expect(imported.code).toBe(0);
  const again = simulate({ text: imported.out, name: "again" });
  expect(again.diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  expect(again.scenarios[0]!.failures).toEqual([]);
  expect(outcomes(imported.out)).toEqual([
    "2026-01-01T00:00:00.000Z A/admin kms:CreateKey ok",
    "2026-01-01T00:00:00.000Z A/admin kms:Encrypt ok",
    "2026-01-01T00:00:00.000Z A/admin kms:PutKeyPolicy ok",
    "2026-01-01T00:00:00.000Z B/app kms:Decrypt ok",
    "2026-01-01T00:00:00.000Z B/nobody kms:Decrypt AccessDeniedException",
    "2026-01-01T00:00:00.000Z A/admin kms:Decrypt InvalidCiphertextException",
    "2026-01-01T00:00:00.000Z A/operator kms:DisableKey ok",
    "2026-01-01T00:00:00.000Z B/app kms:Decrypt DisabledException",
    "2026-01-01T00:00:00.000Z A/admin kms:EnableKey ok",
    "2026-01-01T00:00:00.000Z A/admin kms:CreateGrant ok",
    "2026-01-01T00:10:00.000Z A/worker kms:Decrypt ok",
    "2026-01-01T00:10:00.000Z A/admin kms:RevokeGrant ok",
    "2026-01-01T01:10:00.000Z A/worker kms:Decrypt AccessDeniedException",
    "2026-01-01T01:10:00.000Z A/admin kms:CreateKey ok",
    "2026-01-01T01:10:00.000Z A/admin kms:ReplicateKey ok",
    "2026-01-01T01:10:00.000Z A/admin kms:CreateKey ok",
    "2026-01-01T01:10:00.000Z A/admin kms:Sign ok",
    "2026-01-01T01:10:00.000Z A/admin kms:ReEncrypt ok",
    "2026-01-01T01:10:00.000Z A/admin kms:GenerateDataKey ok",
    "2026-01-01T01:10:00.000Z A/stranger kms:Decrypt AccessDeniedException",
    "2026-01-01T01:10:00.000Z A/admin kms:EnableKeyRotation ok",
    "2026-04-11T01:10:00.000Z A/admin kms:ScheduleKeyDeletion ok",
    "2026-04-11T01:10:00.000Z A/admin kms:Decrypt KMSInvalidStateException",
  ]);
});

test("what cannot be taken over is told on stderr and at the end of the scenario", async () => {
  folder.write("design.scenario", `${DESIGN}create volume vol1 size 1 GiB encrypted\n`);
  const exported = await folder.run(["run", "design.scenario", "--trail"]);
  const { out, err } = await folder.run(["import", "trail", "-"], { input: exported.out });
  expect(out).toMatch(/\n# not taken over \(\d+\):\n/);
  expect(out).toContain("# 2026-01-01T01:10:00Z SynchronizeMultiRegionKey in us-east-1: KMS did it by itself");
  expect(err).toContain("not a record of KMS (ec2.amazonaws.com)");
});

const record = (more: object): object => ({
  eventSource: "kms.amazonaws.com",
  eventTime: "2026-03-01T10:00:00Z",
  eventName: "Decrypt",
  awsRegion: "eu-west-1",
  eventType: "AwsApiCall",
  userIdentity: {
    type: "AssumedRole",
    accountId: "123456789012",
    arn: "arn:aws:sts::123456789012:assumed-role/shop@prod/session",
    sessionContext: { sessionIssuer: { userName: "shop@prod" } },
  },
  requestParameters: { encryptionAlgorithm: "SYMMETRIC_DEFAULT", encryptionContext: { app: "shop" } },
  responseElements: null,
  resources: [
    {
      accountId: "123456789012",
      type: "AWS::KMS::Key",
      ARN: "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
    },
  ],
  ...more,
});

test.each([
  ["an array", (records: readonly object[]) => JSON.stringify(records)],
  ["an object with Records, as CloudTrail delivers them", (records: readonly object[]) => JSON.stringify({ Records: records })],
  ["one record a line", (records: readonly object[]) => records.map((each) => JSON.stringify(each)).join("\n")],
])("a log may be %s", async (_name, write) => {
  folder.write("log.json", write([record({}), record({ eventTime: "2026-03-01T09:00:00Z", errorCode: "AccessDenied" })]));
  const { out, code, err } = await folder.run(["import", "trail", "log.json"]);
  expect(code).toBe(0);
  expect(err).toBe("2 records taken over, 0 not\n");
  expect(out.split("\n").filter((line) => /^(create|decrypt|clock|advance)/.test(line))).toEqual([
    "clock 2026-03-01T09:00:00Z",
    "create key key in acct A region eu-west-1",
    'decrypt c1 context { "app": "shop" } by A/shop-prod expect denied',
    "advance to 2026-03-01T10:00:00Z",
    'decrypt c1 context { "app": "shop" } by A/shop-prod expect ok',
  ]);
});

test("texts of a log cannot leave their quotes, begin a hole or end a comment", async () => {
  const context = { 'a": "b" }\ncreate key evil in acct A region us-east-1\n#': '<days>\\ \u0007 \ud800 \'"""' };
  folder.write(
    "log.json",
    JSON.stringify([
      record({ requestParameters: { encryptionContext: context } }),
      record({ eventName: "Nonsense", awsRegion: "eu-west-1" }),
      record({ eventSource: "evil\ncreate key evil in acct A region us-east-1" }),
      record({ errorCode: "X\ncreate key evil in acct A region us-east-1" }),
      record({ userIdentity: { type: "IAMUser", accountId: "123456789012", userName: "x\ncreate key evil in acct A" } }),
    ]),
  );
  const { out, code } = await folder.run(["import", "trail", "log.json"]);
  expect(code).toBe(0);
  expect(out.split("\n").filter((line) => line.startsWith("create"))).toEqual(["create key key in acct A region eu-west-1"]);
  const again = simulate({ text: out, name: "again" });
  expect(again.diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  expect(again.scenarios[0]!.failures).toEqual([]);
});

test.each([
  ["no JSON", "{", "log.json:1:2: "],
  ["nothing", "", "holds no record of KMS"],
  ["a number", "7", "a log is an array of records"],
  ["no record of KMS", "[]", "holds no record of KMS"],
  ["too deep", "[".repeat(5000), "nested deeper"],
  ["a half line", `${JSON.stringify(record({}))}\n{"eventSource":`, "log.json:2:"],
])("a log that is %s is refused with its place", async (_name, text, said) => {
  folder.write("log.json", text);
  const { code, err } = await folder.run(["import", "trail", "log.json"]);
  expect(code).toBe(2);
  expect(err).toContain(said);
});

test("records of any shape do not break it", async () => {
  const odd = [
    null,
    7,
    "x",
    [],
    {},
    record({ userIdentity: null }),
    record({ userIdentity: { type: "AssumedRole" } }),
    record({ eventTime: "yesterday" }),
    record({ eventName: "__proto__" }),
    record({ awsRegion: "nowhere" }),
    record({ resources: 7 }),
    record({ resources: [null, { ARN: "arn:aws:kms:eu-west-1:1:key/" }] }),
    record({ eventName: "PutKeyPolicy", requestParameters: { policy: "not JSON" } }),
    record({
      eventName: "CreateGrant",
      requestParameters: { operations: [1], granteePrincipal: "arn:aws:iam::123456789012:role/a" },
    }),
    record({ eventName: "ScheduleKeyDeletion", requestParameters: { pendingWindowInDays: -1e9 } }),
    record({
      eventName: "CreateKey",
      responseElements: { keyMetadata: { arn: "arn:aws:kms:eu-west-1:123456789012:key/__proto__" } },
    }),
    record({ eventType: "AwsServiceEvent" }),
    record({ errorCode: "ThrottlingException" }),
  ];
  folder.write("log.json", JSON.stringify(odd));
  const { code, out } = await folder.run(["import", "trail", "log.json"]);
  expect(code).toBe(0);
  const again = simulate({ text: out, name: "again" });
  expect(again.scenarios[0]?.failures).toEqual([]);
});

test("a key policy becomes a key that has it, with the people it names", async () => {
  folder.write(
    "policy.json",
    `{ "Version": "2012-10-17", "Statement": [
  { "Sid": "own", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::123456789012:root" }, "Action": "kms:*", "Resource": "*" },
  { "Sid": "app", "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::210987654321:role/team/app" }, "Action": "kms:Decrypt", "Resource": "*" } ] }`,
  );
  const { code, out } = await folder.run(["import", "policy", "policy.json", "--key", "payroll"]);
  expect(code).toBe(0);
  expect(out.split("\n").slice(0, 5)).toEqual([
    "# From policy.json",
    "account A id 123456789012",
    "account B id 210987654321",
    "role B/app",
    "create key payroll in acct A region us-east-1",
  ]);
  const log = simulate({
    text: `${out}encrypt "x" with payroll as c1\nallow B/app to "kms:Decrypt" on payroll\ndecrypt c1 by B/app expect ok\ndecrypt c1 by B/other expect denied\n`,
    name: "policy",
  });
  expect(log.diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  expect(log.scenarios[0]!.failures).toEqual([]);
});

test("a policy that AWS would not take is refused with its place", async () => {
  folder.write("policy.json", '{ "Version": "2012-10-17",\n  "Statement": [{ "Effect": "Maybe" }] }');
  const { code, err } = await folder.run(["import", "policy", "policy.json"]);
  expect(code).toBe(2);
  expect(err).toContain("policy.json:2:");
  expect((await folder.run(["import", "policy", "policy.json", "--key", "a b"])).code).toBe(2);
  expect((await folder.run(["import", "nothing"])).code).toBe(2);
});

test("of a log that is too long for one scenario the beginning is taken, and the rest is counted", async () => {
  const records = Array.from({ length: 3_000 }, (_, index) =>
    record({
      eventTime: `2026-03-01T${String(Math.floor(index / 3_600)).padStart(2, "0")}:${String(Math.floor(index / 60) % 60).padStart(2, "0")}:${String(index % 60).padStart(2, "0")}Z`,
      requestParameters: { encryptionContext: { order: `${index} ${"x".repeat(60)}` } },
    }),
  );
  folder.write("log.json", JSON.stringify(records));
  const { out, err } = await folder.run(["import", "trail", "log.json"]);
  expect(out.length).toBeLessThan(256 * 1024);
  const [, taken, left] = /^(\d+) records taken over, (\d+) not/.exec(err) ?? [];
  expect(Number(taken)).toBeGreaterThan(500);
  expect(Number(taken) + Number(left)).toBe(3_000);
  folder.write("from-the-log.scenario", out);
  expect((await folder.run(["run", "from-the-log.scenario", "--quiet"])).code).toBe(0);
});

test("a log may be packed as CloudTrail delivers it, in a file or on standard input", async () => {
  const packed = gzipSync(JSON.stringify({ Records: [record({})] }));
  folder.write("log.json.gz", packed);
  expect((await folder.run(["import", "trail", "log.json.gz"])).err).toBe("1 record taken over, 0 not\n");
  folder.write("half.json.gz", packed.subarray(0, packed.length - 12));
  const { code, err } = await folder.run(["import", "trail", "half.json.gz"]);
  expect(code).toBe(2);
  expect(err).toContain("half.json.gz is not whole: gzip cannot unpack it");
});

test("a log that unpacks to more than may be is refused", async () => {
  folder.write("bomb.json.gz", gzipSync(Buffer.alloc(64 * 1024 * 1024, " ")));
  const { code, err } = await folder.run(["import", "trail", "bomb.json.gz"]);
  expect(code).toBe(2);
  expect(err).toContain("is larger than 16384 KiB unpacked");
});

test("aliases and imported material are taken over", async () => {
  folder.write(
    "design.scenario",
    `clock 2026-01-01
default in acct A region us-east-1
create key k1
alias app for k1
create key k2
point alias app at k2
delete alias app
create key k3 origin external
material m1 "first"
import m1 into k3 expiring in 2 hours
encrypt "x" with k3 as c1
delete material of k3
encrypt "x" with k3 expect error KMSInvalidStateException
import m1 into k3
decrypt c1
create key k4 spec RSA_2048
`,
  );
  folder.write("trail.json", (await folder.run(["run", "design.scenario", "--trail"])).out);
  const { out } = await folder.run(["import", "trail", "trail.json"]);
  expect(out.split("\n").filter((line) => /alias|material/.test(line) && !line.startsWith("#"))).toEqual([
    'material material1 "material1"',
    "alias app for k1 in acct A region us-east-1 by A/admin expect ok",
    "point alias app at k2 in acct A region us-east-1 by A/admin expect ok",
    "delete alias app in acct A region us-east-1 by A/admin expect ok",
    "import material1 into k3 expiring in 7200 seconds by A/admin expect ok",
    "delete material of k3 by A/admin expect ok",
    "import material1 into k3 by A/admin expect ok",
  ]);
  expect(outcomes(out).filter((each) => each.includes("ecrypt") || each.includes("ncrypt"))).toEqual([
    "2026-01-01T00:00:00.000Z A/admin kms:Encrypt ok",
    "2026-01-01T00:00:00.000Z A/admin kms:Encrypt KMSInvalidStateException",
    "2026-01-01T00:00:00.000Z A/admin kms:Decrypt ok",
  ]);
});
