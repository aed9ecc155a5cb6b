import asyncio
import math
from corewise import control, share, work


# What one of several loops has to do: its share of all jobs.
async def job():
    await asyncio.sleep(0.02)
    work(0.005)


async def main():
    loops = control("loops", 2) + 3
    jobs = math.ceil(40 / loops)
    tasks = [asyncio.create_task(job()) for _ in range(jobs)]
    for task in tasks:
        await task
    took_ms = round(asyncio.get_running_loop().time() * 1000)
    print(f"one of {loops} loops does {jobs} of 40 jobs in {took_ms} ms")
    share("took ms", took_ms)


asyncio.run(main())
