// Names of what falls due in RDS.

/** RDS looks whether a database's key can be used. */
export const KEY_CHECK_EVENT = "rds:key-check";
/** A database has been stopped for as long as one can be. */
export const START_AGAIN_EVENT = "rds:start-again";
/** The seven days are over. */
export const LOST_EVENT = "rds:credentials-lost";
