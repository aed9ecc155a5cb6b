import asyncio
import math
import time


async def job():
    await asyncio.sleep(0.02)
    until = time.process_time() + 0.005
    while time.process_time() < until:
        pass


async def main(loops=2):
    start = time.perf_counter()
    jobs = math.ceil(40 / loops)
    tasks = [asyncio.create_task(job()) for _ in range(jobs)]
    for task in tasks:
        await task
    took_ms = (time.perf_counter() - start) * 1000
    print(f"one of {loops} loops does {jobs} of 40 jobs in {took_ms:.0f} ms")


asyncio.run(main())
