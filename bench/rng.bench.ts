// Draws a second from the world's chance, whose state is data, against seedrandom's generators, whose state is hidden. Chance is no bottleneck
// as long as a draw costs little beside a step (some microseconds).
import seedrandom from "seedrandom";
import { draw, drawBelow, drawChance, seedRng } from "../src/world/rng.js";
import { rates, row, thousands } from "./measure.js";

let rng = seedRng("42");
const xor128 = seedrandom.xor128("42");
const alea = seedrandom.alea("42");
let sink = 0;

const rate = rates([
  {
    name: "seedrandom xor128",
    run: (count) => {
      for (let index = 0; index < count; index++) sink += xor128();
    },
  },
  {
    name: "seedrandom alea",
    run: (count) => {
      for (let index = 0; index < count; index++) sink += alea();
    },
  },
  {
    name: "draw",
    run: (count) => {
      for (let index = 0; index < count; index++) {
        const drawn = draw(rng, "rotation");
        sink += drawn.value;
        rng = drawn.rng;
      }
    },
  },
  {
    name: "drawBelow 6",
    run: (count) => {
      for (let index = 0; index < count; index++) {
        const drawn = drawBelow(rng, "pick", 6);
        sink += drawn.value;
        rng = drawn.rng;
      }
    },
  },
  {
    name: "drawChance 2.5 %",
    run: (count) => {
      for (let index = 0; index < count; index++) {
        const drawn = drawChance(rng, "chance", "2.5");
        sink += drawn.value ? 1 : 0;
        rng = drawn.rng;
      }
    },
  },
  {
    name: "seed and first draw",
    run: (count) => {
      for (let index = 0; index < count; index++) sink += draw(seedRng(index), "rotation").value;
    },
  },
]);
const peer = rate.get("seedrandom xor128")!;
console.log(row("", "draws", "÷ xor128"));
for (const [name, perSecond] of rate) console.log(row(name, thousands(perSecond), (perSecond / peer).toFixed(4)));
if (sink === 0) console.log("nothing was drawn");
