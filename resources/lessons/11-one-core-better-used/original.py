import asyncio
import time


async def client(cpu, until):
    loop = asyncio.get_running_loop()
    jobs = 0
    while loop.time() < until:
        await asyncio.sleep(0.02)
        busy_until = time.process_time() + cpu
        while time.process_time() < busy_until:
            pass
        jobs += 1
    return jobs


async def load(clients, cpu):
    loop = asyncio.get_running_loop()
    start = loop.time()
    tasks = [asyncio.create_task(client(cpu, start + 1)) for _ in range(clients)]
    jobs = sum([await task for task in tasks])
    return round(jobs / (loop.time() - start))


async def main(cpu=0.001):
    few = await load(10, cpu)
    print(f"10 jobs in flight: {few} a second")
    many = await load(100, cpu)
    print(f"100 jobs in flight: {many} a second")


asyncio.run(main())
