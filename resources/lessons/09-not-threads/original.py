import asyncio

counter = 0


async def count(times, is_pausing):
    global counter
    for _ in range(times):
        seen = counter
        if is_pausing:
            await asyncio.sleep(0)
        counter = seen + 1
        await asyncio.sleep(0)


async def main(is_pausing=False):
    tasks = [asyncio.create_task(count(100, is_pausing)) for _ in range(4)]
    for task in tasks:
        await task
    print(f"400 updates, {400 - counter} lost")


asyncio.run(main())
