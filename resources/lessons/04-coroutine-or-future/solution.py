import asyncio


async def download(name):
    print(f"{name} starts")
    await asyncio.sleep(0.1)
    return f"page of {name}"


async def main():
    loop = asyncio.get_running_loop()
    tasks = [asyncio.create_task(download(name)) for name in "abc"]
    for task in tasks:
        print(await task, "at", round(loop.time() * 1000), "ms")


asyncio.run(main())
