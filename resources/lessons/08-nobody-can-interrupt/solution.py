import asyncio
from corewise import control, share, work

TICK = 0.01


# Ticks every 10 ms, and notes by how much it was late at worst.
async def ticker():
    loop = asyncio.get_running_loop()
    worst_ms = 0
    while True:
        due = loop.time() + TICK
        await asyncio.sleep(TICK)
        late_ms = round((loop.time() - due) * 1000)
        if late_ms > worst_ms:
            worst_ms = late_ms
            print(f"a tick is {late_ms} ms late")
            share("latest tick, ms", late_ms)


# 300 ms of computing, in one piece or in many.
async def hog(pieces):
    for _ in range(pieces):
        work(0.3 / pieces)
        await asyncio.sleep(0)


async def main():
    ticking = asyncio.create_task(ticker(), name="ticker")
    await asyncio.sleep(0.015)
    await asyncio.create_task(hog(control("pieces", 1) * 60), name="hog")
    await asyncio.sleep(0.025)
    ticking.cancel()


asyncio.run(main())
