import asyncio
from corewise import control, share

counter = 0
lock = asyncio.Lock()


async def count(times, is_pausing):
    global counter
    for _ in range(times):
        async with lock:
            seen = counter
            # What happens between reading and writing?
            if is_pausing:
                await asyncio.sleep(0)
            counter = seen + 1
        await asyncio.sleep(0)


async def main():
    is_pausing = control("isPausing", False)
    tasks = [asyncio.create_task(count(100, is_pausing)) for _ in range(4)]
    for task in tasks:
        await task
    lost = 400 - counter
    print(f"400 updates, {lost} lost")
    share("lost", lost)


asyncio.run(main())
