import asyncio
from corewise import control, share


class JobFailed(Exception):
    pass


async def job(n):
    try:
        await asyncio.sleep(n / 100)
    except asyncio.CancelledError:
        share(f"job {n}", "cancelled")
        raise
    if n == 2:
        raise JobFailed("job 2 failed")
    print(f"job {n} is done")
    share(f"job {n}", "done")


async def grouped():
    async with asyncio.TaskGroup() as group:
        for n in range(1, 4):
            group.create_task(job(n), name=f"job {n}")


async def gathered():
    tasks = [asyncio.create_task(job(n), name=f"job {n}") for n in range(1, 4)]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()


async def main():
    try:
        await (grouped() if control("isGroup", False) else gathered())
    except Exception:
        print("main has the error")
    await asyncio.sleep(0.02)


asyncio.run(main())
