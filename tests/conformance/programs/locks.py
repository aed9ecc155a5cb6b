"""Locks: who is next, and what a cancelled waiter leaves behind."""

import asyncio

from recorder import Failure


def _spawn(coro, name):
    return asyncio.create_task(coro, name=name)


async def _hold(log, name, lock, delay):
    log(name, "wants it")
    async with lock:
        log(name, "has it")
        await asyncio.sleep(delay)
    log(name, "gave it back")


async def _all(tasks):
    await asyncio.wait(tasks)


async def a_lock_is_given_in_the_order_of_asking(log):
    lock = asyncio.Lock()
    await _all([_spawn(_hold(log, name, lock, 1), name) for name in ("a", "b", "c")])


async def a_free_lock_is_taken_without_a_turn(log):
    lock = asyncio.Lock()
    _spawn(_hold(log, "other", lock, 1), "other")
    log(lock.locked(), await lock.acquire(), lock.locked())
    lock.release()
    log(lock.locked())
    await asyncio.sleep(5)


async def releasing_a_free_lock_is_an_error(log):
    try:
        asyncio.Lock().release()
    except RuntimeError as error:
        log(error)


async def a_released_lock_can_be_snatched_before_the_waiter_runs(log):
    lock = asyncio.Lock()
    await lock.acquire()
    waiter = _spawn(_hold(log, "waiter", lock, 1), "waiter")
    await asyncio.sleep(0)
    lock.release()
    log("released", lock.locked())
    await _hold(log, "main", lock, 1)
    await waiter


async def a_cancelled_waiter_leaves_the_queue(log):
    lock = asyncio.Lock()
    tasks = [_spawn(_hold(log, name, lock, 2), name) for name in ("a", "b", "c")]
    await asyncio.sleep(1)
    tasks[1].cancel()
    await _all(tasks)
    log([task.cancelled() for task in tasks])


async def a_waiter_cancelled_when_it_was_its_turn_passes_the_lock_on(log):
    lock = asyncio.Lock()
    await lock.acquire()
    tasks = [_spawn(_hold(log, name, lock, 1), name) for name in ("a", "b")]
    await asyncio.sleep(1)
    lock.release()
    tasks[0].cancel()
    await _all(tasks)
    log(lock.locked())


async def all_waiters_are_cancelled_and_the_lock_is_free(log):
    lock = asyncio.Lock()
    await lock.acquire()
    tasks = [_spawn(_hold(log, name, lock, 1), name) for name in ("a", "b")]
    await asyncio.sleep(1)
    for task in tasks:
        task.cancel()
    lock.release()
    log("acquired", await lock.acquire())
    await _all(tasks)


async def an_error_in_the_block_frees_the_lock(log):
    lock = asyncio.Lock()
    try:
        async with lock:
            raise Failure("boom")
    except Failure as error:
        log(error, lock.locked())


async def cancelling_the_holder_frees_the_lock(log):
    lock = asyncio.Lock()
    tasks = [_spawn(_hold(log, name, lock, 10), name) for name in ("a", "b")]
    await asyncio.sleep(1)
    tasks[0].cancel()
    await _all(tasks)
    log("at", asyncio.get_running_loop().time())
