// What every pane is given, and what it gives: lines of any length, which the frame cuts to its window.

import type { Line } from "../../report/layout.js";
import type { Signs } from "../signs.js";
import type { BranchRunner, ReplayState } from "../state.js";

export interface View {
  readonly state: ReplayState;
  readonly signs: Signs;
  readonly branch: BranchRunner;
  /** Columns inside the pane's border. */
  readonly columns: number;
  /** Rows inside it. */
  readonly rows: number;
}

export type Pane = (view: View) => readonly Line[];
