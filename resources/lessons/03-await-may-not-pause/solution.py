import asyncio
from corewise import control


async def bystander():
    print("somebody else")


async def main():
    loop = asyncio.get_running_loop()
    future = loop.create_future()
    if control("isFinishedFirst", True):
        future.set_result("an answer")
    else:
        loop.call_soon(future.set_result, "an answer")

    other = asyncio.create_task(bystander())
    print("before")
    await asyncio.sleep(0)
    answer = await future
    print("after")

    await other
    print(f"got {answer}")
    await asyncio.sleep(0)


asyncio.run(main())
