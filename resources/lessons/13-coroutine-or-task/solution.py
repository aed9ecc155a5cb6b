import asyncio
from corewise import control


async def say(line):
    print(line)


async def main():
    other = asyncio.create_task(say("the bystander"), name="bystander")
    await asyncio.sleep(0)
    await say("a coroutine")
    is_eager = control("isEager", False)
    await asyncio.create_task(say("a task"), name="task", eager_start=is_eager)
    await other


asyncio.run(main())
