// Shapes: KMS Developer Guide, "Logging KMS API calls with CloudTrail", and recorded EBS trails of 2026-05.
import { expect, test } from "vitest";
import { simulate } from "../../src/api/simulate.js";
import { trailOf } from "../../src/report/trail.js";
import { trailRecords } from "../../src/rules/audit.js";
import { refuse } from "../../src/rules/reply.js";
import { emptyWorld } from "../../src/world/world.js";
import { call, worldWith } from "../support/hand-made.js";

function records(...calls: ReturnType<typeof call>[]) {
  const world = worldWith("key k1");
  return [...trailRecords([{ facts: calls, before: emptyWorld("1"), world }])];
}

function trail(text: string) {
  return simulate({ text, name: "trail" }).scenarios.flatMap((run) => [...trailOf(run)]);
}

test("a call is one record in its caller's account, in CloudTrail's own form", () => {
  const [entry] = trail("create volume vol1 in acct A region us-east-1");
  expect(entry?.account).toBe("A");
  expect(entry?.record).toMatchObject({
    eventVersion: "1.11",
    eventTime: "2026-01-01T00:00:00Z",
    eventSource: "ec2.amazonaws.com",
    eventName: "CreateVolume",
    awsRegion: "us-east-1",
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    eventCategory: "Management",
    userIdentity: { type: "AssumedRole", sessionContext: { sessionIssuer: { type: "Role", userName: "admin" } } },
  });
  expect(entry?.record).not.toHaveProperty("errorCode");
  expect(entry?.record).not.toHaveProperty("sharedEventID");
});

// Lab write-up with CloudTrail records, 2026-05: CreateGrant and the Decrypt a second later have one requestID.
test("the host opens a data key in the request that gave it the grant", () => {
  const text = "default in acct A region us-east-1; create key k1; create volume vol1 with k1; attach vol1 to instance i1";
  const [, , , attach, grant, opened] = trail(text).map(({ record }) => record);
  expect([attach, grant, opened].map((record) => record?.["eventName"])).toEqual(["AttachVolume", "CreateGrant", "Decrypt"]);
  expect(opened?.["requestID"]).toBe(grant?.["requestID"]);
  expect(opened?.["requestID"]).not.toBe(attach?.["requestID"]);
});

test("the grant of a volume that is detached is retired by AWS Internal", () => {
  const text =
    "default in acct A region us-east-1; create key k1; create volume vol1 with k1; attach vol1 to instance i1; detach vol1";
  const retired = trail(text).find(({ record }) => record["eventName"] === "RetireGrant");
  expect(retired?.record).toMatchObject({
    userIdentity: { type: "AWSService", invokedBy: "AWS Internal" },
    sourceIPAddress: "AWS Internal",
    userAgent: "AWS Internal",
    requestParameters: null,
    additionalEventData: { grantId: "k1-grant-1" },
  });
});

test("a call that two accounts see has two records with different event ids and one shared id", () => {
  const both = records(call("kms:Decrypt", { on: ["k1"], recordedIn: ["A", "B"] }));
  expect(both.map(({ account }) => account)).toEqual(["A", "B"]);
  const [own, others] = both.map(({ record }) => record);
  expect(own?.["eventID"]).not.toBe(others?.["eventID"]);
  expect(own?.["sharedEventID"]).toBe(others?.["sharedEventID"]);
  expect(own?.["sharedEventID"]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
});

test("the key's ARN stands in resources, also for a key that is gone after the step", () => {
  const gone = [
    ...trailRecords([
      { facts: [call("kms:ScheduleKeyDeletion", { on: ["k1"] })], before: worldWith("key k1"), world: emptyWorld("1") },
    ]),
  ];
  expect(gone[0]?.record["resources"]).toEqual([
    { accountId: "", type: "AWS::KMS::Key", ARN: "arn:aws:kms:us-east-1:111111111111:key/k1" },
  ]);
});

test("EC2's refusals are written with the side that is to blame", () => {
  const [entry] = records(
    call("ec2:AttachVolume", { refused: refuse("CustomerKeyHasBeenRevoked", "Volume vol1 cannot be attached.") }),
  );
  expect(entry?.record).toMatchObject({
    errorCode: "Client.CustomerKeyHasBeenRevoked",
    errorMessage: "Volume vol1 cannot be attached.",
    responseElements: null,
  });
});

test("a call that EC2 passes on names it in identity, address and agent", () => {
  const [entry] = records(
    call("kms:Decrypt", {
      on: ["k1"],
      caller: { is: "principal", ref: "A/admin", via: { service: "ec2", region: "us-east-1" } },
    }),
  );
  expect(entry?.record).toMatchObject({
    sourceIPAddress: "ec2-frontend-api.amazonaws.com",
    userAgent: "ec2-frontend-api.amazonaws.com",
    vpcEndpointId: "AWS Internal",
  });
  expect(entry?.record).not.toHaveProperty("tlsDetails");
});

test("what a service writes by itself has no request id and no caller", () => {
  const [entry] = records(
    call("kms:RotateKey", {
      on: ["k1"],
      caller: { is: "aws", account: "A", service: "kms" },
      detail: { requestParameters: null, serviceEventDetails: { keyId: "k1", rotationType: "AUTOMATIC" } },
    }),
  );
  expect(entry?.record).toMatchObject({
    eventType: "AwsServiceEvent",
    userIdentity: { invokedBy: "AWS Internal" },
    serviceEventDetails: { rotationType: "AUTOMATIC" },
  });
  expect(entry?.record).not.toHaveProperty("requestID");
});

test("a service that uses a grant is an AWS service in the record", () => {
  const [entry] = records(
    call("kms:Decrypt", { on: ["k1"], caller: { is: "service", service: "ec2", account: "A", region: "us-east-1" } }),
  );
  expect(entry?.record["userIdentity"]).toEqual({ type: "AWSService", invokedBy: "ec2.amazonaws.com" });
});

test("a call that is never recorded is in no trail", () => expect(records(call("s3:GetObject", { recordedIn: [] }))).toEqual([]));

test("a denial has neither request parameters nor resources", () => {
  const denied = trail("create volume vol1 in acct A region us-east-1\nsnapshot vol1 by A/nobody expect denied").at(-1)?.record;
  expect(denied).toMatchObject({
    eventName: "CreateSnapshot",
    errorCode: "Client.UnauthorizedOperation",
    requestParameters: null,
    responseElements: null,
  });
  expect(denied).not.toHaveProperty("resources");
});

/** Records of an event, with what a test looks at. */
function recordsOf(text: string, event: string) {
  return trail(`clock 2026-01-01\ndefault in acct A region us-east-1\n${text}`)
    .map(({ record }) => record)
    .filter(({ eventName }) => eventName === event);
}

// KMS Developer Guide, ct-createkey.
test("the record of CreateKey names the key that was made", () => {
  const [made] = recordsOf("create key k1\nexpect trail of A has kms:CreateKey on k1", "CreateKey");
  expect(made?.["resources"]).toEqual([
    { accountId: "111111111111", type: "AWS::KMS::Key", ARN: "arn:aws:kms:us-east-1:111111111111:key/k1" },
  ]);
  expect(made?.["responseElements"]).toMatchObject({ keyMetadata: { creationDate: "Jan 1, 2026, 12:00:00 AM" } });
});

// KMS Developer Guide, ct-replicate-key and ct-synchronize-multi-region-key.
test("a replica is recorded where the primary is and where it is made, and the copying of material as a call of KMS's own", () => {
  const text = "create multi-region key m1\nreplicate m1 to region eu-west-1 as m1-eu";
  const primaryKey = { arn: "arn:aws:kms:us-east-1:111111111111:key/mrk-m1", region: "us-east-1" };
  const replicaKeys = [{ arn: "arn:aws:kms:eu-west-1:111111111111:key/mrk-m1", region: "eu-west-1" }];
  const [asked] = recordsOf(text, "ReplicateKey");
  expect(asked).toMatchObject({
    awsRegion: "us-east-1",
    responseElements: {
      replicaKeyMetadata: {
        keyState: "Creating",
        multiRegionConfiguration: { multiRegionKeyType: "REPLICA", primaryKey, replicaKeys },
      },
    },
  });
  const [, made] = recordsOf(text, "CreateKey");
  expect(made).toMatchObject({
    awsRegion: "eu-west-1",
    userIdentity: { type: "AssumedRole", invokedBy: "kms.amazonaws.com" },
    requestID: asked?.["requestID"],
    eventType: "AwsApiCall",
  });
  const [copied] = recordsOf(text, "SynchronizeMultiRegionKey");
  expect(copied).toMatchObject({
    userIdentity: { accountId: "111111111111", invokedBy: "AWS Internal" },
    resources: [{ ARN: primaryKey.arn }],
    eventType: "AwsApiCall",
  });
  expect(copied).toHaveProperty("requestID");
});

// KMS Developer Guide, ct-update-primary-region.
test("a change of the primary is recorded in both Regions under one request, the second time by KMS for its caller", () => {
  const text = "create multi-region key m1\nreplicate m1 to region eu-west-1 as m1-eu\npromote m1-eu";
  const [was, is, ...more] = recordsOf(text, "UpdatePrimaryRegion");
  expect(more).toEqual([]);
  expect(was).toMatchObject({ awsRegion: "us-east-1", requestParameters: { primaryRegion: "eu-west-1" } });
  expect(was?.["userIdentity"]).not.toHaveProperty("invokedBy");
  expect(is).toMatchObject({
    awsRegion: "eu-west-1",
    userIdentity: { type: "AssumedRole", invokedBy: "kms.amazonaws.com" },
    requestParameters: { keyId: "arn:aws:kms:eu-west-1:111111111111:key/mrk-m1", primaryRegion: "eu-west-1" },
    requestID: was?.["requestID"],
  });
  expect(is?.["eventID"]).not.toBe(was?.["eventID"]);
});

// KMS Developer Guide, ct-delete-key: since 2022-12 with the key's ARN in responseElements.
test("the end of a key is KMS's own event, and names the key", () => {
  const [gone] = recordsOf("create key k1\ndelete k1 after 7 days\nadvance 8 days", "DeleteKey");
  expect(gone).toMatchObject({
    userIdentity: { accountId: "111111111111", invokedBy: "AWS Internal" },
    eventTime: "2026-01-08T00:00:00Z",
    requestParameters: null,
    responseElements: { keyId: "arn:aws:kms:us-east-1:111111111111:key/k1" },
    eventType: "AwsServiceEvent",
    serviceEventDetails: { keyId: "k1" },
  });
});

// KMS Developer Guide, logging-using-cloudtrail, "Excluding AWS KMS events from a trail".
test("a trail that excludes KMS has none of its events until it includes them again, and the two calls that changed it", () => {
  const text = `clock 2026-01-01
    default in acct A region us-east-1
    create key k1
    trail of A excludes kms
    encrypt "x" with k1 as c1
    rotate k1
    delete k1 after 7 days
    cancel deletion of k1
    trail of A excludes nothing
    enable k1`;
  expect(trail(text).map(({ record }) => record["eventName"])).toEqual([
    "CreateKey",
    "PutEventSelectors",
    "PutEventSelectors",
    "EnableKey",
  ]);
  expect(trail(text)[1]?.record["requestParameters"]).toEqual({
    trailName: "management-events",
    eventSelectors: [
      {
        readWriteType: "All",
        includeManagementEvents: true,
        dataResources: [],
        excludeManagementEventSources: ["kms.amazonaws.com"],
      },
    ],
  });
});

test("a call through EC2's front end has a shared id, one of one's own has none", () => {
  const [throughEc2] = recordsOf("create volume vol1 encrypted", "GenerateDataKeyWithoutPlaintext");
  expect(throughEc2).toHaveProperty("sharedEventID");
  const [own] = recordsOf('create key k1\nencrypt "x" with k1', "Encrypt");
  expect(own).not.toHaveProperty("sharedEventID");
});

test("another account's copy of a call is not left out with one's own", () => {
  const text = `create key k1 in acct A region us-east-1
    encrypt "x" with k1 as c1
    policy of k1 allows acct B to decrypt
    allow B/app to "kms:Decrypt" on k1
    trail of A excludes kms
    decrypt c1 by B/app
    expect trail of A has no kms:Decrypt
    expect trail of B has exactly 1 kms:Decrypt on k1`;
  expect(simulate({ text, name: "copies" }).scenarios[0]?.failures).toEqual([]);
  expect(trail(text).at(-1)?.record).toHaveProperty("sharedEventID");
});
