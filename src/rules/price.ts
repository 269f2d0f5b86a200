// What an item of a catalog costs. The numbers come from the services' catalogs; here is only their shape.

export interface Price {
  /** Nano-dollars for one unit of `per`. */
  readonly nanoUsd: bigint;
  readonly per: number;
  readonly basis: "request" | "hour-of-month" | "gib-month" | "gib" | "unit";
  readonly free?: number;
}
