// How large a scenario file may be. A file cannot raise them; a caller (the command line, a benchmark) can.

export interface TextLimits {
  /** Characters of a file. */
  readonly fileLengthMax: number;
  /** Blocks, records and lists inside one another. */
  readonly nestingDepthMax: number;
  readonly nameLengthMax: number;
  /** Characters of a text in quotes. */
  readonly textLengthMax: number;
  readonly tableRowCountMax: number;
  readonly scenarioCountMax: number;
  /** Numbers that `1 to 1000` stands for. */
  readonly rangeCountMax: number;
  readonly diagnosticCountMax: number;
}

export const defaultTextLimits: TextLimits = {
  fileLengthMax: 256 * 1024,
  nestingDepthMax: 64,
  nameLengthMax: 128,
  textLengthMax: 64 * 1024,
  tableRowCountMax: 1000,
  scenarioCountMax: 1000,
  rangeCountMax: 10_000,
  diagnosticCountMax: 20,
};
