import asyncio
from corewise import control

items = []
lock = asyncio.Lock()


async def fetcher(is_pausing):
    for batch in range(1, 6):
        await asyncio.sleep(0.02)
        async with lock:
            for n in range(1, 11):
                items.append(f"item {n} of batch {batch}")
                if is_pausing:
                    await asyncio.sleep(0.001)


async def monitor():
    while True:
        async with lock:
            print("length", len(items))
        await asyncio.sleep(0.007)


async def main():
    watching = asyncio.create_task(monitor(), name="monitor")
    is_pausing = control("isPausing", False)
    await asyncio.create_task(fetcher(is_pausing), name="fetcher")
    watching.cancel()


asyncio.run(main())
