"""Barriers: where tasks wait for each other."""

import asyncio


async def _pass(log, name, barrier, delay=0):
    await asyncio.sleep(delay)
    try:
        log(name, "has place", await barrier.wait())
    except asyncio.BrokenBarrierError as error:
        log(name, error)


def _spawn(log, barrier, *names):
    return [asyncio.create_task(_pass(log, name, barrier, n), name=name) for n, name in enumerate(names)]


async def the_last_lets_all_go_on(log):
    barrier = asyncio.Barrier(3)
    tasks = _spawn(log, barrier, "a", "b", "c")
    await asyncio.sleep(1)
    log(barrier.n_waiting, barrier.parties, barrier.broken)
    await asyncio.wait(tasks)
    log(barrier.n_waiting)


async def a_barrier_is_used_again(log):
    barrier = asyncio.Barrier(2)
    await asyncio.wait(_spawn(log, barrier, "a", "b", "c", "d"))


async def who_comes_while_it_drains_waits_for_the_next_time(log):
    barrier = asyncio.Barrier(2)
    tasks = [asyncio.create_task(_pass(log, name, barrier), name=name) for name in "abc"]
    await asyncio.sleep(1)
    log([task.done() for task in tasks], barrier.n_waiting)
    await barrier.wait()
    await asyncio.wait(tasks)


async def a_reset_sends_those_who_wait_away(log):
    barrier = asyncio.Barrier(3)
    tasks = _spawn(log, barrier, "a", "b")
    await asyncio.sleep(2)
    await barrier.reset()
    log(barrier.broken, barrier.n_waiting)
    await asyncio.wait(tasks)
    log(barrier.n_waiting)


async def an_aborted_barrier_lets_nobody_pass(log):
    barrier = asyncio.Barrier(2)
    tasks = _spawn(log, barrier, "a")
    await asyncio.sleep(1)
    await barrier.abort()
    await asyncio.wait(tasks)
    await _pass(log, "late", barrier)
    log(barrier.broken)
    await barrier.reset()
    log(barrier.broken)


async def who_is_cancelled_at_a_barrier_leaves_it(log):
    barrier = asyncio.Barrier(2)
    tasks = _spawn(log, barrier, "a")
    await asyncio.sleep(1)
    tasks[0].cancel()
    await asyncio.wait(tasks)
    log(barrier.n_waiting)
    await asyncio.wait(_spawn(log, barrier, "b", "c"))


async def a_barrier_is_entered_as_a_block(log):
    barrier = asyncio.Barrier(2)

    async def walk(name):
        async with barrier as place:
            log(name, place)

    await asyncio.gather(walk("a"), walk("b"))


async def a_barrier_of_nobody_is_an_error(log):
    try:
        asyncio.Barrier(0)
    except ValueError as error:
        log(error)
