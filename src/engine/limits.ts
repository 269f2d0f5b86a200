// How much a scenario may ask for. Each limit names itself, its value and the flag that raises it; none can be raised by a scenario.

export interface Limits {
  readonly stepCountMax: number;
  readonly includeCountMax: number;
  readonly includeDepthMax: number;
}

export const DEFAULT_LIMITS: Limits = {
  stepCountMax: 100_000,
  includeCountMax: 64,
  includeDepthMax: 16,
};
