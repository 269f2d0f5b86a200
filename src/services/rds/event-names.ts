// Names of what falls due in RDS.

/** RDS looks whether a database's key can be used. */
export const KEY_CHECK_EVENT = "rds:key-check";
/** The seven days are over. */
export const LOST_EVENT = "rds:credentials-lost";
