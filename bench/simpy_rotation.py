# SimPy's side of rotation.bench.ts: 1,000 processes that wait 180 days again and again for ten years. Prints events a second.
import sys
import time

import simpy


def main(keys: int) -> None:
    env = simpy.Environment()
    fired = 0

    def key():
        nonlocal fired
        while True:
            yield env.timeout(180 * 86_400)
            fired += 1

    for _ in range(keys):
        env.process(key())
    start = time.perf_counter()
    env.run(until=3_652 * 86_400)
    print(fired / (time.perf_counter() - start))


main(int(sys.argv[1]))
