import asyncio
from corewise import control, share

is_open = 0
most = 0


async def fetch(gate):
    global is_open, most
    async with gate:
        is_open += 1
        most = max(most, is_open)
        await asyncio.sleep(0.01)
        is_open -= 1


async def main():
    loop = asyncio.get_running_loop()
    gate = asyncio.Semaphore(control("limit", 200))
    await asyncio.gather(*(fetch(gate) for _ in range(200)))
    print(f"{most} at once, all done at {round(loop.time() * 1000)} ms")
    share("most at once", most)


asyncio.run(main())
