import fc from "fast-check";
import { produce } from "immer";
import { describe, expect, test } from "vitest";
import { cancel, emptyQueue, peek, pending, pendingOf, pop, type Queue, schedule } from "../../src/world/queue.js";
import { addDays, addHours, DEFAULT_CLOCK, instant } from "../../src/world/time.js";

function drain(queue: Queue<string>): string[] {
  const works: string[] = [];
  let rest = queue;
  for (let next = pop(rest); next !== undefined; next = pop(rest)) {
    works.push(next.timer.work);
    rest = next.queue;
  }
  return works;
}

describe("what falls due", () => {
  test("the earliest leaves first, whatever the order of scheduling", () => {
    let queue = emptyQueue<string>();
    queue = schedule(queue, addDays(DEFAULT_CLOCK, 30), "delete k1");
    queue = schedule(queue, addDays(DEFAULT_CLOCK, 7), "delete k2");
    queue = schedule(queue, addHours(DEFAULT_CLOCK, 1), "expire token");
    expect(queue.size).toBe(3);
    expect(peek(queue)?.work).toBe("expire token");
    expect(drain(queue)).toEqual(["expire token", "delete k2", "delete k1"]);
  });

  test("what is due at one instant leaves in the order in which it came, a thousand times over", () => {
    let queue = emptyQueue<string>();
    for (let index = 0; index < 1_000; index++) queue = schedule(queue, DEFAULT_CLOCK, `event ${index}`);
    expect(drain(queue)).toEqual(Array.from({ length: 1_000 }, (_, index) => `event ${index}`));
  });

  test("something scheduled while an equal instant is worked off comes last", () => {
    let queue = schedule(schedule(emptyQueue<string>(), DEFAULT_CLOCK, "first"), DEFAULT_CLOCK, "second");
    queue = pop(queue)!.queue;
    queue = schedule(queue, DEFAULT_CLOCK, "third");
    expect(drain(queue)).toEqual(["second", "third"]);
  });

  test("a cancelled deletion does not fall due, and cancelling what is not there changes nothing", () => {
    let queue = emptyQueue<string>();
    queue = schedule(queue, addDays(DEFAULT_CLOCK, 7), "delete k1", "delete k1");
    queue = schedule(queue, addDays(DEFAULT_CLOCK, 8), "delete k2", "delete k2");
    expect(pendingOf(queue, "delete k1").map((timer) => timer.work)).toEqual(["delete k1"]);
    const cancelled = cancel(queue, "delete k1");
    expect(drain(cancelled)).toEqual(["delete k2"]);
    expect(pendingOf(cancelled, "delete k1")).toEqual([]);
    expect(cancel(cancelled, "delete k1")).toBe(cancelled);
    expect(drain(queue)).toEqual(["delete k1", "delete k2"]);
  });

  test("one label may stand for several timers; those that fell due are no longer under it", () => {
    let queue = emptyQueue<string>();
    for (const days of [1, 2, 3]) queue = schedule(queue, addDays(DEFAULT_CLOCK, days), `rotation ${days}`, "__proto__");
    queue = pop(queue)!.queue;
    expect(pendingOf(queue, "__proto__").map((timer) => timer.work)).toEqual(["rotation 2", "rotation 3"]);
    expect(cancel(queue, "__proto__").size).toBe(0);
  });

  test("an empty queue has nothing due", () => {
    expect(peek(emptyQueue())).toBeUndefined();
    expect(pop(emptyQueue())).toBeUndefined();
  });

  test("immer takes a queue as one value", () => {
    const world = produce({ queue: schedule(emptyQueue<string>(), DEFAULT_CLOCK, "a") }, (draft: { queue: Queue<string> }) => {
      draft.queue = schedule(draft.queue, DEFAULT_CLOCK, "b");
    });
    expect(drain(world.queue)).toEqual(["a", "b"]);
  });
});

test("any mix of scheduling, taking and cancelling leaves the order (due, sequence), and older queues are as they were", () => {
  const action = fc.oneof(
    { weight: 5, arbitrary: fc.record({ is: fc.constant("schedule" as const), due: fc.nat(50) }) },
    { weight: 3, arbitrary: fc.record({ is: fc.constant("pop" as const) }) },
    { weight: 1, arbitrary: fc.record({ is: fc.constant("cancel" as const), which: fc.nat(400) }) },
  );
  fc.assert(
    fc.property(fc.array(action, { minLength: 100, maxLength: 600 }), (actions) => {
      let queue = emptyQueue<string>();
      let model: { due: number; sequence: number; work: string }[] = [];
      let count = 0;
      const kept: [Queue<string>, string[]][] = [];
      for (const each of actions) {
        if (each.is === "schedule") {
          const work = `work ${count}`;
          queue = schedule(queue, instant(each.due), work, work);
          model = [...model, { due: each.due, sequence: count++, work }].sort((a, b) => a.due - b.due || a.sequence - b.sequence);
        } else if (each.is === "pop") {
          const next = pop(queue);
          expect(next?.timer.work).toBe(model[0]?.work);
          queue = next?.queue ?? queue;
          model = model.slice(1);
        } else {
          queue = cancel(queue, `work ${each.which}`);
          model = model.filter((timer) => timer.work !== `work ${each.which}`);
        }
        expect(queue.size).toBe(model.length);
        if (count % 50 === 0) kept.push([queue, model.map((timer) => timer.work)]);
      }
      for (const [old, works] of [...kept, [queue, model.map((timer) => timer.work)] as const]) {
        expect([...pending(old)].map((timer) => timer.work)).toEqual(works);
      }
    }),
    { numRuns: 150 },
  );
});
