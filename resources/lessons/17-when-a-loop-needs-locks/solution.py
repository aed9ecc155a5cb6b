import asyncio
from corewise import control, share

balance = 100


async def withdraw(amount):
    global balance
    if balance < amount:
        print("refused")
        return
    # A service is asked whether that is allowed.
    await asyncio.sleep(0.01)
    if balance < amount:
        print("refused")
        return
    balance -= amount
    print(f"took {amount}, {balance} left")


async def guarded(amount, lock):
    if control("isLocked", False):
        async with lock:
            await withdraw(amount)
    else:
        await withdraw(amount)


async def main():
    first = asyncio.Lock()
    second = first if control("isShared", True) else asyncio.Lock()
    tasks = [
        asyncio.create_task(guarded(80, first), name="first"),
        asyncio.create_task(guarded(80, second), name="second"),
    ]
    for task in tasks:
        await task
    share("left", balance)


asyncio.run(main())
