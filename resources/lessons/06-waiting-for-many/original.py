import asyncio
from corewise import control, share


async def fetch_page(n):
    await asyncio.sleep(n / 100)
    return f"page {n}"


# Without gather: drop those that are done, and await the first of the rest.
async def wait_for_all(tasks):
    awaits = 0
    rest = [task for task in tasks if not task.done()]
    while rest:
        await rest[0]
        awaits += 1
        rest = [task for task in rest if not task.done()]
    return awaits


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    delays = [5, 4, 3, 2, 1] if control("isSlowestFirst", True) else [1, 2, 3, 4, 5]

    pages = await asyncio.gather(*map(fetch_page, delays))
    print(", ".join(pages), "at", round((loop.time() - start) * 1000), "ms")

    tasks = [asyncio.create_task(fetch_page(n), name=f"page {n}") for n in delays]
    awaits = await wait_for_all(tasks)
    pages = [task.result() for task in tasks]
    print(", ".join(pages), "at", round((loop.time() - start) * 1000), "ms")
    print(f"the loop awaited {awaits} of 5 tasks")
    share("awaits", awaits)


asyncio.run(main())
