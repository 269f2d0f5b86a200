// The catalog items that EBS is billed by, under the names that catalog.yaml gives their prices.

export const VOLUME_ITEM = "ebs-volume-gp3";
export const SNAPSHOT_ITEM = "ebs-snapshot";
export const COPY_TRANSFER_ITEM = "ebs-copy-transfer";
