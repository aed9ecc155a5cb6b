import asyncio
import time
from concurrent.futures import ThreadPoolExecutor
from corewise import control, share


# As reading a file does: the operating system gives no way to wait for it on a loop.
def read_file(name):
    time.sleep(0.05)
    return f"text of {name}"


async def load(name):
    loop = asyncio.get_running_loop()
    text = await loop.run_in_executor(None, read_file, name)
    print(text, "at", round(loop.time() * 1000), "ms")


# As a request over a socket: the loop itself waits for it.
async def fetch(name):
    loop = asyncio.get_running_loop()
    await asyncio.sleep(0.05)
    print("answer of", name, "at", round(loop.time() * 1000), "ms")


async def main():
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(max_workers=control("threads", 4) + 6))
    jobs = fetch if control("isSocket", False) else load
    async with asyncio.TaskGroup() as group:
        for n in range(1, 11):
            group.create_task(jobs(f"no. {n}"), name=f"no. {n}")
    share("all there, ms", round(loop.time() * 1000))


asyncio.run(main())
