import { describe, expect, test } from "vitest";
import { simulate } from "../../../src/api/simulate.js";

const SETUP = [
  "default in acct A region us-east-1",
  "create key k1",
  "create volume vol1 with k1",
  "snapshot vol1 as s1",
  "share s1 to acct B",
  'allow B/op to "ec2:*" on "*"',
];

function failures(...lines: string[]): readonly string[] {
  const log = simulate({ text: [...SETUP, ...lines].join("\n"), name: "volumes" });
  expect(log.diagnostics.filter((each) => each.severity === "error")).toEqual([]);
  return log.scenarios[0]!.failures.flatMap((each) => each.lines);
}

describe("reading a volume or a snapshot", () => {
  test("sharing a snapshot alone lets nobody of the other account read it", () => {
    expect(failures("expect acct B cannot read s1", "expect acct B cannot read vol1")).toEqual([]);
  });

  const KEY_SHARED = "policy of k1 allows acct B to decrypt, describe-key, create-grant, reencrypt, generate-data-key";

  test("with the key's policy it does, for those whom their own account lets use the key; and with it what was on the volume", () => {
    expect(
      failures(KEY_SHARED, "expect acct B can read s1", "expect B/op cannot read s1", "expect acct B can read vol1"),
    ).toEqual([]);
  });

  test("what was on the volume goes on in copies, and in volumes that are made from them", () => {
    expect(
      failures(
        "create key k2",
        "copy s1 with k2 as s2",
        "create volume vol2 from s2",
        "snapshot vol2 as s3",
        "delete s2",
        "share s3 to acct B",
        "expect acct B cannot read vol1",
        KEY_SHARED.replace("k1", "k2"),
        "expect acct B can read vol1",
        "unshare s3 from acct B",
        "expect acct B cannot read vol1",
      ),
    ).toEqual([]);
  });

  test("EC2 has what is on a volume for as long as an instance has it", () => {
    expect(
      failures(
        "expect service ec2 cannot read vol1",
        "attach vol1 to instance i1",
        "expect service ec2 can read vol1",
        "detach vol1",
        "expect service ec2 cannot read vol1",
      ),
    ).toEqual([]);
  });

  test("the owner reads it, until the key is disabled", () => {
    expect(failures("expect A/admin can read vol1", "disable k1", "expect A/admin cannot read vol1")).toEqual([]);
  });

  test("asking leaves no call, no trail and no thing behind", () => {
    const text = [...SETUP, "expect A/admin can read s1"].join("\n");
    const steps = simulate({ text, name: "volumes" }).scenarios[0]!.steps;
    expect(steps.at(-1)!.facts).toEqual([]);
    expect(steps.at(-1)!.world).toBe(steps.at(-2)!.world);
  });
});
