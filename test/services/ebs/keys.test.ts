// Under which key a volume or a copy goes, and that it stays there.

import { describe, expect, test } from "vitest";
import { failures, worldAfter } from "./calls.js";

const START = "default in acct A region us-east-1\ncreate key k1\n";

describe("default encryption", () => {
  test("`encrypted` alone is under aws/ebs, which comes into being at first use", () => {
    expect(failures(`${START}create volume v size 8 GiB encrypted\nexpect v is encrypted\nexpect v.key is aws/ebs`)).toEqual([]);
  });

  test("once it is on, what is new is encrypted, and what was there stays plain", () => {
    const text = `${START}create volume old size 8 GiB
snapshot old as olds
encrypt volumes by default in acct A region us-east-1
create volume new size 8 GiB
expect new.key is aws/ebs
expect old is not encrypted
expect olds is not encrypted
create volume elsewhere size 8 GiB in region eu-west-1
expect elsewhere is not encrypted`;
    expect(failures(text)).toEqual([]);
  });

  test("a default key of one's own holds for new volumes only", () => {
    const text = `${START}encrypt volumes by default in acct A region us-east-1
create volume v1 size 8 GiB
encrypt volumes by default with k1 in acct A region us-east-1
create volume v2 size 8 GiB
expect v1.key is aws/ebs
expect v2.key is k1`;
    expect(failures(text)).toEqual([]);
  });

  test("an own encrypted snapshot keeps its key when it becomes a volume", () => {
    const text = `${START}create key k2
encrypt volumes by default with k2 in acct A region us-east-1
create volume v1 size 8 GiB with k1
snapshot v1 as s1
create volume v2 from s1
expect v2.key is k1
create volume v3 from s1 encrypted
expect v3.key is k1`;
    expect(failures(text)).toEqual([]);
  });
});

describe("what a copy is under when the call names no key", () => {
  const plain = `${START}create volume p size 8 GiB\nsnapshot p as ps\n`;
  const encrypted = `${START}create volume e size 8 GiB with k1\nsnapshot e as es\n`;
  const on = "create key k2 in region eu-west-1\nencrypt volumes by default with k2 in acct A region eu-west-1\n";

  test("plain, default off: plain, unless asked for", () => {
    expect(failures(`${plain}copy ps to region eu-west-1 as c\nexpect c is not encrypted`)).toEqual([]);
    const asked = worldAfter(`${plain}copy ps to region eu-west-1 encrypted as c`);
    expect(asked.resources.get("c")).toMatchObject({
      data: { encryption: { key: "A/eu-west-1/aws/ebs" } },
    });
  });

  test("encrypted, default off: aws/ebs of the destination", () => {
    const copied = worldAfter(`${encrypted}copy es to region eu-west-1 as c`);
    expect(copied.resources.get("c")).toMatchObject({
      data: { encryption: { key: "A/eu-west-1/aws/ebs" } },
    });
  });

  test("default on: the default key of the destination, whatever the source", () => {
    expect(failures(`${plain}${on}copy ps to region eu-west-1 as c\nexpect c.key is k2`)).toEqual([]);
    expect(failures(`${encrypted}${on}copy es to region eu-west-1 as c\nexpect c.key is k2`)).toEqual([]);
  });
});

describe("data keys", () => {
  const dataKeyOf = (text: string, id: string) => {
    const done = worldAfter(text);
    const { wrapped } = (
      done.resources.get(id) as {
        data: { encryption: { wrapped: { content: unknown; context: Map<string, string> } } };
      }
    ).data.encryption;
    return { content: wrapped.content, context: [...wrapped.context] };
  };

  test("a snapshot has its volume's own data key, under the volume's context", () => {
    const text = `${START}create volume v size 8 GiB with k1\nsnapshot v as s`;
    expect(dataKeyOf(text, "s")).toEqual(dataKeyOf(text, "v"));
    expect(dataKeyOf(text, "s").context).toEqual([["aws:ebs:id", "v"]]);
  });

  test("a volume from it under the same key has that data key too, under its own context", () => {
    const text = `${START}create volume v size 8 GiB with k1\nsnapshot v as s\ncreate volume w from s`;
    expect(dataKeyOf(text, "w").content).toEqual(dataKeyOf(text, "v").content);
    expect(dataKeyOf(text, "w").context).toEqual([["aws:ebs:id", "w"]]);
  });

  test("under another key it has a new one", () => {
    const text = `${START}create key k2\ncreate volume v size 8 GiB with k1\nsnapshot v as s\ncreate volume w from s with k2`;
    expect(dataKeyOf(text, "w").content).not.toEqual(dataKeyOf(text, "v").content);
  });

  test("a key policy may hold EBS to one volume", () => {
    const policy = (volume: string) => `policy of k1 is """{ "Version": "2012-10-17", "Statement": [
      { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111111111111:root" }, "NotAction": "kms:CreateGrant", "Resource": "*" },
      { "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111111111111:root" }, "Action": "kms:CreateGrant", "Resource": "*",
        "Condition": { "StringEquals": { "kms:EncryptionContext:aws:ebs:id": "${volume}" } } } ] }"""\n`;
    const start = `${START}create volume v size 8 GiB with k1\n`;
    expect(failures(`${start}${policy("v")}attach v to instance i1`)).toEqual([]);
    expect(failures(`${start}${policy("other")}attach v to instance i1 expect error CustomerKeyHasBeenRevoked`)).toEqual([]);
  });
});

describe("places", () => {
  test("a volume is where its key is when nothing else says where", () => {
    expect(
      failures(
        "create key k1 in acct A region eu-west-1\ncreate volume v size 8 GiB with k1\nexpect v in acct A region eu-west-1",
      ),
    ).toEqual([]);
  });

  test("the file's default comes first: a key of another Region is of no use there", () => {
    const text = "default in acct A region us-east-1\ncreate key k2 in region eu-west-1\n";
    expect(failures(`${text}create volume v size 8 GiB with k2 expect error NotFoundException`)).toEqual([]);
    expect(failures(`${text}create volume v size 8 GiB with k2 in region eu-west-1`)).toEqual([]);
  });

  test("a volume that a snapshot implies is where its key is", () => {
    const text = "default in acct A region us-east-1\ncreate key k2 in region eu-west-1\n";
    expect(failures(`${text}snapshot v with k2 as s\nexpect s in region eu-west-1`)).toEqual([]);
  });
});

describe("sizes", () => {
  test("a volume from a snapshot has the snapshot's size, unless it is told another", () => {
    const text = `${START}create volume v size 30 GiB\nsnapshot v as s\ncreate volume w from s\nexpect w.size is 30 GiB\ncreate volume x from s size 40 GiB\nexpect x.size is 40 GiB`;
    expect(failures(text)).toEqual([]);
  });

  test("a volume is at least as large as the snapshot that it is made from", () => {
    const text = `${START}create volume v size 30 GiB\nsnapshot v as s\n`;
    expect(failures(`${text}create volume w from s size 30 GiB`)).toEqual([]);
    expect(failures(`${text}create volume w from s size 29 GiB expect error InvalidParameterValue`)).toEqual([]);
  });

  test("a size is in whole GiB", () => {
    expect(failures(`${START}create volume v size 100 MiB`).join()).toContain("ebs/size-in-gib");
  });
});

describe("the bill", () => {
  test("a volume and its snapshots for a month", () => {
    const text = `${START}create volume v size 100 GiB
snapshot v as s1
snapshot v as s2
advance to 2026-02-01
expect bill of A for ebs in 2026-01 is $13.00`;
    // 100 GiB × $0.08 + 100 GiB × $0.05; the second snapshot stores nothing new
    expect(failures(text)).toEqual([]);
  });

  test("a copy to another Region is paid by the GiB once", () => {
    const text = `${START}create volume v size 100 GiB
snapshot v as s1
copy s1 to region eu-west-1 as s2
delete s1
delete s2
delete v
advance to 2026-02-01
expect bill of A for ebs in 2026-01 is $2.00`;
    expect(failures(text)).toEqual([]);
  });
});
