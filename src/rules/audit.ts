// CloudTrail records of a run, made from its calls field by field. Sources: KMS Developer Guide, "Logging KMS API calls" and its example
// records; CloudTrail User Guide, record contents and userIdentity; recorded EBS trails of 2026-05 (eventVersion 1.11).

import { unreachable } from "../base/assert.js";
import { keyKind } from "../world/key.js";
import { type Caller, callerAccount, type Principal } from "../world/principal.js";
import { isKind, type Resource } from "../world/resource.js";
import { isoInstant } from "../world/time.js";
import type { World } from "../world/world.js";
import { DEFAULT_SESSION } from "./condition-keys.js";
import type { CallFact, Fact, RecordValue } from "./facts.js";
import { isDenial, type Refused } from "./reply.js";
import { accountId, infrastructureArn } from "./requests.js";

/** One record, its members in the order in which CloudTrail writes them. */
export type TrailRecord = { readonly [name: string]: RecordValue };

/** What a step left, with the world before and after it: a key that is gone is named in its last record all the same. */
export interface AuditedStep {
  readonly facts: readonly Fact[];
  readonly before: World;
  readonly world: World;
}

/** A copy of a record, with the scenario's name of the account that receives it. */
export interface TrailEntry {
  readonly account: string;
  readonly record: TrailRecord;
}

/** An address of the range set aside for documentation: where all people and programs of a scenario call from. */
const SOURCE_ADDRESS = "203.0.113.10";
const AGENT = "custody";
const INTERNAL = "AWS Internal";

/** All records in the order of the calls; one that goes to several accounts stands once for each, with one `sharedEventID`. */
export function* trailRecords(steps: Iterable<AuditedStep>): Generator<TrailEntry> {
  let requestCount = 0;
  let eventCount = 0;
  let copyCount = 0;
  for (const step of steps) {
    for (const fact of step.facts) {
      if (fact.is !== "call") continue;
      for (const call of recordedTries(fact)) {
        if (!isAddition(call)) requestCount++;
        eventCount++;
        for (const account of call.recordedIn) {
          copyCount++;
          yield { account, record: recordOf(call, account, step, { request: requestCount, event: eventCount, copy: copyCount }) };
        }
      }
    }
  }
}

/**
 * What a service adds to a caller's own call has that call's requestID; and what an instance's host opens has that of the grant that it
 * was just given for it (records of an AttachVolume, 2026-05).
 */
function isAddition({ action, caller }: CallFact): boolean {
  if (caller.is === "infrastructure") return true;
  return caller.is === "principal" && caller.via !== undefined && action.startsWith(`${caller.via.service}:`);
}

const NO_CALLS: readonly CallFact[] = [];

/** Everything that one call left in trails: each try that came to nothing is a call of its own there. */
export function recordedTries(call: CallFact): readonly CallFact[] {
  if (call.earlier === undefined) return call.recordedIn.length > 0 ? [call] : NO_CALLS;
  const { earlier, ...last } = call;
  const tries = earlier.map((each): CallFact => {
    const detail = { requestParameters: call.detail?.requestParameters ?? null };
    return { ...last, ...each, decisions: [], detail };
  });
  return [...tries, last].filter((each) => each.recordedIn.length > 0);
}

function recordOf(
  call: CallFact,
  recipient: string,
  step: AuditedStep,
  count: { readonly request: number; readonly event: number; readonly copy: number },
): TrailRecord {
  const { world } = step;
  const [service = "", name = ""] = call.action.split(":");
  const isServiceEvent = call.caller.is === "aws" && call.detail?.asCall !== true;
  const agent = isUnnamed(call) ? INTERNAL : agentOf(call.caller);
  const denied = call.refused !== undefined && isDenial(call.refused);
  const resources = service === "kms" && !denied ? keysOf(call, step) : [];
  return present({
    eventVersion: "1.11",
    userIdentity: identityOf(call, recipient, world),
    eventTime: isoInstant(call.at).replace(/\.\d+Z$/, "Z"),
    eventSource: `${service}.amazonaws.com`,
    eventName: name,
    awsRegion: call.place.region,
    sourceIPAddress: agent === AGENT ? SOURCE_ADDRESS : agent,
    userAgent: agent,
    ...(call.refused === undefined
      ? {}
      : { errorCode: recordedCode(call.action, call.refused), errorMessage: call.refused.message }),
    requestParameters: denied ? null : (call.detail?.requestParameters ?? null),
    responseElements: call.refused === undefined ? (call.detail?.responseElements ?? null) : null,
    additionalEventData: denied ? undefined : call.detail?.additionalEventData,
    serviceEventDetails: call.detail?.serviceEventDetails,
    requestID: isServiceEvent ? undefined : guid("c", count.request),
    eventID: guid("e", count.copy),
    readOnly: call.readOnly,
    resources:
      resources.length === 0
        ? undefined
        : resources.map((key) => ({ accountId: accountId(world, key.account), type: "AWS::KMS::Key", ARN: key.arn })),
    eventType: isServiceEvent ? "AwsServiceEvent" : "AwsApiCall",
    managementEvent: true,
    recipientAccountId: accountId(world, recipient),
    sharedEventID: isShared(call, resources) ? guid("5", count.event) : undefined,
    ...endpointOf(call.caller),
    eventCategory: "Management",
    tlsDetails: tlsOf(call, service),
  });
}

/** Leaves out members that a record does not have. */
function present(members: { readonly [name: string]: RecordValue | undefined }): TrailRecord {
  return Object.fromEntries(Object.entries(members).filter((entry): entry is [string, RecordValue] => entry[1] !== undefined));
}

/** Shaped as a GUID, and a count: the same run has the same ids. */
function guid(kind: "c" | "e" | "5", count: number): string {
  return `${kind}0000000-0000-4000-8000-${count.toString(16).padStart(12, "0")}`;
}

function keysOf(call: CallFact, { world, before }: AuditedStep): Resource[] {
  return call.on.flatMap((id) => {
    const found = world.resources.get(id) ?? before.resources.get(id);
    return isKind(found, keyKind) ? [found] : [];
  });
}

/** The code as the trail has it: a want of permission is `AccessDenied`, whatever the caller is told; EC2 writes its codes with a side. */
export function recordedCode(action: string, refused: Refused): string {
  if (action.startsWith("ec2:")) return `Client.${refused.code}`;
  return isDenial(refused) ? "AccessDenied" : refused.code;
}

/** EC2 gives a grant back without its name. Source: ECS guide, KMS keys for Fargate ephemeral storage; recorded EBS trails of 2026-05. */
function isUnnamed({ caller, action }: CallFact): boolean {
  return caller.is === "service" && caller.service === "ec2" && action === "kms:RetireGrant";
}

function agentOf(caller: Caller): string {
  switch (caller.is) {
    case "principal":
      return caller.via === undefined ? AGENT : invokerName(caller.via.service);
    case "service":
      return invokerName(caller.service);
    case "infrastructure":
    case "aws":
      return INTERNAL;
    case "outside":
      return AGENT;
    default:
      return unreachable(caller);
  }
}

/** What a service calls itself in the record of a call that it passes on. */
function invokerName(service: string): string {
  if (service === "ec2") return "ec2-frontend-api.amazonaws.com";
  return service === "s3" ? INTERNAL : `${service}.amazonaws.com`;
}

/** Told to several accounts, whether or not their trails keep it; and what comes through EC2's front end always has a shared id. */
function isShared({ caller, recordedIn }: CallFact, resources: readonly Resource[]): boolean {
  if (recordedIn.length > 1) return true;
  if (caller.is !== "principal") return false;
  return isFrontEnd(caller) || resources.some(({ account }) => account !== callerAccount(caller));
}

function isFrontEnd(caller: Caller): boolean {
  return caller.is === "principal" && caller.via?.service === "ec2";
}

/** Calls through EC2's front end come over an endpoint of AWS's own. */
function endpointOf(caller: Caller): { readonly [name: string]: RecordValue } {
  return isFrontEnd(caller) ? { vpcEndpointId: INTERNAL, vpcEndpointAccountId: INTERNAL } : {};
}

function tlsOf(call: CallFact, service: string): RecordValue | undefined {
  if (call.caller.is !== "principal" || call.caller.via !== undefined) return undefined;
  const clientProvidedHostHeader = `${service}.${call.place.region}.amazonaws.com`;
  return {
    tlsVersion: "TLSv1.3",
    cipherSuite: "TLS_AES_128_GCM_SHA256",
    clientProvidedHostHeader,
    keyExchange: "X25519MLKEM768",
  };
}

function identityOf(call: CallFact, recipient: string, world: World): RecordValue {
  const { caller } = call;
  switch (caller.is) {
    case "principal": {
      const principal = world.principals.get(caller.ref);
      const account = caller.ref.slice(0, caller.ref.indexOf("/"));
      if (principal === undefined) return { type: "Unknown", accountId: accountId(world, account) };
      const invokedBy = caller.via === undefined ? {} : { invokedBy: invokerName(caller.via.service) };
      const session = caller.session?.name ?? DEFAULT_SESSION;
      if (recipient !== account) {
        return {
          type: "AWSAccount",
          principalId: principalId(principal, session),
          accountId: accountId(world, account),
          ...invokedBy,
        };
      }
      return { ...ownIdentity(principal, session, call, world), ...invokedBy };
    }
    case "service":
      return { type: "AWSService", invokedBy: isUnnamed(call) ? INTERNAL : `${caller.service}.amazonaws.com` };
    case "infrastructure":
      return infrastructureIdentity(caller, world);
    case "aws":
      return { accountId: accountId(world, caller.account), invokedBy: INTERNAL };
    case "outside":
      return { type: "Unknown" };
    default:
      return unreachable(caller);
  }
}

function principalId(principal: Principal, session: string): string {
  return principal.kind === "role" ? `${principal.uniqueId}:${session}` : principal.uniqueId;
}

function ownIdentity(
  principal: Principal,
  session: string,
  call: CallFact,
  world: World,
): { readonly [name: string]: RecordValue } {
  const account = accountId(world, principal.account);
  switch (principal.kind) {
    case "root":
      return { type: "Root", principalId: account, arn: principal.arn, accountId: account };
    case "user":
      return {
        type: "IAMUser",
        principalId: principal.uniqueId,
        arn: principal.arn,
        accountId: account,
        accessKeyId: `AKIA${principal.uniqueId.slice(4)}`,
        userName: principal.name,
      };
    case "role":
      return {
        type: "AssumedRole",
        principalId: principalId(principal, session),
        arn: `arn:aws:sts::${account}:assumed-role/${principal.name}/${session}`,
        accountId: account,
        accessKeyId: `ASIA${principal.uniqueId.slice(4)}`,
        sessionContext: {
          sessionIssuer: {
            type: "Role",
            principalId: principal.uniqueId,
            arn: principal.arn,
            accountId: account,
            userName: principal.name,
          },
          attributes: { creationDate: isoInstant(call.at), mfaAuthenticated: "false" },
        },
      };
    default:
      return unreachable(principal.kind);
  }
}

function infrastructureIdentity(caller: Extract<Caller, { is: "infrastructure" }>, world: World): RecordValue {
  const account = accountId(world, caller.account);
  return {
    type: "AssumedRole",
    principalId: `${account}:aws:ec2-infrastructure:${caller.instance}`,
    arn: infrastructureArn(account, caller.instance),
    accountId: account,
    sessionContext: {
      sessionIssuer: {
        type: "Role",
        principalId: `${account}:aws:ec2-infrastructure`,
        arn: `arn:aws:iam::${account}:role/aws:ec2-infrastructure`,
        accountId: account,
        userName: "aws:ec2-infrastructure",
      },
    },
    invokedBy: INTERNAL,
    inScopeOf: {
      issuerType: "AWS::EC2::Instance",
      credentialsIssuedTo: `arn:aws:ec2:${caller.region}:${account}:instance/${caller.instance}`,
    },
  };
}
