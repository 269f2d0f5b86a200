// CreateLoadBalancer, CreateListener, ModifyListener and DeleteLoadBalancer: which certificate a listener shows, and which versions of TLS its
// security policy lets it take. Source: ELB API reference; ELB user guides, describe-ssl-policies.

import { elbCatalog } from "../../generated/catalogs.js";
import type { Operation, OperationContext, Permission, PrepareContext } from "../../rules/operation.js";
import { DONE, ok, type Refused } from "../../rules/reply.js";
import { accountId } from "../../rules/requests.js";
import { certificateKind } from "../../world/certificate.js";
import { isKind, type Resource } from "../../world/resource.js";
import { type ServerData, serverKind, type TlsVersion, usualVersions, type VersionRange } from "../../world/server.js";
import {
  certificateNotFound,
  certificateNotIssued,
  certificateOfOtherRegion,
  listenerNotFound,
  loadBalancerNotFound,
  policyNotFound,
  policyWithoutTls,
} from "./refusals.js";
import { type LoadBalancerData, loadBalancerKind } from "./state.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "elasticloadbalancing:CreateLoadBalancer": {
      input: { readonly id: string; readonly type: LoadBalancerData["type"] };
      output: { readonly loadBalancer: Resource<LoadBalancerData> };
    };
    "elasticloadbalancing:CreateListener": { input: CreateListenerInput; output: { readonly listener: Resource<ServerData> } };
    "elasticloadbalancing:ModifyListener": { input: ModifyListenerInput; output: undefined };
    "elasticloadbalancing:DeleteLoadBalancer": { input: { readonly loadBalancer: string }; output: undefined };
  }
}

interface CreateListenerInput {
  readonly id: string;
  readonly loadBalancer: string;
  /** The name that clients come by; absent: that of the load balancer. */
  readonly host?: string;
  /** The certificate's id; absent: it speaks plain HTTP. */
  readonly certificate?: string;
  /** `SslPolicy`; absent: the API's default. */
  readonly policy?: string;
  /** Id of the authority in its trust store: `mutualAuthentication` in mode `verify`. */
  readonly clientsFrom?: string;
}
interface ModifyListenerInput {
  readonly listener: string;
  readonly certificate?: string;
  readonly policy?: string;
}

function arnOf(ctx: PrepareContext, rest: string): string {
  return `arn:aws:elasticloadbalancing:${ctx.place.region}:${accountId(ctx.world, ctx.place.account)}:${rest}`;
}

function permission(ctx: PrepareContext, action: string, arn: string, keys?: ReadonlyMap<string, string>): Permission {
  const base = { action, arn, account: ctx.place.account, rule: "identity-only", crossAccount: "never" } as const;
  return keys === undefined ? base : { ...base, keys };
}

const createLoadBalancer: Operation<"elasticloadbalancing:CreateLoadBalancer"> = {
  action: "elasticloadbalancing:CreateLoadBalancer",
  crossAccount: "never",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const arn = loadBalancerArn(ctx, input.type, input.id);
    return { permissions: [permission(ctx, "elasticloadbalancing:CreateLoadBalancer", arn)], on: [input.id], owners: [] };
  },
  perform({ id, type }, ctx) {
    const { region } = ctx.place;
    const dnsName = type === "network" ? `${id}.elb.${region}.amazonaws.com` : `${id}.${region}.elb.amazonaws.com`;
    const arn = loadBalancerArn(ctx, type, id);
    return ok({ loadBalancer: ctx.make(loadBalancerKind, { id, place: ctx.place, arn, data: { type, dnsName } }) });
  },
  record: (input, _ctx, output) => ({
    requestParameters: { name: input.id, type: input.type },
    responseElements: output === undefined ? null : { loadBalancers: [{ loadBalancerArn: output.loadBalancer.arn }] },
  }),
};

function loadBalancerArn(ctx: PrepareContext, type: LoadBalancerData["type"], id: string): string {
  return arnOf(ctx, `loadbalancer/${type === "network" ? "net" : "app"}/${id}/${id}`);
}

type FoundLoadBalancer = Resource<LoadBalancerData> | Refused;

/** The load balancer of the caller's account and Region. */
function findLoadBalancer(ctx: PrepareContext, id: string): FoundLoadBalancer {
  const found = ctx.world.resources.get(id);
  const here = isKind(found, loadBalancerKind) && found.account === ctx.place.account && found.region === ctx.place.region;
  return here ? found : loadBalancerNotFound(loadBalancerArn(ctx, "application", id));
}

function isRefused(found: FoundLoadBalancer): found is Refused {
  return "is" in found;
}

/** The range of a policy; undefined for one that ELB does not have. */
function versionsOf(policy: string): VersionRange | undefined {
  const row = elbCatalog.policies.find(([name]) => name === policy);
  return row === undefined ? undefined : { from: row[1] as TlsVersion, to: row[2] as TlsVersion };
}

function protocolOf({ data }: Resource<LoadBalancerData>, certificate: string | undefined): string {
  const isTls = certificate !== undefined;
  return data.type === "network" ? (isTls ? "TLS" : "TCP") : isTls ? "HTTPS" : "HTTP";
}

function listenerKeys(lb: Resource<LoadBalancerData>, certificate: string | undefined, policy: string | undefined) {
  const keys = new Map([["elasticloadbalancing:ListenerProtocol", protocolOf(lb, certificate)]]);
  if (policy !== undefined) keys.set("elasticloadbalancing:SecurityPolicy", policy);
  return keys;
}

/** What is wrong with a certificate or a policy, for a listener of this load balancer. */
function listenerProblem(
  ctx: OperationContext,
  lb: Resource<LoadBalancerData>,
  certificate: string | undefined,
  policy: string | undefined,
): Refused | undefined {
  if (policy !== undefined && certificate === undefined) return policyWithoutTls(protocolOf(lb, certificate));
  if (policy !== undefined && versionsOf(policy) === undefined) return policyNotFound(policy);
  if (certificate === undefined) return undefined;
  const found = ctx.find(certificateKind, certificate);
  const status = found?.data.inAcm?.status;
  if (found === undefined || status === undefined || found.account !== ctx.place.account) {
    return certificateNotFound(found?.arn || arnOf(ctx, `certificate/${certificate}`).replace("elasticloadbalancing", "acm"));
  }
  if (found.region !== ctx.place.region) return certificateOfOtherRegion(found.arn);
  return status === "ISSUED" ? undefined : certificateNotIssued(found.arn);
}

const createListener: Operation<"elasticloadbalancing:CreateListener"> = {
  action: "elasticloadbalancing:CreateListener",
  crossAccount: "never",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const lb = findLoadBalancer(ctx, input.loadBalancer);
    if (isRefused(lb)) return lb;
    const keys = listenerKeys(lb, input.certificate, input.policy);
    return {
      permissions: [permission(ctx, "elasticloadbalancing:CreateListener", lb.arn, keys)],
      on: [input.id, lb.id],
      owners: [],
    };
  },
  perform(input, ctx) {
    const { id, certificate } = input;
    const lb = ctx.find(loadBalancerKind, input.loadBalancer)!;
    const problem = listenerProblem(ctx, lb, certificate, input.policy);
    if (problem !== undefined) return problem;
    const host = input.host ?? lb.data.dnsName;
    const base = { host, loadBalancer: lb.id };
    const policy = input.policy ?? elbCatalog.defaultPolicy;
    const data: ServerData =
      certificate === undefined
        ? { ...base, versions: usualVersions }
        : { ...base, certificate, policy, versions: versionsOf(policy)!, ...clientsOf(input.clientsFrom) };
    const arn = lb.arn.replace(":loadbalancer/", ":listener/").concat(`/${id}`);
    return ok({ listener: ctx.make(serverKind, { id, place: ctx.place, arn, data }) });
  },
  record: (input, ctx, output) => ({
    requestParameters: {
      loadBalancerArn: ctx.world.resources.get(input.loadBalancer)?.arn ?? input.loadBalancer,
      ...(input.policy === undefined ? {} : { sslPolicy: input.policy }),
      ...(input.clientsFrom === undefined ? {} : { mutualAuthentication: { mode: "verify" } }),
      ...(input.certificate === undefined
        ? {}
        : { certificates: [{ certificateArn: ctx.world.resources.get(input.certificate)?.arn ?? "" }] }),
    },
    responseElements: output === undefined ? null : { listeners: [{ listenerArn: output.listener.arn }] },
  }),
};

function clientsOf(clientsFrom: string | undefined): Pick<ServerData, "clientsFrom"> {
  return clientsFrom === undefined ? {} : { clientsFrom };
}

const modifyListener: Operation<"elasticloadbalancing:ModifyListener"> = {
  action: "elasticloadbalancing:ModifyListener",
  crossAccount: "never",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const listener = ctx.world.resources.get(input.listener);
    if (!isKind(listener, serverKind)) return listenerNotFound();
    const lb = findLoadBalancer(ctx, listener.data.loadBalancer ?? "");
    if (isRefused(lb)) return listenerNotFound();
    const keys = listenerKeys(lb, input.certificate ?? listener.data.certificate, input.policy);
    return {
      permissions: [permission(ctx, "elasticloadbalancing:ModifyListener", listener.arn, keys)],
      on: [listener.id],
      owners: [],
    };
  },
  perform(input, ctx) {
    const listener = ctx.find(serverKind, input.listener)!;
    const certificate = input.certificate ?? listener.data.certificate;
    const lb = ctx.find(loadBalancerKind, listener.data.loadBalancer!)!;
    const problem = listenerProblem(ctx, lb, certificate, input.policy);
    if (problem !== undefined) return problem;
    const policy = input.policy ?? listener.data.policy ?? elbCatalog.defaultPolicy;
    const tls = certificate === undefined ? {} : { certificate, policy, versions: versionsOf(policy)! };
    ctx.put({ ...listener, data: { ...listener.data, ...tls } }, `now with ${certificate ?? "no certificate"}, ${policy}`);
    return DONE;
  },
  record: (input) => ({
    requestParameters: { listenerArn: input.listener, ...(input.policy === undefined ? {} : { sslPolicy: input.policy }) },
    responseElements: null,
  }),
};

const deleteLoadBalancer: Operation<"elasticloadbalancing:DeleteLoadBalancer"> = {
  action: "elasticloadbalancing:DeleteLoadBalancer",
  crossAccount: "never",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const lb = findLoadBalancer(ctx, input.loadBalancer);
    if (isRefused(lb)) return lb;
    return { permissions: [permission(ctx, "elasticloadbalancing:DeleteLoadBalancer", lb.arn)], on: [lb.id], owners: [] };
  },
  /** Its listeners go with it. */
  perform(input, ctx) {
    for (const each of [...ctx.world.resources.values()])
      if (isKind(each, serverKind) && each.data.loadBalancer === input.loadBalancer)
        ctx.remove(each, "deleted with its load balancer");
    ctx.remove(ctx.find(loadBalancerKind, input.loadBalancer)!, "deleted");
    return DONE;
  },
  record: (input) => ({ requestParameters: { loadBalancerArn: input.loadBalancer }, responseElements: null }),
};

export const operations = [createLoadBalancer, createListener, modifyListener, deleteLoadBalancer];
