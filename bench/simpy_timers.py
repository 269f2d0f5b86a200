# SimPy's side of queue.bench.ts: each process waits a random time again and again, so that as many timers as there are processes are pending.
import random
import sys
import time

import simpy


def main(pending: int, count: int) -> None:
    random.seed(1)
    delays = [random.randrange(1, 1_000_000) for _ in range(1 << 16)]
    env = simpy.Environment()

    def fire(event, at=[0]):
        at[0] = (at[0] + 1) & 0xFFFF
        env.timeout(delays[at[0]]).callbacks.append(fire)

    for index in range(pending):
        env.timeout(delays[index & 0xFFFF]).callbacks.append(fire)
    for _ in range(pending):
        env.step()
    start = time.perf_counter()
    for _ in range(count):
        env.step()
    print(count / (time.perf_counter() - start))


main(int(sys.argv[1]), int(sys.argv[2]))
