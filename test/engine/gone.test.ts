// What was deleted, or never came about, is not there for AWS either: it says so with a code of its own for each kind. Codes: EC2 API reference
// (error codes), RDS API reference (RestoreDBInstanceFromDBSnapshot, CreateDBSnapshot), S3 API reference (error responses), Secrets Manager,
// SQS, DynamoDB and SSM API references.

import { describe, expect, test } from "vitest";
import { renderTrace } from "../../src/report/trace.js";
import { trailOf } from "../../src/report/trail.js";
import { run } from "./running.js";

const START = `default in acct A region us-east-1
create key k1; create volume v1 with k1; snapshot v1 as s1; create image ami1 from s1
create database d1 with k1; snapshot d1 as ds1
document doc1 "x" held by A/admin; create bucket b1; create queue q1; create table t1; create secret login "v"
`;

function troubles(text: string): readonly string[] {
  const log = run(`${START}${text}`);
  return [
    ...log.diagnostics.filter((each) => each.severity === "error").map((each) => each.code),
    ...log.scenarios.flatMap((each) => [
      ...each.diagnostics.map((found) => found.code),
      ...each.failures.flatMap((failure) => failure.lines),
    ]),
  ];
}

describe("AWS does not find", () => {
  test.each([
    ["a deleted volume", "delete v1\nattach v1 to instance i1 expect error InvalidVolume.NotFound"],
    ["a volume that is deleted twice", "delete v1\ndelete v1 expect error InvalidVolume.NotFound"],
    ["a deleted snapshot", "delete ami1; delete s1\ncreate volume v2 from s1 expect error InvalidSnapshot.NotFound"],
    ["a deregistered image", "delete ami1\nlaunch instance i1 from ami1 expect error InvalidAMIID.NotFound"],
    [
      "a terminated instance",
      "launch instance i1 from ami1; terminate instance i1\nattach v1 to instance i1 expect error InvalidInstanceID.NotFound",
    ],
    // EBS User Guide, ebs-cloud-watch-events: the request is accepted, and its copy ends in error.
    ["the source of a copy", "delete ami1; delete s1\ncopy s1 as s2 expect error\nexpect s2.state is error"],
    [
      "the bucket that another is replicated to",
      "create bucket b2; delete b1\nreplicate b2 to bucket b1 through A/r expect error InvalidRequest",
    ],
    ["a database that backups were made of", "delete d1\nsnapshot d1 automated as late expect error DBInstanceNotFound"],
    [
      "a deleted function",
      'role A/fn; create function f1 with environment "x" through A/fn; delete f1\ninvoke f1 expect error ResourceNotFoundException',
    ],
    [
      "a deleted load balancer",
      "create load balancer lb1; delete lb1\ncreate listener l1 on lb1 expect error LoadBalancerNotFound",
    ],
    ["a deleted database", "delete d1\nsnapshot d1 as late expect error DBInstanceNotFound"],
    ["a deleted database snapshot", "delete ds1\nrestore ds1 as d2 expect error DBSnapshotNotFound"],
    ["a deleted bucket", "delete b1\nput doc1 in b1 expect error NoSuchBucket"],
    ["a deleted queue", "delete q1\nput doc1 in q1 expect error AWS.SimpleQueueService.NonExistentQueue"],
    ["a deleted table", "delete t1\nput doc1 in t1 expect error ResourceNotFoundException"],
    [
      "a secret that was deleted for good",
      "delete login without recovery\nget secret login expect error ResourceNotFoundException",
    ],
    [
      "a volume that vanished",
      "disable k1\ncreate volume v2 with k1 expect error\nattach v2 to instance i1 expect error InvalidVolume.NotFound",
    ],
    [
      "a volume that was denied",
      "create volume v2 with k1 by A/app expect denied\nattach v2 to instance i1 expect error InvalidVolume.NotFound",
    ],
    [
      "a snapshot that was denied",
      "snapshot v1 as s2 by A/app expect denied\nshare s2 to acct B expect error InvalidSnapshot.NotFound",
    ],
    [
      "a key that was refused",
      'create key r1 spec RSA_2048 usage key-agreement expect error\nencrypt "x" with r1 expect error NotFoundException',
    ],
  ])("%s", (_what, text) => {
    expect(troubles(text)).toEqual([]);
  });

  test("it, where nobody expected that", () => {
    expect(troubles("delete v1\nattach v1 to instance i1")).toEqual([
      "refused with InvalidVolume.NotFound; it was expected to work",
    ]);
  });
});

test("nobody sends over a connection that was not made", () => {
  const text = `certificate authority ca1; certificate c1 for "shop.example" from ca1; serve shop at "shop.example" with c1
document doc2 "card" held by alice
connect alice to shop over tls as conn1 expect error
send doc2 over conn1 expect error ERR_STREAM_DESTROYED
expect shop cannot read doc2`;
  expect(troubles(text)).toEqual([]);
});

// CloudTrail User Guide, record contents: `errorCode` and `errorMessage` of a request that returned an error; EC2 writes its codes with a side.
test("the call that named it is made, refused and recorded", () => {
  const log = run(
    `${START}delete v1\nsnapshot v1 by A/admin expect error\nput doc1 in b1; delete b1/doc1; delete b1; list objects of b1 expect error`,
  );
  const trace = renderTrace(log);
  expect(trace).toContain("    A/admin  ec2:CreateSnapshot                         refused  InvalidVolume.NotFound");
  expect(trace).toContain("    A/admin  s3:ListObjectsV2                           refused  NoSuchBucket");
  const records = [...trailOf(log.scenarios[0]!)].map((each) => each.record);
  expect(records.findLast((each) => each.eventName === "CreateSnapshot")).toMatchObject({
    errorCode: "Client.InvalidVolume.NotFound",
    errorMessage: "The volume 'v1' does not exist.",
    requestParameters: { volumeId: "v1" },
    responseElements: null,
  });
});

test("a policy may speak of what is gone", () => {
  expect(troubles('delete b1\npolicy of k1 allows acct B to decrypt when { ArnLike: { "aws:SourceArn": b1 } }')).toEqual([]);
});

test("a name is asked of the newest thing that had it", () => {
  expect(
    troubles("delete v1\ncreate database v1 with k1\ndelete v1\nsnapshot v1 as late expect error DBInstanceNotFound"),
  ).toEqual([]);
});

test("what was refused may be made after all", () => {
  expect(troubles("create volume v2 by A/app expect denied\ncreate volume v2\nattach v2 to instance i1")).toEqual([]);
});

test("a name that nothing ever had is a slip", () => {
  expect(troubles("delete v1\nattach v11 to instance i1 expect error")).toEqual(["name/unknown"]);
});
