import asyncio
from corewise import share

saved = 0
# Somebody has to refer to a task, or it may be collected.
tasks = set()


class DiskFull(Exception):
    pass


async def save(n):
    global saved
    await asyncio.sleep(0.01)
    if n == 2:
        raise DiskFull("no room for 2")
    saved += 1
    print(f"saved {n}")


async def main():
    for n in range(1, 4):
        tasks.add(asyncio.create_task(save(n), name=f"save {n}"))
    results = await asyncio.gather(*tasks, return_exceptions=True)
    for result in results:
        if result is not None:
            print("not saved:", result)
    print("main is done")
    share("saved", saved)


asyncio.run(main())
