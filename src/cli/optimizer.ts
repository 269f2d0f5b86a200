// When V8 makes fast code. It does so in a thread beside this one, and on two cores the two slow each other down: of what it makes within a run's
// first second, most is not worth that. Measured on Node 20 with two cores, in interleaved rounds: a run of half a second takes a third less when V8
// waits some four times as long, `custody test` on this project's scenarios a sixth less, a run of 90,000 steps a twelfth more.

const MEASURED_ON = "20.";
/** In V8's own unit, bytes of bytecode that a function has run through; 132 KiB unless said. */
const INTERRUPT_BUDGET = 600_000;
/** The first sentence is done before V8 makes anything, and loading Node's module for it would cost more than it saves. */
const TEXT_LENGTH_MIN = 1_500;

let isSet = false;

/** Before a text of that length is run. Changes how long a run takes, never what it says. */
export function optimizeLate(textLength: number): void {
  if (isSet || textLength < TEXT_LENGTH_MIN || !process.versions.node.startsWith(MEASURED_ON)) return;
  isSet = true;
  process.getBuiltinModule("node:v8").setFlagsFromString(`--interrupt-budget=${INTERRUPT_BUDGET}`);
}
