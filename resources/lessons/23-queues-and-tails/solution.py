import asyncio
from corewise import control, share

JOBS = 60
slowest_ms = 0
longest_wait_ms = 0


async def worker(queue):
    global slowest_ms, longest_wait_ms
    loop = asyncio.get_running_loop()
    while True:
        arrived, took = await queue.get()
        wait_ms = round((loop.time() - arrived) * 1000)
        piece = min(took, 0.01)
        await asyncio.sleep(piece)
        rest = round(took - piece, 3)
        if rest > 0:
            queue.put_nowait((loop.time(), rest))
        slowest_ms = max(slowest_ms, round(piece * 1000))
        if took < 0.01:
            longest_wait_ms = max(longest_wait_ms, wait_ms)
        queue.task_done()


async def main():
    loop = asyncio.get_running_loop()
    queue = asyncio.Queue()
    workers = [asyncio.create_task(worker(queue)) for _ in range(control("workers", 4))]
    for n in range(1, JOBS + 1):
        queue.put_nowait((loop.time(), 0.1 if n % 20 == 0 else 0.008))
        await asyncio.sleep(0.01)
    await queue.join()
    for each in workers:
        each.cancel()
    print(f"the slowest job took {slowest_ms} ms")
    print(f"the quick job that waited longest waited {longest_wait_ms} ms")
    share("slowest, ms", slowest_ms)
    share("longest wait, ms", longest_wait_ms)


asyncio.run(main())
