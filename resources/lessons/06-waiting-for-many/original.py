import asyncio


async def fetch_page(n):
    await asyncio.sleep(n / 100)
    return f"page {n}"


async def wait_for_all(tasks):
    awaits = 0
    rest = [task for task in tasks if not task.done()]
    while rest:
        await rest[0]
        awaits += 1
        rest = [task for task in rest if not task.done()]
    return awaits


async def main(is_slowest_first=True):
    loop = asyncio.get_running_loop()
    start = loop.time()
    delays = [5, 4, 3, 2, 1] if is_slowest_first else [1, 2, 3, 4, 5]

    pages = await asyncio.gather(*map(fetch_page, delays))
    print(pages, "at", round((loop.time() - start) * 1000), "ms")

    tasks = [asyncio.create_task(fetch_page(n), name=f"page {n}") for n in delays]
    awaits = await wait_for_all(tasks)
    pages = [task.result() for task in tasks]
    print(pages, "at", round((loop.time() - start) * 1000), "ms")
    print(f"the loop awaited {awaits} of 5 tasks")


asyncio.run(main())
