import asyncio
import time


async def job(is_waiting):
    if is_waiting:
        await asyncio.sleep(0.1)
    else:
        until = time.process_time() + 0.1
        while time.process_time() < until:
            pass


async def timed(label, is_waiting, count):
    start = time.perf_counter()
    tasks = [asyncio.create_task(job(is_waiting)) for _ in range(count)]
    for task in tasks:
        await task
    took_ms = (time.perf_counter() - start) * 1000
    print(f"{count} jobs that {label} took {took_ms:.0f} ms")


async def main(count=5):
    await timed("wait", True, count)
    await timed("compute", False, count)


asyncio.run(main())
