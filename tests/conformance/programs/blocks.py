"""async with and async for over things of one's own."""

import asyncio

from recorder import Failure


class _Room:
    """Takes time to enter and to leave."""

    def __init__(self, log, name, swallows=False):
        self.log = log
        self.name = name
        self.swallows = swallows

    async def __aenter__(self):
        await asyncio.sleep(1)
        self.log("entered", self.name)
        return self.name

    async def __aexit__(self, kind, error, traceback):
        self.log("leaving", self.name, error)
        await asyncio.sleep(1)
        self.log("left", self.name)
        return self.swallows


class _Countdown:
    """Takes time for every item."""

    def __init__(self, start):
        self.left = start

    def __aiter__(self):
        return self

    async def __anext__(self):
        await asyncio.sleep(1)
        if self.left == 0:
            raise StopAsyncIteration
        self.left -= 1
        return self.left + 1


async def a_block_is_entered_and_left(log):
    async with _Room(log, "room") as name:
        log("in", name)
    log("after")


async def an_error_is_told_on_leaving(log):
    try:
        async with _Room(log, "room"):
            raise Failure("boom")
    except Failure as error:
        log("outside", error)


async def an_error_is_swallowed(log):
    async with _Room(log, "room", swallows=True):
        raise Failure("boom")
    log("goes on")


async def blocks_nest(log):
    try:
        async with _Room(log, "outer"):
            async with _Room(log, "inner"):
                raise Failure("boom")
    except Failure as error:
        log("outside", error)


async def cancelling_inside_a_block(log):
    async def visit():
        async with _Room(log, "room"):
            await asyncio.sleep(10)

    task = asyncio.create_task(visit(), name="visitor")
    await asyncio.sleep(5)
    task.cancel("closing time")
    await asyncio.wait([task])
    log(task.cancelled())


async def cancelling_while_entering(log):
    async def visit():
        async with _Room(log, "room"):
            log("never")

    task = asyncio.create_task(visit(), name="visitor")
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    log(task.cancelled())


async def cancelling_while_leaving(log):
    async def visit():
        async with _Room(log, "room"):
            log("inside")

    task = asyncio.create_task(visit(), name="visitor")
    await asyncio.sleep(1)
    await asyncio.sleep(0)
    task.cancel("too late to stay")
    await asyncio.wait([task])
    log(task.cancelled())


async def a_loop_over_what_takes_time(log):
    async for item in _Countdown(3):
        log("item", item)
    log("over at", asyncio.get_running_loop().time())


async def two_loops_interleave(log):
    async def count(name):
        async for item in _Countdown(3):
            log(name, item)

    await asyncio.gather(count("a"), count("b"))


async def leaving_a_loop_early(log):
    async for item in _Countdown(3):
        log("item", item)
        if item == 2:
            break
    log("over at", asyncio.get_running_loop().time())


async def an_error_in_the_body_of_a_loop(log):
    try:
        async for item in _Countdown(3):
            raise Failure(f"at {item}")
    except Failure as error:
        log("outside", error)
