"""as_completed: one after the other, as they end."""

import asyncio

from recorder import Failure


async def _work(log, name, delay, error=None):
    await asyncio.sleep(delay)
    if error is not None:
        raise Failure(error)
    log(name, "done")
    return name


def _tasks(log, *works):
    return [asyncio.create_task(_work(log, *work), name=work[0]) for work in works]


async def _attempt(log, awaitable):
    try:
        log("gave", await awaitable)
    except BaseException as error:
        log("threw", error)
    log("at", asyncio.get_running_loop().time())


async def results_come_as_they_are_ready(log):
    for coro in asyncio.as_completed(_tasks(log, ("a", 3), ("b", 1), ("c", 2))):
        await _attempt(log, coro)


async def errors_come_in_their_turn(log):
    for coro in asyncio.as_completed(_tasks(log, ("a", 2, "boom"), ("b", 1), ("c", 3))):
        await _attempt(log, coro)


async def what_is_late_throws_at_the_limit(log):
    tasks = _tasks(log, ("a", 10), ("b", 1), ("c", 20))
    for coro in asyncio.as_completed(tasks, timeout=5):
        await _attempt(log, coro)
    await asyncio.wait(tasks)


async def a_limit_that_is_not_reached(log):
    for coro in asyncio.as_completed(_tasks(log, ("a", 2), ("b", 1)), timeout=5):
        await _attempt(log, coro)
    await asyncio.sleep(10)


async def several_that_end_together_come_in_the_order_of_ending(log):
    for coro in asyncio.as_completed(_tasks(log, ("a", 1), ("b", 1), ("c", 1))):
        await _attempt(log, coro)


async def finished_ones_come_first(log):
    tasks = _tasks(log, ("a", 1), ("b", 5))
    await asyncio.gather(*tasks[:1])
    for coro in asyncio.as_completed(tasks):
        await _attempt(log, coro)


async def leaving_off_early_cancels_nothing(log):
    tasks = _tasks(log, ("a", 1), ("b", 5))
    for coro in asyncio.as_completed(tasks):
        await _attempt(log, coro)
        break
    await asyncio.sleep(0)
    log(await asyncio.gather(*tasks[1:]))


async def one_given_twice_comes_once(log):
    task = _tasks(log, ("a", 1))[0]
    for coro in asyncio.as_completed([task, task]):
        await _attempt(log, coro)


async def of_nothing_comes_nothing(log):
    for coro in asyncio.as_completed([]):
        await _attempt(log, coro)
    log("nothing came")


async def read_asynchronously_it_gives_the_tasks_themselves(log):
    first = asyncio.create_task(asyncio.sleep(2, "a"), name="first")
    second = asyncio.create_task(asyncio.sleep(1, "b"), name="second")
    async for ended in asyncio.as_completed([first, second, asyncio.sleep(3, "c")]):
        log(ended is first, ended is second, ended.result())


async def read_asynchronously_until_a_limit(log):
    try:
        async for ended in asyncio.as_completed([asyncio.sleep(1, "a"), asyncio.sleep(9)], timeout=5):
            log(ended.result())
    except TimeoutError as error:
        log(error, "at", asyncio.get_running_loop().time())
