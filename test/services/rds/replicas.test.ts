// Read replicas, backups that RDS takes by itself, and databases that stop. Source: RDS User Guide, Overview.Encryption, USER_ReadRepl,
// USER_StopInstance, USER_ShareSnapshot.

import { describe, expect, test } from "vitest";
import { failures, lastKmsCalls, lastRefusal } from "../ebs/calls.js";

const START = `default in acct A region us-east-1
create key k1
create key k2 in region eu-west-1
create database db1 with k1
`;

describe("a read replica", () => {
  test("in its source's Region is under its source's key, and under no other", () => {
    expect(
      failures(`${START}create key k3
replicate db1 as db2
expect db2.key is k1
replicate db1 with k1 as db3
replicate db1 with k3 as db4 expect error InvalidParameterCombination`),
    ).toEqual([]);
  });

  test("in another Region needs a key of that Region", () => {
    expect(lastRefusal(`${START}replicate db1 to region eu-west-1 as db2`)).toEqual([
      "InvalidParameterCombination: Cannot create a cross region unencrypted read replica from encrypted source.",
    ]);
    expect(lastRefusal(`${START}replicate db1 to region eu-west-1 with k1 as db2`)[0]).toMatch(/^KMSKeyNotAccessibleFault: /);
  });

  test("in another Region: RDS opens the source there, and the user grants it the other key", () => {
    expect(lastKmsCalls(`${START}replicate db1 to region eu-west-1 with k2 as db2`)).toEqual([
      "rds (for account A) kms:Decrypt k1 {aws:rds:db-id: db1, aws:ebs:id: db1-volume}",
      "rds for A/admin kms:DescribeKey k2",
      "rds for A/admin kms:CreateGrant k2 {aws:rds:db-id: db2}",
      "rds (for account A) kms:GenerateDataKeyWithoutPlaintext k2 {aws:rds:db-id: db2, aws:ebs:id: db2-volume}",
      "rds (for account A) kms:CreateGrant k2 {aws:rds:db-id: db2, aws:ebs:id: db2-volume}",
      "ec2 (for account A) kms:Decrypt k2 {aws:rds:db-id: db2, aws:ebs:id: db2-volume}",
    ]);
  });

  test("of a plain database is plain", () => {
    expect(
      failures(`${START}create database plain1
replicate plain1 as plain2
expect plain2 is not encrypted
replicate plain1 with k1 as plain3 expect error InvalidParameterCombination`),
    ).toEqual([]);
  });

  test("keeps its source, and itself, from being stopped: both are lost as soon as RDS notices the key", () => {
    expect(
      failures(`${START}replicate db1 as db2
stop database db1 expect error InvalidDBInstanceState
stop database db2 expect error InvalidDBInstanceState
disable k1
advance 3 hours
expect db1 is inaccessible-encryption-credentials
enable k1
start database db1 expect error InvalidDBInstanceState`),
    ).toEqual([]);
  });

  test("that was promoted stands alone", () => {
    expect(
      failures(`${START}replicate db1 as db2
promote db2
stop database db1
stop database db2
promote db1 expect error InvalidDBInstanceState`),
    ).toEqual([]);
  });
});

describe("a snapshot that RDS takes by itself", () => {
  test("is under the database's key, and nobody called for it", () => {
    expect(failures(`${START}snapshot db1 automated as auto1\nexpect auto1.key is k1\nexpect auto1 is automated`)).toEqual([]);
    expect(failures(`${START}snapshot db1 automated as auto1\nexpect trail of A has no rds:CreateDBSnapshot`)).toEqual([]);
  });

  test("is copied before it is shared", () => {
    expect(
      failures(`${START}snapshot db1 automated as auto1
policy of k1 allows acct B to describe-key, create-grant
share auto1 to acct B expect error InvalidDBSnapshotState
copy auto1 as manual1
expect manual1 is not automated
share manual1 to acct B`),
    ).toEqual([]);
  });

  test("goes when its database goes; a copy of it stays", () => {
    expect(
      failures(`${START}snapshot db1 automated as auto1
delete auto1 expect error InvalidDBSnapshotState
copy auto1 as manual1
delete db1
restore manual1 as db2`),
    ).toEqual([]);
    expect(
      lastRefusal(`${START}snapshot db1 automated as auto1\ndelete db1\nexpect trail of A has 1 rds:DeleteDBInstance`),
    ).toEqual([]);
  });
});

describe("a database restored to a point in time", () => {
  test("is under the same key, which has to work", () => {
    expect(
      failures(`${START}restore db1 as db2
expect db2.key is k1
disable k1
restore db1 as db3 expect error KMSKeyNotAccessibleFault`),
    ).toEqual([]);
  });
});

describe("a database that its owner stopped", () => {
  test("is started again under its key", () => {
    expect(
      failures(`${START}stop database db1
expect db1 is stopped
disable k1
start database db1 expect error KMSKeyNotAccessibleFault
enable k1
start database db1
expect db1 is available`),
    ).toEqual([]);
  });
});
