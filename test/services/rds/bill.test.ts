// What data at rest costs by time, on list prices of us-east-1.

import { expect, test } from "vitest";
import { failures } from "../ebs/calls.js";

// $0.115 a GiB-month of storage, $0.095 a GiB-month of backups beyond the size of the databases. "The first snapshot of a DB instance contains the
// data for the full database. Subsequent snapshots of the same database are incremental": RDS User Guide, USER_WorkingWithAutomatedBackups.
test("storage of a database; its snapshots are stored once, and are free up to its size", () => {
  expect(
    failures(`default in acct A region us-east-1
create database db1 size 100 GiB
snapshot db1 as s1
snapshot db1 as s2
advance to 2026-02-01
expect bill of A for rds in 2026-01 is $11.50`),
  ).toEqual([]);
});

test("a copy of a snapshot is stored in full, and what outlives its database is paid for", () => {
  expect(
    failures(`default in acct A region us-east-1
create database db1 size 100 GiB
snapshot db1 as s1
snapshot db1 as s2
copy s1 as s3
advance to 2026-02-01
expect bill of A for rds in 2026-01 is $21.00
delete db1
delete s1
advance to 2026-03-01
expect bill of A for rds in 2026-02 is $19.00
delete s2
advance to 2026-04-01
expect bill of A for rds in 2026-03 is $9.50`),
  ).toEqual([]);
});

test("a database of an old name begins its snapshots anew", () => {
  expect(
    failures(`default in acct A region us-east-1
create database db1 size 100 GiB
snapshot db1 as s1
delete db1
create database db1 size 100 GiB
snapshot db1 as s2
advance to 2026-02-01
expect bill of A for rds in 2026-01 is $21.00`),
  ).toEqual([]);
});

test("a secret and an advanced parameter by the month; a standard parameter costs nothing", () => {
  expect(
    failures(`default in acct A region us-east-1
create secret s1 "x"
put parameter /p "v"
put parameter /q "v" advanced
advance to 2026-02-01
expect bill of A for secretsmanager in 2026-01 is $0.400005
expect bill of A for ssm in 2026-01 is $0.050005`),
  ).toEqual([]);
});
