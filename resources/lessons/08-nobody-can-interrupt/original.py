import asyncio
import time

TICK = 0.01


async def ticker():
    loop = asyncio.get_running_loop()
    worst = 0
    while True:
        due = loop.time() + TICK
        await asyncio.sleep(TICK)
        late = round((loop.time() - due) * 1000)
        if late > worst:
            worst = late
            print(f"a tick is {late} ms late")


async def hog(pieces):
    for _ in range(pieces):
        until = time.process_time() + 0.3 / pieces
        while time.process_time() < until:
            pass
        await asyncio.sleep(0)


async def main(pieces=1):
    ticking = asyncio.create_task(ticker(), name="ticker")
    await asyncio.sleep(0.015)
    await asyncio.create_task(hog(pieces), name="hog")
    await asyncio.sleep(0.025)
    ticking.cancel()


asyncio.run(main())
