import asyncio
from corewise import control


async def counter(name, limit):
    for n in range(1, limit + 1):
        print(f"{name} {n}")


async def main():
    limit = control("limit", 3)
    tasks = [asyncio.create_task(counter(name, limit), name=name) for name in "abcd"]
    for task in tasks:
        await task


asyncio.run(main())
