# SimPy's side of queue.bench.ts, in both of its manners: as many timers pending as there are processes, each of which waits a random time
# again and again ("process", the way of its documentation), or bare timeouts whose callback makes the next one ("callback", its fastest).
import random
import sys
import time

import simpy


def main(manner: str, pending: int, count: int) -> None:
    random.seed(1)
    delays = [random.randrange(1, 1_000_000) for _ in range(1 << 16)]
    env = simpy.Environment()

    def fire(event, at=[0]):
        at[0] = (at[0] + 1) & 0xFFFF
        env.timeout(delays[at[0]]).callbacks.append(fire)

    def live(at):
        while True:
            at = (at + 1) & 0xFFFF
            yield env.timeout(delays[at])

    for index in range(pending):
        if manner == "process":
            env.process(live(index & 0xFFFF))
        else:
            env.timeout(delays[index & 0xFFFF]).callbacks.append(fire)
    for _ in range(2 * pending):
        env.step()
    start = time.perf_counter()
    for _ in range(count):
        env.step()
    print(count / (time.perf_counter() - start))


main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
