// What data at rest costs by time, on list prices of us-east-1.

import { expect, test } from "vitest";
import { failures } from "../ebs/calls.js";

test("storage of a database, and backups beyond its size", () => {
  expect(
    failures(`default in acct A region us-east-1
create database db1 size 100 GiB
snapshot db1 as s1
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
