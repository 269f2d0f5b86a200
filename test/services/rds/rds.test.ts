// Databases and their keys: what KMS sees, what RDS refuses, and what becomes of a database whose key is gone.

import { describe, expect, test } from "vitest";
import { failures, lastCalls, lastKmsCalls, lastRefusal } from "../ebs/calls.js";

const START = `default in acct A region us-east-1
create key k1
create database db1 with k1
`;
const SNAPSHOT = `${START}snapshot db1 as dbs1\n`;
const TO_B = `${SNAPSHOT}policy of k1 allows acct B to describe-key, create-grant
share dbs1 to acct B
create key k2 in acct B region us-east-1
`;
const ARN = "arn:aws:kms:us-east-1:111111111111:key/k1";

describe("calls", () => {
  test("create: the user's part is DescribeKey and CreateGrant, the rest is RDS's and the storage's", () => {
    expect(lastKmsCalls(START)).toEqual([
      "rds for A/admin kms:DescribeKey k1",
      "rds for A/admin kms:CreateGrant k1 {aws:rds:db-id: db1}",
      "rds (for account A) kms:GenerateDataKeyWithoutPlaintext k1 {aws:rds:db-id: db1, aws:ebs:id: db1-volume}",
      "rds (for account A) kms:CreateGrant k1 {aws:rds:db-id: db1, aws:ebs:id: db1-volume}",
      "ec2 (for account A) kms:Decrypt k1 {aws:rds:db-id: db1, aws:ebs:id: db1-volume}",
    ]);
  });

  test("a plain database has nothing to do with KMS, and neither has a snapshot", () => {
    expect(lastCalls("create database db1 in acct A region us-east-1")).toEqual(["A/admin rds:CreateDBInstance db1"]);
    expect(lastCalls(SNAPSHOT)).toEqual(["A/admin rds:CreateDBSnapshot dbs1 db1"]);
  });

  test("a copy for another account: grants on both keys in its name, then RDS by itself", () => {
    expect(lastKmsCalls(`${TO_B}copy dbs1 to acct B with k2 as dbs2`)).toEqual([
      "rds for B/admin kms:DescribeKey k1",
      "rds for B/admin kms:CreateGrant k1 {aws:rds:db-id: db1, aws:ebs:id: db1-volume}",
      "rds for B/admin kms:DescribeKey k2",
      "rds for B/admin kms:CreateGrant k2 {aws:rds:db-id: dbs2}",
      "rds (for account B) kms:GenerateDataKeyWithoutPlaintext k2 {aws:rds:db-id: dbs2}",
      "rds (for account B) kms:Decrypt k1 {aws:rds:db-id: db1, aws:ebs:id: db1-volume}",
      "rds (for account B) kms:RetireGrant k1 (later)",
    ]);
  });
});

describe("keys", () => {
  test("DescribeKey and CreateGrant are all that the user needs; taking them away later stops nothing", () => {
    expect(
      failures(`default in acct A region us-east-1
create key k1
allow A/app to "rds:*" on "*"
create database db1 with k1 by A/app expect denied
allow A/app to "kms:DescribeKey", "kms:CreateGrant" on k1
create database db2 with k1 by A/app
expect db2.key is k1`),
    ).toEqual([]);
  });

  test("a snapshot has its database's key; another key comes by a copy", () => {
    expect(
      failures(`${SNAPSHOT}create key k2
copy dbs1 with k2 as dbs2
restore dbs2 as db2
expect dbs1.key is k1
expect db2.key is k2
expect db1.key is k1`),
    ).toEqual([]);
  });

  test("a plain database is encrypted by way of a copy", () => {
    expect(
      failures(`${START}create database plain1
snapshot plain1 as ps1
expect ps1 is not encrypted
copy ps1 with k1 as ps2
restore ps2 as secured1
expect secured1 is encrypted`),
    ).toEqual([]);
  });

  test("`encrypted` alone is under aws/rds", () => {
    expect(failures("default in acct A region us-east-1\ncreate database db1 encrypted\nexpect db1.key is aws/rds")).toEqual([]);
  });
});

describe("refusals", () => {
  test("a key that cannot be used is told at once", () => {
    expect(lastRefusal(`${START}disable k1\ncreate database db2 with k1 expect error`)).toEqual([
      `KMSKeyNotAccessibleFault: Specified KMS key [${ARN}] does not exist, is not enabled or you do not have permissions to access it.`,
      `DisabledException: ${ARN} is disabled.`,
    ]);
  });

  test("the source's key closed to the copier", () => {
    const [outer] = lastRefusal(
      `${SNAPSHOT}share dbs1 to acct B\ncreate key k2 in acct B region us-east-1\ncopy dbs1 to acct B with k2 expect denied by key policy of k1`,
    );
    expect(outer).toBe(
      `KMSKeyNotAccessibleFault: The source snapshot KMS key [${ARN}] does not exist, is not enabled or you do not have permissions to access it.`,
    );
  });

  test("an encrypted copy in another Region needs a key of that Region", () => {
    expect(lastRefusal(`${SNAPSHOT}copy dbs1 to region eu-west-1 expect error`)).toEqual([
      "InvalidParameterValue: Must specify new KMS key for cross region encrypted snapshot copy.",
    ]);
    expect(
      failures(`${SNAPSHOT}create key k3 region eu-west-1\ncopy dbs1 to region eu-west-1 with k3 as dbs3\nexpect dbs3.key is k3`),
    ).toEqual([]);
    expect(failures(`${SNAPSHOT}copy dbs1 to region eu-west-1 with k1 expect error KMSKeyNotAccessibleFault`)).toEqual([]);
  });

  test("under aws/rds a snapshot cannot be shared", () => {
    expect(
      lastRefusal(
        "default in acct A region us-east-1\ncreate database db1 encrypted\nsnapshot db1 as s1\nshare s1 to acct B expect error",
      ),
    ).toEqual([
      "InvalidParameterCombination: Sharing snapshots encrypted with the default service key for RDS is currently not supported",
    ]);
  });

  test("a shared encrypted snapshot is copied first, with a key of one's own, then restored", () => {
    expect(
      failures(`${TO_B}
restore dbs1 as db2 in acct B expect error InvalidParameterCombination
copy dbs1 to acct B expect error InvalidParameterValue
copy dbs1 to acct B with k2 as dbs2
restore dbs2 as db2 in acct B
expect db2.key is k2`),
    ).toEqual([]);
  });

  test("what is not shared is not there", () => {
    expect(lastRefusal(`${SNAPSHOT}copy dbs1 to acct B expect error`)).toEqual([
      "DBSnapshotNotFound: DBSnapshot not found: dbs1",
    ]);
  });
});

// RDS API reference, StopDBInstance: "The instance restarts automatically after 7 days."
describe("a database that somebody stopped", () => {
  test("is started by RDS after seven days, not a second sooner, and may be stopped again", () => {
    expect(
      failures(`clock 2026-01-01\n${START}stop database db1
advance to 2026-01-07T23:59:59Z
expect db1 is stopped
advance 1 second
expect db1 is available
stop database db1
advance 7 days
expect db1 is available
expect trail of A has no rds:StartDBInstance`),
    ).toEqual([]);
  });

  test("has seven days anew where it was started in between", () => {
    expect(
      failures(
        `${START}stop database db1\nadvance 6 days\nstart database db1\nstop database db1\nadvance 6 days\nexpect db1 is stopped`,
      ),
    ).toEqual([]);
  });

  test("stands still where its key cannot be used then, which RDS does not notice before", () => {
    expect(
      failures(`${START}stop database db1
disable k1
advance 6 days
expect db1 is stopped
advance 1 day
expect db1 is inaccessible-encryption-credentials-recoverable
enable k1
start database db1
expect db1 is available`),
    ).toEqual([]);
  });

  test("is gone for good where it was deleted", () => {
    expect(failures(`${START}stop database db1\ndelete db1\nadvance 8 days`)).toEqual([]);
  });
});

describe("a key that is switched off", () => {
  test("RDS notices, and stops the database; enabling the key alone does not bring it back", () => {
    expect(
      failures(`${START}
disable k1
expect db1 is available
advance 2 hours
expect db1 is inaccessible-encryption-credentials-recoverable
snapshot db1 expect error InvalidDBInstanceState
start database db1 expect error KMSKeyNotAccessibleFault
enable k1
advance 1 day
expect db1 is inaccessible-encryption-credentials-recoverable
start database db1
expect db1 is available
advance 30 days
expect db1 is available`),
    ).toEqual([]);
  });

  test("after seven days it is lost, and only a backup helps, which needs the key again", () => {
    expect(
      failures(`${SNAPSHOT}
delete k1 after 30 days
advance 7 days
expect db1 is inaccessible-encryption-credentials-recoverable
advance 1 day
expect db1 is inaccessible-encryption-credentials
restore dbs1 as db2 expect error KMSKeyNotAccessibleFault
cancel deletion of k1
enable k1
start database db1 expect error InvalidDBInstanceState
restore dbs1 as db2`),
    ).toEqual([]);
  });

  test("one that is enabled again in time is not noticed", () => {
    expect(failures(`${START}disable k1\nadvance 1 hour\nenable k1\nadvance 1 day\nexpect db1 is available`)).toEqual([]);
  });
});
