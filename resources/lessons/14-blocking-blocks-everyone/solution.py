import asyncio
import time
from corewise import share

TICK = 0.01


# Ticks every 10 ms, and notes by how much it was late at worst.
async def ticker():
    loop = asyncio.get_running_loop()
    worst_ms = 0
    share("latest tick, ms", worst_ms)
    while True:
        due = loop.time() + TICK
        await asyncio.sleep(TICK)
        late_ms = round((loop.time() - due) * 1000)
        if late_ms > worst_ms:
            worst_ms = late_ms
            print(f"a tick is {late_ms} ms late")
            share("latest tick, ms", late_ms)


# As a database driver without await has it.
def query(table):
    time.sleep(0.2)
    return f"rows of {table}"


async def answer(table):
    rows = await asyncio.to_thread(query, table)
    print(rows)


async def main():
    ticking = asyncio.create_task(ticker(), name="ticker")
    await asyncio.sleep(0.015)
    await asyncio.gather(answer("orders"), answer("clients"))
    await asyncio.sleep(0.025)
    ticking.cancel()


asyncio.run(main())
