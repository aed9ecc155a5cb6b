import asyncio
from corewise import share

is_open = 0
most = 0


async def worker(queue):
    global is_open, most
    while True:
        try:
            await queue.get()
        except asyncio.QueueShutDown:
            return
        is_open += 1
        most = max(most, is_open)
        await asyncio.sleep(0.01)
        is_open -= 1


async def main():
    queue = asyncio.Queue(10)
    async with asyncio.TaskGroup() as group:
        for _ in range(10):
            group.create_task(worker(queue))
        for n in range(200):
            await queue.put(n)
        queue.shutdown()
    share("most at once", most)


asyncio.run(main())
