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
