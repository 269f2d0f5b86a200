// `create load balancer lb1`, `create listener l1 on lb1 with c1`: what answers on the wire in AWS.

import { hostMistakes } from "../../contract/hosts.js";
import { siteOf, siteOfNew } from "../../contract/sites.js";
import { type AnyVerbEntry, verb } from "../../contract/statement.js";
import { elbCatalog } from "../../generated/catalogs.js";
import type { TextValue, Word } from "../../language/syntax.js";
import { authorityKind, certificateKind, hostOf } from "../../world/certificate.js";
import type { Resource } from "../../world/resource.js";
import { serverKind } from "../../world/server.js";
import { loadBalancerKind } from "./state.js";

const createLoadBalancer = verb<"create load balancer">({
  verb: "create load balancer",
  on: "new",
  makes: loadBalancerKind.name,
  run(ctx, st) {
    const id = st.object?.text ?? ctx.newName(st, "load-balancer");
    const type = st.args.network ? "network" : "application";
    return ctx.call("elasticloadbalancing:CreateLoadBalancer", { id, type }, siteOfNew(ctx, st, undefined).how);
  },
});

const createListener = verb<"create listener">({
  verb: "create listener",
  on: "new",
  makes: serverKind.name,
  uses: ({ args: { of, with: own, clientsFrom } }) => [
    { name: of, kinds: [loadBalancerKind.name] },
    ...(own === undefined ? [] : [{ name: own, kinds: [certificateKind.name] }]),
    ...(clientsFrom === undefined ? [] : [{ name: clientsFrom, kinds: [authorityKind.name] }]),
  ],
  mistakes: ({ args: { at } }) => hostMistakes([at]),
  run(ctx, st) {
    const { of, at, with: own, policy, inConsole, clientsFrom } = st.args;
    const lb = ctx.resource(of, loadBalancerKind);
    const certificate = own === undefined ? undefined : ctx.resource(own, certificateKind);
    if (clientsFrom !== undefined && (lb.data.type === "network" || own === undefined))
      ctx.fail("elb/no-mutual-tls", clientsFrom, {});
    // The console sends a policy of its own along where nobody chooses one.
    const chosen = nameOf(policy) ?? (inConsole && certificate !== undefined ? elbCatalog.consolePolicy : undefined);
    // A certificate for one name is shown to those who come by that name.
    const host = at?.value ?? (certificate === undefined ? undefined : hostOf(certificate.data));
    const input = {
      id: st.object?.text ?? ctx.newName(st, "listener"),
      loadBalancer: lb.id,
      ...(host === undefined ? {} : { host }),
      ...(certificate === undefined ? {} : { certificate: certificate.id }),
      ...(chosen === undefined ? {} : { policy: chosen }),
      ...(clientsFrom === undefined ? {} : { clientsFrom: ctx.resource(clientsFrom, authorityKind).id }),
    };
    return ctx.call("elasticloadbalancing:CreateListener", input, siteOf(ctx, st, placeOf(lb)).how);
  },
});

const modifyListener = verb<"modify listener">({
  verb: "modify listener",
  on: [serverKind.name],
  uses: ({ args: { with: own } }) => (own === undefined ? [] : [{ name: own, kinds: [certificateKind.name] }]),
  run(ctx, st, object) {
    const { with: own, policy } = st.args;
    const listener = ctx.resource(st.object!, serverKind);
    if (listener.data.loadBalancer === undefined) return ctx.fail("elb/no-listener", st.object!, { name: listener.name });
    const input = {
      listener: listener.id,
      ...(own === undefined ? {} : { certificate: ctx.resource(own, certificateKind).id }),
      ...(policy === undefined ? {} : { policy: nameOf(policy)! }),
    };
    return ctx.call("elasticloadbalancing:ModifyListener", input, siteOf(ctx, st, placeOf(object!)).how);
  },
});

const remove = verb<"delete">({
  verb: "delete",
  on: [loadBalancerKind.name],
  run: (ctx, st, object) =>
    ctx.call("elasticloadbalancing:DeleteLoadBalancer", { loadBalancer: object!.id }, siteOf(ctx, st, placeOf(object!)).how),
});

/** With quotes or without. */
function nameOf(policy: Word | TextValue | undefined): string | undefined {
  return policy === undefined || !("value" in policy) ? policy?.text : policy.value;
}

function placeOf({ account, region }: Resource): { readonly account: string; readonly region: string } {
  return { account, region };
}

export const verbs: readonly AnyVerbEntry[] = [createLoadBalancer, createListener, modifyListener, remove];
