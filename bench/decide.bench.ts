// Decisions a second of `decide` (policies compiled once, reasons available) against iam-simulate's `runSimulation`, in one process and
// interleaved, so that the ratio holds on a busy machine. Run: node bench/run.mjs decide.

import { createRequire } from "node:module";
import { join } from "node:path";
import type { Simulation } from "@cloud-copilot/iam-simulate";
import { compilePlain } from "../src/rules/authorize/compile.js";
import { decide } from "../src/rules/authorize/decide.js";
import type { PlainPolicy, PlainStatement } from "../src/rules/authorize/document.js";
import type { PolicySet } from "../src/rules/authorize/policies.js";
import type { AccessRequest, RequestPrincipal } from "../src/rules/authorize/request.js";
import { median } from "./measure.js";

// Loaded when run, not bundled: the peer reads its tables from its own folder.
const { runSimulation } = createRequire(join(process.cwd(), "package.json"))(
  "@cloud-copilot/iam-simulate",
) as typeof import("@cloud-copilot/iam-simulate");

const owner = "111122223333";
const other = "444455556666";
const keyArn = `arn:aws:kms:us-west-2:${owner}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;

interface Case {
  readonly name: string;
  readonly least: number;
  readonly goal: number;
  readonly caller: RequestPrincipal;
  readonly key: PlainPolicy;
  readonly identity: PlainPolicy;
  readonly context: Readonly<Record<string, string>>;
  readonly refused?: true;
}

function role(account: string, name: string): RequestPrincipal {
  return {
    kind: "role",
    arn: `arn:aws:iam::${account}:role/${name}`,
    account,
    uniqueId: "AROAEXAMPLE",
    sessionArn: `arn:aws:sts::${account}:assumed-role/${name}/s1`,
  };
}

const delegates: PlainStatement = {
  Effect: "Allow",
  Principal: { AWS: `arn:aws:iam::${owner}:root` },
  Action: "kms:*",
  Resource: "*",
};
const use = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];
const version = "2012-10-17";

function fifty(last: PlainStatement, fillers: (index: number) => PlainStatement): PlainPolicy {
  return { Version: version, Statement: [...Array.from({ length: 49 }, (_, index) => fillers(index)), last] };
}

const cases: readonly Case[] = [
  {
    name: "same account",
    least: 200,
    goal: 500,
    caller: role(owner, "App"),
    key: { Version: version, Statement: [delegates] },
    identity: { Version: version, Statement: [{ Effect: "Allow", Action: use, Resource: keyArn }] },
    context: {},
  },
  {
    name: "cross-account + context condition",
    least: 200,
    goal: 500,
    caller: role(other, "Backup"),
    key: {
      Version: version,
      Statement: [
        delegates,
        {
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::${other}:root` },
          Action: use,
          Resource: "*",
          Condition: { StringEquals: { "kms:EncryptionContext:App": "Example" } },
        },
      ],
    },
    identity: { Version: version, Statement: [{ Effect: "Allow", Action: use, Resource: keyArn }] },
    context: { "kms:EncryptionContext:App": "Example" },
  },
  {
    name: "50 statements a policy",
    least: 100,
    goal: 250,
    caller: role(owner, "App"),
    key: fifty(delegates, (index) => ({
      Effect: "Allow",
      Principal: { AWS: role(owner, `Other${index}`).arn },
      Action: use,
      Resource: "*",
    })),
    identity: fifty({ Effect: "Allow", Action: use, Resource: keyArn }, (index) => ({
      Effect: "Allow",
      Action: [`s3:Get*`, "ec2:DescribeVolumes", "kms:DescribeKey"],
      Resource: `arn:aws:s3:::bucket-${index}/*`,
    })),
    context: {},
  },
  {
    name: "refused, with every layer that blocks",
    least: 200,
    goal: 500,
    caller: role(other, "Backup"),
    key: { Version: version, Statement: [delegates] },
    identity: { Version: version, Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "*" }] },
    context: {},
    refused: true,
  },
];

function peerSimulation(entry: Case): Simulation {
  return {
    request: {
      principal: entry.caller.sessionArn ?? entry.caller.arn,
      action: "kms:Decrypt",
      resource: { resource: keyArn, accountId: owner },
      contextVariables: entry.context,
    },
    identityPolicies: [{ name: "identity", policy: entry.identity }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    resourcePolicy: entry.key,
  };
}

function ours(entry: Case): () => boolean {
  const policies: PolicySet = {
    identity: [{ name: "identity policy of A/App", document: compilePlain(entry.identity, "identity") }],
    resource: { name: "key policy of k1", document: compilePlain(entry.key, "key") },
    scps: [],
    rcps: [],
    grants: [],
  };
  const context = new Map(Object.entries(entry.context).map(([key, value]) => [key.toLowerCase(), value]));
  return () => {
    const request: AccessRequest = {
      action: "kms:Decrypt",
      resource: keyArn,
      resourceAccount: owner,
      principal: entry.caller,
      context,
      resourceRule: "kms",
      grantOperation: "Decrypt",
    };
    return decide(request, policies).allowed;
  };
}

/** Runs for about `milliseconds` and gives runs a second. */
function rate(run: () => unknown, milliseconds: number, batch: number): number {
  const start = process.hrtime.bigint();
  let count = 0;
  for (;;) {
    for (let index = 0; index < batch; index++) run();
    count += batch;
    const passed = Number(process.hrtime.bigint() - start) / 1e6;
    if (passed >= milliseconds) return (count * 1000) / passed;
  }
}

async function peerRate(simulation: Simulation, milliseconds: number): Promise<number> {
  const start = process.hrtime.bigint();
  let count = 0;
  for (;;) {
    await runSimulation(simulation, {});
    count++;
    const passed = Number(process.hrtime.bigint() - start) / 1e6;
    if (passed >= milliseconds) return (count * 1000) / passed;
  }
}

const rounds = Number(process.env.CUSTODY_ROUNDS ?? 7);

async function main(): Promise<void> {
  for (const entry of cases) {
    const simulation = peerSimulation(entry);
    const run = ours(entry);
    if (run() === (entry.refused === true)) throw new Error(`${entry.name}: the answer is wrong`);
    await peerRate(simulation, 300);
    rate(run, 300, 1000);
    const ratios: number[] = [];
    const speeds: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const peer = await peerRate(simulation, 200);
      const mine = rate(run, 200, 1000);
      ratios.push(mine / peer);
      speeds.push(mine);
    }
    const ratio = median(ratios);
    const verdict = ratio >= entry.goal ? "goal reached" : ratio >= entry.least ? "above the least" : "BELOW THE LEAST";
    console.log(
      `${entry.name}: ${Math.round(ratio)} x runSimulation (${Math.round(median(speeds) / 1000)} k decisions a second; least ${entry.least}, goal ${entry.goal}): ${verdict}`,
    );
  }
}

void main();
