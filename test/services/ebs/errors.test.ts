// How EBS says no: its codes and texts, and which of them come at once and which only when one looks again.

import { describe, expect, test } from "vitest";
import { simulate } from "../../../src/api/simulate.js";
import { renderTrace } from "../../../src/report/trace.js";
import { failures, lastRefusal, run, worldAfter } from "./calls.js";

const START = `default in acct A region us-east-1
create key k1
create volume vol1 size 8 GiB with k1
snapshot vol1 as s1
`;
const K1 = "arn:aws:kms:us-east-1:111111111111:key/k1";

describe("sharing", () => {
  test("a snapshot under aws/ebs cannot be shared", () => {
    const text = "default in acct A region us-east-1\ncreate volume v size 8 GiB encrypted\nsnapshot v as s\nshare s to acct B";
    expect(lastRefusal(text)).toEqual(["OperationNotPermitted: Encrypted snapshots with EBS default key cannot be shared"]);
  });

  test("an encrypted snapshot is never public; a plain one may be, and is taken back", () => {
    expect(lastRefusal(`${START}share s1 to everyone`)).toEqual([
      "OperationNotPermitted: Encrypted snapshots cannot be shared publicly",
    ]);
    const plain =
      "default in acct A region us-east-1\ncreate volume v size 8 GiB\nsnapshot v as s\nshare s to everyone\nexpect s is public\n";
    expect(failures(`${plain}create volume w from s in acct B\nunshare s from everyone\nexpect s is not public`)).toEqual([]);
    expect(lastRefusal(`${plain}unshare s from everyone\ncreate volume w from s in acct B`)).toEqual([
      "InvalidSnapshot.NotFound: The snapshot 's' does not exist.",
    ]);
  });

  test("a snapshot of another account is not there unless it is shared", () => {
    expect(lastRefusal(`${START}create volume w from s1 in acct B`)).toEqual([
      "InvalidSnapshot.NotFound: The snapshot 's1' does not exist.",
    ]);
  });

  test("a warning names the sentence that lets the account use the key, until it stands", () => {
    const warning = (text: string) =>
      run(text)
        .steps.at(-1)!
        .facts.filter((fact) => fact.is === "warning");
    expect(warning(`${START}share s1 to acct B`)).toEqual([
      {
        is: "warning",
        code: "share/key-not-shared",
        args: {
          snapshot: "s1",
          key: "k1",
          account: "B",
          missing: "",
          sentence: "policy of k1 allows acct B to decrypt, describe-key, create-grant, reencrypt, generate-data-key",
        },
      },
    ]);
    const some = "policy of k1 allows acct B to decrypt, describe-key, generate-data-key\n";
    expect(warning(`${START}${some}share s1 to acct B`)).toMatchObject([
      {
        args: {
          missing: "kms:CreateGrant, kms:ReEncryptFrom",
          sentence: "policy of k1 allows acct B to create-grant, reencrypt",
        },
      },
    ]);
    const all = "policy of k1 allows acct B to decrypt, describe-key, create-grant, reencrypt, generate-data-key\n";
    expect(warning(`${START}${all}share s1 to acct B`)).toEqual([]);
  });
});

describe("copies fail late", () => {
  test("without the key policy: a snapshot id, then state error, and KMS's denial behind it", () => {
    const text = `${START}share s1 to acct B\ncreate key k2 in acct B region us-east-1\ncopy s1 to acct B with k2 as s2`;
    expect(lastRefusal(text)).toEqual([
      "error: Given key ID is not accessible",
      "AccessDeniedException: User: arn:aws:sts::222222222222:assumed-role/admin/custody is not authorized to perform: kms:CreateGrant on this resource because the resource does not exist in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access",
    ]);
    expect(
      failures(
        `${text} expect denied by key policy of k1\nexpect s2 is error\nexpect s2.message is "Given key ID is not accessible"`,
      ),
    ).toEqual([]);
  });

  test("the call itself is recorded as one that worked", () => {
    const text = `${START}share s1 to acct B\ncreate key k2 in acct B region us-east-1\ncopy s1 to acct B with k2 as s2 expect denied`;
    const copy = run(text)
      .steps.at(-1)!
      .facts.find((fact) => fact.is === "call" && fact.action === "ec2:CopySnapshot");
    expect(copy).toMatchObject({ recordedIn: ["B"] });
    expect(copy).not.toHaveProperty("refused");
  });

  // Amazon EBS User Guide, ebs-copy-snapshot: the copy of an encrypted snapshot is always encrypted.
  test("of an encrypted snapshot is no plain one, also where it fails and no key was named", () => {
    const text = `${START}disable k1\ncopy s1 as s2 expect error`;
    expect(failures(`${text}\nexpect s2 is encrypted\nexpect s2.key is nothing`)).toEqual([]);
  });

  test("say in the verdict what AWS says of the copy's state", () => {
    const told = (text: string) => failures(text).map((each) => (each as { readonly lines: readonly string[] }).lines.join());
    expect(told(`${START}copy s1 to acct B`)).toEqual([
      "refused in the end: Source snapshot is not found; it was expected to work",
    ]);
    expect(told(`${START}share s1 to acct B\ncopy s1 to acct B`)).toEqual([
      "denied in the end: Given key ID is not accessible, because of AccessDeniedException; it was expected to work",
    ]);
  });

  test("leave their name to whoever tries again", () => {
    const text = `${START}share s1 to acct B\ncreate key k2 in acct B\ncopy s1 to acct B with k2 as s2 expect denied by key policy of k1
expect s2 is error
policy of k1 allows acct B to create-grant
copy s1 to acct B with k2 as s2
expect s2 is completed
expect s2.key is k2`;
    expect(failures(text)).toEqual([]);
    expect(failures(`${text}\ncopy s1 to acct B with k2 as s2`).join()).toContain("name/taken");
  });

  test("of what is not there tell nothing of its encryption", () => {
    const trace = renderTrace(simulate({ text: `${START}copy s1 to acct B as s2`, name: "test" }));
    expect(trace).toMatch(/\+ snapshot s2 +copy of s1, without data\n/);
  });

  test("without sharing the source is not found, late as well", () => {
    expect(lastRefusal(`${START}copy s1 to acct B as s2`)).toEqual(["error: Source snapshot is not found"]);
  });

  test("a disabled key", () => {
    const text = `${START}create key k2\ndisable k2\ncopy s1 with k2 as s2`;
    expect(lastRefusal(text)).toEqual([
      "error: Given key ID is not accessible",
      "DisabledException: arn:aws:kms:us-east-1:111111111111:key/k2 is disabled.",
    ]);
  });

  test("a key of another Region", () => {
    expect(lastRefusal(`${START}copy s1 to region eu-west-1 with k1 as s2`)[0]).toBe("error: Given key ID is not accessible");
  });

  test("a copy that failed gives its grants back", () => {
    const text = `${START}share s1 to acct B\ncreate key k2 in acct B region us-east-1\ncopy s1 to acct B with k2 as s2`;
    const world = worldAfter(text);
    expect(world.grants.get("k2")?.every((grant) => grant.endedAt !== undefined)).toBe(true);
  });
});

describe("volumes", () => {
  test("under a disabled key: created, then gone, whatever the cause was", () => {
    const text = `${START}disable k1\ncreate volume vol2 size 8 GiB with k1`;
    expect(lastRefusal(text)).toEqual([
      "InvalidVolume.NotFound: The volume 'vol2' does not exist.",
      `DisabledException: ${K1} is disabled.`,
    ]);
    expect(
      run(text)
        .worldAt(run(text).steps.length - 1)
        .resources.has("vol2"),
    ).toBe(false);
  });

  test("attach with a key that cannot be used is refused at once, and works again when the key does", () => {
    const text = `${START}disable k1\nattach vol1 to instance i1`;
    expect(lastRefusal(text)).toEqual([
      "CustomerKeyHasBeenRevoked: Volume vol1 cannot be attached. The encrypted volume was unable to access the KMS key.",
      `DisabledException: ${K1} is disabled.`,
    ]);
    expect(
      failures(`${text} expect error CustomerKeyHasBeenRevoked\nexpect vol1 is available\nenable k1\nattach vol1 to instance i1`),
    ).toEqual([]);
  });

  test("attach without kms:CreateGrant", () => {
    const text = `${START}allow A/op to "ec2:*" on "*"\nallow A/op to decrypt on k1\nattach vol1 to instance i1 by A/op`;
    expect(lastRefusal(text)).toEqual([
      "CustomerKeyHasBeenRevoked: Volume vol1 cannot be attached. The encrypted volume was unable to access the KMS key.",
      `AccessDeniedException: User: arn:aws:sts::111111111111:assumed-role/op/custody is not authorized to perform: kms:CreateGrant on resource: ${K1} because no identity-based policy allows the kms:CreateGrant action`,
    ]);
  });

  test("a grant only for AWS resources is enough for EC2", () => {
    const when = 'when { Bool: { "kms:GrantIsForAWSResource": "true" } }';
    const text = `${START}allow A/op to "ec2:*" on "*"\nallow A/op to create-grant on k1 ${when}\nattach vol1 to instance i1 by A/op`;
    expect(failures(text)).toEqual([]);
  });

  test("what is attached can be neither attached nor deleted, what is not cannot be detached", () => {
    expect(lastRefusal(`${START}attach vol1 to instance i1\nattach vol1 to instance i2`)).toEqual([
      "VolumeInUse: vol1 is already attached to an instance",
    ]);
    expect(lastRefusal(`${START}attach vol1 to instance i1\ndelete vol1`)).toEqual([
      "VolumeInUse: Volume vol1 is currently attached to i1",
    ]);
    expect(lastRefusal(`${START}detach vol1`)).toEqual(["IncorrectState: Volume 'vol1' is in the 'available' state."]);
  });

  test("an instance elsewhere is not there", () => {
    const text = `${START}attach vol1 to instance i1\ncreate volume far size 8 GiB in region eu-west-1\nattach far to instance i1`;
    expect(lastRefusal(text)).toEqual(["InvalidInstanceID.NotFound: The instance ID 'i1' does not exist"]);
  });

  test("a volume from a snapshot needs leave on both, detaching on volume and instance", () => {
    const volumes = `${START}allow A/op to "ec2:*" on "arn:aws:ec2:*:*:volume/*"\nallow A/op to "kms:*" on k1\n`;
    const making = `${volumes}create volume w from s1 by A/op`;
    expect(lastRefusal(making)[0]).toContain("ec2:CreateVolume on resource: arn:aws:ec2:us-east-1::snapshot/s1");
    expect(failures(`${volumes}allow A/op to "ec2:CreateVolume" on s1\ncreate volume w from s1 by A/op`)).toEqual([]);
    const leaving = `${volumes}attach vol1 to instance i1\ndetach vol1 by A/op`;
    expect(lastRefusal(leaving)[0]).toContain("ec2:DetachVolume on resource: arn:aws:ec2:us-east-1:111111111111:instance/i1");
  });

  // AWS Storage Blog, resource-level permissions for copying EBS snapshots (2025); Service Authorization Reference, CopySnapshot: "apply to
  // both the snapshot copy and the source snapshot" (2026-08).
  test("a copy needs leave on the source too, and what is to be made has no ID yet", () => {
    const onlyNew = `${START}allow A/op to "ec2:CopySnapshot" on "arn:aws:ec2:us-east-1::snapshot/\${*}"
allow A/op to "kms:*" on k1
`;
    expect(lastRefusal(`${onlyNew}copy s1 with k1 by A/op`)[0]).toContain(
      "on resource: arn:aws:ec2:us-east-1::snapshot/s1 because",
    );
    expect(failures(`${onlyNew}allow A/op to "ec2:CopySnapshot" on s1\ncopy s1 with k1 by A/op`)).toEqual([]);
    const named = `${START}allow A/op to "ec2:CreateSnapshot" on vol1\n`;
    const before = `${named}allow A/op to "ec2:CreateSnapshot" on "arn:aws:ec2:us-east-1::snapshot/s2"\nsnapshot vol1 as s2 by A/op`;
    expect(lastRefusal(before)[0]).toContain("on resource: arn:aws:ec2:us-east-1::snapshot/* because");
  });

  test("a snapshot is in use as long as there is an image of it", () => {
    const two = `${START}create image ami1 from s1\ncreate image ami2 from s1\n`;
    expect(lastRefusal(`${two}delete ami1\ndelete s1`)).toEqual([
      "InvalidSnapshot.InUse: The snapshot s1 is currently in use by ami2",
    ]);
    expect(failures(`${two}delete ami1\ndelete ami2\ndelete s1`)).toEqual([]);
  });

  test("an ARN of a snapshot that has an account matches no snapshot", () => {
    const text = `${START}allow A/op to "ec2:DeleteSnapshot" on "arn:aws:ec2:us-east-1:111111111111:snapshot/*"\ndelete s1 by A/op`;
    expect(lastRefusal(text)[0]).toContain("ec2:DeleteSnapshot on resource: arn:aws:ec2:us-east-1::snapshot/s1");
  });

  test("a change that changes nothing is taken, and nothing is told of it", () => {
    const changes = (text: string) =>
      run(text)
        .steps.at(-1)!
        .facts.flatMap((fact) => (fact.is === "changed" ? [`${fact.id} ${fact.what}`] : []));
    const twice = `${START}share s1 to acct B\nshare s1 to acct B, acct C`;
    expect(changes(twice)).toEqual(["s1 shared with C"]);
    expect(changes(`${twice}\nunshare s1 from acct D, acct C`)).toEqual(["s1 no longer shared with C"]);
    expect(changes(`${START}unshare s1 from everyone`)).toEqual([]);
  });

  test("a shared snapshot is B's to use as B's own account allows", () => {
    const text = `${START}policy of k1 allows acct B to decrypt, describe-key, create-grant, reencrypt, generate-data-key
share s1 to acct B
allow B/op to "ec2:CreateVolume" on "*"
allow B/op to "kms:*" on "*"
create volume w from s1 in acct B by B/op`;
    expect(failures(text)).toEqual([]);
  });

  test("an identity without ec2 permissions", () => {
    expect(lastRefusal(`${START}snapshot vol1 as s2 by A/op`)).toEqual([
      "UnauthorizedOperation: You are not authorized to perform this operation. User: arn:aws:sts::111111111111:assumed-role/op/custody is not authorized to perform: ec2:CreateSnapshot on resource: arn:aws:ec2:us-east-1::snapshot/* because no identity-based policy allows the ec2:CreateSnapshot action",
    ]);
  });
});

describe("strangers", () => {
  test("someone without credentials of AWS is denied, whatever they ask for", () => {
    expect(failures(`${START}create volume w size 8 GiB by mallory expect denied`)).toEqual([]);
    expect(failures(`${START}snapshot vol1 by mallory expect denied`)).toEqual([]);
    expect(failures(`${START}copy s1 by mallory expect denied`)).toEqual([]);
    expect(failures(`${START}share s1 to acct B by mallory expect denied`)).toEqual([]);
    expect(failures(`${START}delete vol1 by mallory expect denied`)).toEqual([]);
  });

  test("an identity of another account finds nothing here", () => {
    expect(lastRefusal(`${START}attach vol1 to instance i1 by B/admin`)).toEqual([
      "InvalidVolume.NotFound: The volume 'vol1' does not exist.",
    ]);
    expect(lastRefusal(`${START}delete s1 by B/admin`)).toEqual(["InvalidSnapshot.NotFound: The snapshot 's1' does not exist."]);
  });

  test("a copy to an account is made by that account", () => {
    expect(failures(`${START}copy s1 to acct B by A/op`).join()).toContain("ebs/copy-by-other-account");
  });

  test("the root user may do what its account decides", () => {
    expect(failures(`${START}create volume w size 8 GiB encrypted by A/root\nattach w to instance i1 by A/root`)).toEqual([]);
  });
});

test("the owner of a shared snapshot is told who uses it", () => {
  const text = `${START}policy of k1 allows acct B to decrypt, describe-key, create-grant, reencrypt, generate-data-key
share s1 to acct B
create volume w from s1 in acct B`;
  const told = run(text)
    .steps.at(-1)!
    .facts.find((fact) => fact.is === "call" && fact.action === "ec2:SharedSnapshotVolumeCreated");
  expect(told).toMatchObject({
    recordedIn: ["A"],
    detail: { serviceEventDetails: { snapshotId: "s1", sharedWithAccount: "222222222222", volumeId: "w" } },
  });
});
