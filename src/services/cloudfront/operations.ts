// CreateDistribution: what CloudFront shows to viewers is a certificate of ACM in us-east-1, wherever the origin is.

import { cloudfrontCatalog } from "../../generated/catalogs.js";
import type { Operation } from "../../rules/operation.js";
import { ok, refuse } from "../../rules/reply.js";
import { accountId } from "../../rules/requests.js";
import { certificateKind } from "../../world/certificate.js";
import type { Resource } from "../../world/resource.js";
import { type ServerData, serverKind, usualVersions } from "../../world/server.js";

declare module "../../rules/operation.js" {
  interface Operations {
    "cloudfront:CreateDistribution": {
      input: { readonly id: string; readonly host: string; readonly certificate?: string };
      output: { readonly distribution: Resource<ServerData> };
    };
  }
}

/** Text as reported in cloudposse/terraform-aws-cloudfront-s3-cdn issue 55 and aws/aws-cdk issue 14616. */
const INVALID_CERTIFICATE =
  "The specified SSL certificate doesn't exist, isn't in us-east-1 region, isn't valid, or doesn't include a valid certificate chain.";

const createDistribution: Operation<"cloudfront:CreateDistribution"> = {
  action: "cloudfront:CreateDistribution",
  crossAccount: "never",
  readOnly: false,
  recorded: true,
  prepare(input, ctx) {
    const { account } = ctx.place;
    const arn = `arn:aws:cloudfront::${accountId(ctx.world, account)}:distribution/${input.id}`;
    const permission = {
      action: "cloudfront:CreateDistribution",
      arn,
      account,
      rule: "identity-only",
      crossAccount: "never",
    } as const;
    return { permissions: [permission], on: [input.id], owners: [] };
  },
  perform({ id, host, certificate }, ctx) {
    const shown = certificate === undefined ? undefined : ctx.find(certificateKind, certificate);
    if (certificate !== undefined) {
      const here = shown?.account === ctx.place.account && shown.region === cloudfrontCatalog.certificateRegion;
      if (!here || shown.data.inAcm?.status !== "ISSUED") return refuse("InvalidViewerCertificate", INVALID_CERTIFICATE);
    }
    const arn = `arn:aws:cloudfront::${accountId(ctx.world, ctx.place.account)}:distribution/${id}`;
    const tls = certificate === undefined ? {} : { certificate, policy: cloudfrontCatalog.policy };
    const data: ServerData = { host, ...tls, versions: usualVersions };
    return ok({ distribution: ctx.make(serverKind, { id, place: ctx.place, arn, data }) });
  },
  record: (input, ctx) => ({
    requestParameters: {
      distributionConfig: {
        aliases: [input.host],
        ...(input.certificate === undefined
          ? {}
          : { viewerCertificate: { aCMCertificateArn: ctx.world.resources.get(input.certificate)?.arn ?? "" } }),
      },
    },
    responseElements: { distribution: { id: input.id } },
  }),
};

export const operations = [createDistribution];
