// The services that a run knows, one line each. A new service is a folder and a line here.

import type { ServiceDefinition } from "../contract/service.js";
import { acm } from "./acm/index.js";
import { client } from "./client/index.js";
import { cloudfront } from "./cloudfront/index.js";
import { cloudtrail } from "./cloudtrail/index.js";
import { documents } from "./documents/index.js";
import { dynamodb } from "./dynamodb/index.js";
import { ebs } from "./ebs/index.js";
import { elb } from "./elb/index.js";
import { iam } from "./iam/index.js";
import { kms } from "./kms/index.js";
import { lambda } from "./lambda/index.js";
import { rds } from "./rds/index.js";
import { s3 } from "./s3/index.js";
import { secrets } from "./secrets/index.js";
import { sqs } from "./sqs/index.js";
import { ssm } from "./ssm/index.js";
import { tls } from "./tls/index.js";

export const services: readonly ServiceDefinition[] = [
  iam,
  cloudtrail,
  kms,
  ebs,
  documents,
  s3,
  rds,
  ssm,
  secrets,
  sqs,
  dynamodb,
  client,
  tls,
  acm,
  elb,
  cloudfront,
  lambda,
];
