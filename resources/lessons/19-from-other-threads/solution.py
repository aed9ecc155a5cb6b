import asyncio
import time
from corewise import share


# A thread measures, and hands what it has to a queue of the loop.
def sensor(loop, queue):
    for n in range(1, 4):
        time.sleep(0.03)
        loop.call_soon_threadsafe(queue.put_nowait, n)


async def reader(queue):
    loop = asyncio.get_running_loop()
    for _ in range(3):
        n = await queue.get()
        at_ms = round(loop.time() * 1000)
        print(f"value {n} read at {at_ms} ms")
        if n == 1:
            share("first value, ms", at_ms)


async def heartbeat():
    while True:
        await asyncio.sleep(0.25)


async def main():
    loop = asyncio.get_running_loop()
    queue = asyncio.Queue()
    beating = asyncio.create_task(heartbeat(), name="heartbeat")
    reading = asyncio.create_task(reader(queue), name="reader")
    measuring = loop.run_in_executor(None, sensor, loop, queue)
    await reading
    await measuring
    beating.cancel()


asyncio.run(main())
