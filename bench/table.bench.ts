// A bare step is one immer `produce` at the root with three changes to records in a table. Goals: at 100,000 resources at most 1.25 times as long
// as at 100 where 64 are hot, at most 1.8 times where all are touched alike; at least 100 k steps a second; at most 1.5 kB kept a step.
import { produce } from "immer";
import { Map as ImmutableMap } from "immutable";
import { Table, tableFrom } from "../src/base/table.js";
import { bytesKept, rates, row, thousands } from "./measure.js";

interface Resource {
  readonly name: string;
  readonly state: string;
  readonly version: number;
}
interface Collection {
  get(key: string): Resource | undefined;
  set(key: string, value: Resource): Collection;
}
interface World {
  readonly now: number;
  readonly sequence: number;
  readonly resources: Collection;
  readonly grants: Collection;
  readonly faults: readonly string[];
}

const SIZES = [100, 10_000, 100_000];
const HOT_COUNT = 64;
const nameOf = (index: number) => `A/us-east-1/vol${index}`;
const resource = (index: number): readonly [string, Resource] => [
  nameOf(index),
  { name: nameOf(index), state: "available", version: 0 },
];

const makers: readonly (readonly [string, (size: number) => Collection])[] = [
  ["table", (size) => tableFrom(Array.from({ length: size }, (_, index) => resource(index)))],
  ["immutable Map", (size) => ImmutableMap<string, Resource>(Array.from({ length: size }, (_, index) => resource(index)))],
];

function worldOf(resources: Collection, make: (size: number) => Collection): World {
  return { now: 0, sequence: 0, resources, grants: make(0), faults: [] };
}

function step(world: World, keys: readonly string[], at: number): World {
  return produce(world, (draft) => {
    draft.now += 1_000;
    draft.sequence += 3;
    for (let change = 0; change < 3; change++) {
      const key = keys[(at * 3 + change) % keys.length]!;
      const before = draft.resources.get(key)!;
      draft.resources = draft.resources.set(key, { name: before.name, state: "in-use", version: before.version + 1 });
    }
  });
}

/** The names to touch, in an order that has nothing to do with that of the table. */
function touched(size: number, hot: boolean): string[] {
  const count = hot ? HOT_COUNT : size;
  const stride = hot ? Math.max(1, Math.floor(size / HOT_COUNT)) : 1;
  return Array.from({ length: count }, (_, index) => nameOf((((index * 7_919) % count) * stride) % size));
}

for (const hot of [true, false]) {
  console.log(hot ? `\n64 resources hot` : `\nall touched alike`);
  console.log(row("", ...SIZES.map(String), "100k ÷ 100", "kept at 100", "kept at 10k", "kept at 100k"));
  const contestants = makers.flatMap(([name, make]) =>
    SIZES.map((size) => {
      let world = worldOf(make(size), make);
      let at = 0;
      const keys = touched(size, hot);
      return {
        name: `${name} ${size}`,
        run: (count: number) => {
          for (let index = 0; index < count; index++) world = step(world, keys, at++);
        },
      };
    }),
  );
  const rate = rates(contestants);
  for (const [name, make] of makers) {
    const perSecond = SIZES.map((size) => rate.get(`${name} ${size}`)!);
    const kept = SIZES.map((size) => keptPerStep(make, size, hot));
    console.log(
      row(
        name,
        ...perSecond.map(thousands),
        `${(perSecond[0]! / perSecond.at(-1)!).toFixed(2)} ×`,
        ...kept.map((each) => `${each.toFixed(0)} B`),
      ),
    );
  }
}

function keptPerStep(make: (size: number) => Collection, size: number, hot: boolean): number {
  const steps = 20_000;
  const start = worldOf(make(size), make);
  const keys = touched(size, hot);
  const bytes = bytesKept(() => {
    const worlds = [start];
    for (let index = 0; index < steps; index++) worlds.push(step(worlds.at(-1)!, keys, index));
    return worlds;
  });
  return bytes / steps;
}

const drafted = produce(worldOf(tableFrom([resource(1)]), makers[0]![1]), (draft) => {
  if (!(draft.resources instanceof Table)) throw new Error("immer drafted into a table");
  draft.resources = draft.resources.set("probe", { name: "probe", state: "new", version: 0 });
});
console.log(
  `\nimmer froze into a table: ${Object.isFrozen(drafted.resources) || Object.isFrozen(drafted.resources.get("probe"))}`,
);
