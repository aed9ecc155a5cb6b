import asyncio
from corewise import control, share, work


# One client of a closed load: a finished job is replaced at once.
async def client(cpu, until):
    loop = asyncio.get_running_loop()
    jobs = 0
    while loop.time() < until:
        await asyncio.sleep(0.02)
        work(cpu)
        jobs += 1
    return jobs


async def load(clients, cpu):
    loop = asyncio.get_running_loop()
    start = loop.time()
    tasks = [asyncio.create_task(client(cpu, start + 1)) for _ in range(clients)]
    jobs = 0
    for task in tasks:
        jobs += await task
    return round(jobs / (loop.time() - start))


async def main():
    cpu = control("cpuMs", 1) / 1000
    few = await load(10, cpu)
    print(f"10 jobs in flight: {few} a second")
    many = await load(20, cpu)
    print(f"20 jobs in flight: {many} a second")
    share("times as many", f"{many / few:.0f}")


asyncio.run(main())
