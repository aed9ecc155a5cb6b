import asyncio
from corewise import control, share, work


# A job that waits leaves the core free. A job that computes does not.
async def job(is_waiting):
    if is_waiting:
        await asyncio.sleep(0.1)
    else:
        work(0.1)


async def timed(label, is_waiting, count):
    loop = asyncio.get_running_loop()
    start = loop.time()
    tasks = [asyncio.create_task(job(is_waiting or n % 2 == 1)) for n in range(count)]
    for task in tasks:
        await task
    took_ms = round((loop.time() - start) * 1000)
    print(f"{count} jobs that {label} took {took_ms} ms")
    share(label, took_ms)


async def main():
    count = control("jobs", 5)
    await timed("wait", True, count)
    await timed("compute", False, count)


asyncio.run(main())
