// How much a scenario may ask for. Each limit names itself, its value and the flag that raises it; none can be raised by a scenario.

export interface Limits {
  readonly stepCountMax: number;
  /** Things that a world holds at once: keys, volumes, snapshots; not values such as ciphertexts. */
  readonly resourceCountMax: number;
  /** Letters in a scenario's name, its placeholders filled: it is a line of every report. */
  readonly titleLengthMax: number;
  readonly includeCountMax: number;
  readonly includeDepthMax: number;
}

export const DEFAULT_LIMITS: Limits = {
  stepCountMax: 100_000,
  resourceCountMax: 10_000,
  titleLengthMax: 512,
  includeCountMax: 64,
  includeDepthMax: 16,
};
