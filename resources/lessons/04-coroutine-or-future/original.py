import asyncio
from corewise import control


async def download(name):
    print(f"{name} starts")
    await asyncio.sleep(0.1)
    return f"page of {name}"


async def main():
    loop = asyncio.get_running_loop()
    start = loop.time()
    is_early = control("isTask", False)

    lazy = asyncio.create_task(download("lazy")) if is_early else download("lazy")
    eager = asyncio.create_task(download("eager"))
    await asyncio.sleep(0.05)
    print("50 ms have passed")

    print(await eager, "at", round((loop.time() - start) * 1000), "ms")
    print(await lazy, "at", round((loop.time() - start) * 1000), "ms")


asyncio.run(main())
