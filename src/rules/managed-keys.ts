// AWS managed keys: made when a service first needs one in a place, with a policy that nobody can change. They serve every principal
// of their own account through their own service, and nobody else.
// Source: KMS Developer Guide, concepts and the policies of `aws/ebs` in copies of 2023-06; see facts in docs/aws.md.

import { assert } from "../base/assert.js";
import { keyKind } from "../world/key.js";
import type { Place } from "../world/place.js";
import { addDays } from "../world/time.js";
import { indexKey, type Key, keyArn } from "./key-lookup.js";
import type { WorldEditor } from "./operation.js";
import { ROTATION_EVENT } from "./rotation.js";

/** The prefix of kms:ViaService, where it is not the service's name in the alias. */
const VIA: ReadonlyMap<string, string> = new Map([["ebs", "ec2"]]);
/** Services that have an AWS managed key (their guides; AWS makes none for services launched after 2021). */
export const MANAGED_KEY_SERVICES: readonly string[] = [
  "ebs",
  "s3",
  "rds",
  "ssm",
  "secretsmanager",
  "sqs",
  "dynamodb",
  "lambda",
  "sns",
  "acm",
];

/** "Every year (approximately 365 days)". */
const ROTATION_DAYS = 365;

/** `A/us-east-1/aws/ebs`: the resource id of the AWS managed key of a service in a place. */
export function managedKeyId(service: string, place: Place): string {
  return `${place.account}/${place.region}/aws/${service}`;
}

/** The AWS managed key of `service` (`ebs`) in `place`, made if it is not there yet. The account must be. */
export function ensureManagedKey(editor: WorldEditor, service: string, place: Place): Key {
  const id = managedKeyId(service, place);
  const known = editor.find(keyKind, id);
  if (known !== undefined) return known;
  const account = editor.world.accounts.get(place.account);
  assert(account !== undefined, `account ${place.account} is there before its keys`);
  const keyId = `aws/${service}`;
  const nextAt = addDays(editor.now, ROTATION_DAYS);
  const key = editor.make(keyKind, {
    id,
    name: keyId,
    place,
    arn: keyArn(account.id, place.region, keyId),
    policy: { name: `key policy of ${keyId}`, text: managedKeyPolicy(account.id, VIA.get(service) ?? service, place.region) },
    data: {
      keyId,
      manager: "AWS",
      service,
      spec: "SYMMETRIC_DEFAULT",
      usage: "ENCRYPT_DECRYPT",
      origin: "AWS_KMS",
      state: { is: "enabled" },
      description: `Default key that protects my ${service.toUpperCase()} data when no other key is defined`,
      rotation: { periodDays: ROTATION_DAYS, nextAt },
      materials: [
        {
          id: `${place.account}-${place.region}-aws-${service}-material-1`,
          since: editor.now,
          status: "current",
          from: "kms",
          present: true,
        },
      ],
      completedRotations: [],
      onDemandRotationCount: 0,
    },
  });
  indexKey(editor.world, key);
  editor.schedule(nextAt, ROTATION_EVENT, id);
  return key;
}

/** Any principal of the account, through the service only; the account itself may look, and revoke grants. */
function managedKeyPolicy(accountId: string, via: string, region: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Id: `auto-${via}-1`,
    Statement: [
      {
        Sid: `Allow access through ${via} for all principals in the account that are authorized to use it`,
        Effect: "Allow",
        Principal: { AWS: "*" },
        Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:CreateGrant", "kms:DescribeKey"],
        Resource: "*",
        Condition: { StringEquals: { "kms:CallerAccount": accountId, "kms:ViaService": `${via}.${region}.amazonaws.com` } },
      },
      {
        Sid: "Allow direct access to key metadata to the account",
        Effect: "Allow",
        Principal: { AWS: `arn:aws:iam::${accountId}:root` },
        Action: ["kms:Describe*", "kms:Get*", "kms:List*", "kms:RevokeGrant"],
        Resource: "*",
      },
    ],
  });
}
