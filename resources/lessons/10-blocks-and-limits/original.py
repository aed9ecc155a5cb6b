import asyncio
import time

start = time.perf_counter()


def now_ms():
    return round((time.perf_counter() - start) * 1000)


class Connection:
    async def __aenter__(self):
        await asyncio.sleep(0.01)
        print("connected")
        return self

    async def __aexit__(self, *_):
        await asyncio.sleep(0.01)
        print("closed at", now_ms(), "ms")


async def lines():
    for n in range(1, 6):
        await asyncio.sleep(0.03)
        yield f"line {n}"


async def read_all():
    async with Connection():
        try:
            async for line in lines():
                print(line)
        except asyncio.CancelledError:
            print("cancelled while reading")
            raise


async def main(limit=0.1):
    try:
        async with asyncio.timeout(limit):
            await read_all()
        print("read everything")
    except TimeoutError:
        print("too late at", now_ms(), "ms")


asyncio.run(main())
