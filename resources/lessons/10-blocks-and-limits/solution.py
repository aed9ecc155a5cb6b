import asyncio
from corewise import control, share


def now_ms():
    return round(asyncio.get_running_loop().time() * 1000)


class Connection:
    async def __aenter__(self):
        await asyncio.sleep(0.01)
        print("connected")
        share("is closed", False)
        return self

    async def __aexit__(self, *_):
        await asyncio.sleep(0.01)
        print("closed at", now_ms(), "ms")
        share("is closed", True)


async def lines():
    for n in range(1, 6):
        async with asyncio.timeout(control("limitMs", 100) / 1000):
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


async def main():
    share("is closed", "it was never open")
    try:
        await read_all()
        print("read everything")
    except TimeoutError:
        print("too late at", now_ms(), "ms")


asyncio.run(main())
