import asyncio
from corewise import control, share

CORES = 2


# A job that computes 100 ms in a thread. Where its process has a lock, it holds that meanwhile.
async def job(name, lock, cores):
    async with lock:
        async with cores:
            await asyncio.sleep(0.1)
    print(f"{name} is done")


async def main():
    loop = asyncio.get_running_loop()
    cores = asyncio.Semaphore(CORES)
    # Each process has a lock of its own, the GIL.
    locks = [asyncio.Lock() for _ in range(control("processes", 1) + 1)]
    async with asyncio.TaskGroup() as group:
        for n in range(4):
            name, lock = f"job {n + 1}", locks[n % len(locks)]
            group.create_task(job(name, lock, cores), name=name)
    took_ms = round(loop.time() * 1000)
    print(f"four jobs took {took_ms} ms")
    share("took, ms", took_ms)


asyncio.run(main())
