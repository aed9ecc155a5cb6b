"""Semaphores: who gets in, and what a cancelled waiter leaves behind."""

import asyncio


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


async def a_semaphore_lets_in_as_many_as_it_has(log):
    semaphore = asyncio.Semaphore(2)
    names = ("a", "b", "c", "d", "e")
    await _all([_spawn(_hold(log, name, semaphore, 1), name) for name in names])
    log(semaphore.locked())


async def a_semaphore_is_not_snatched_from_who_waits(log):
    semaphore = asyncio.Semaphore(1)
    await semaphore.acquire()
    waiter = _spawn(_hold(log, "waiter", semaphore, 1), "waiter")
    await asyncio.sleep(0)
    semaphore.release()
    log(semaphore.locked())
    await _hold(log, "main", semaphore, 1)
    await waiter


async def a_cancelled_waiter_of_a_semaphore_leaves_the_queue(log):
    semaphore = asyncio.Semaphore(1)
    tasks = [_spawn(_hold(log, name, semaphore, 2), name) for name in ("a", "b", "c")]
    await asyncio.sleep(1)
    tasks[1].cancel()
    await _all(tasks)
    log(semaphore.locked())


async def a_waiter_of_a_semaphore_cancelled_when_it_was_its_turn(log):
    semaphore = asyncio.Semaphore(1)
    await semaphore.acquire()
    tasks = [_spawn(_hold(log, name, semaphore, 1), name) for name in ("a", "b")]
    await asyncio.sleep(1)
    semaphore.release()
    tasks[0].cancel()
    await _all(tasks)
    log(semaphore.locked())


async def a_semaphore_released_several_times_wakes_several(log):
    semaphore = asyncio.Semaphore(0)
    tasks = [_spawn(_hold(log, name, semaphore, 1), name) for name in ("a", "b", "c")]
    await asyncio.sleep(1)
    semaphore.release()
    semaphore.release()
    await asyncio.sleep(0)
    log("one turn later")
    await _all(tasks)


async def who_comes_before_a_woken_waiter_runs_gets_the_next_place(log):
    semaphore = asyncio.Semaphore(0)
    first = _spawn(_hold(log, "first", semaphore, 1), "first")
    await asyncio.sleep(1)
    semaphore.release()
    semaphore.release()
    log("locked", semaphore.locked())
    await _hold(log, "main", semaphore, 1)
    await first


async def a_bounded_semaphore_counts_its_releases(log):
    semaphore = asyncio.BoundedSemaphore(1)
    await semaphore.acquire()
    semaphore.release()
    try:
        semaphore.release()
    except ValueError as error:
        log(error)
    plain = asyncio.Semaphore(1)
    plain.release()
    log(await plain.acquire(), await plain.acquire(), plain.locked())


async def a_semaphore_cannot_start_below_zero(log):
    try:
        asyncio.Semaphore(-1)
    except ValueError as error:
        log(error)


async def a_semaphore_released_thrice_by_one_who_then_waits(log):
    semaphore = asyncio.Semaphore(0)

    async def waiter(name):
        await semaphore.acquire()
        log(name)

    tasks = [asyncio.create_task(waiter(n), name=f"w{n}") for n in (1, 2, 3)]
    await asyncio.sleep(0)
    for _ in range(3):
        semaphore.release()
    tasks.append(asyncio.create_task(waiter(4), name="w4"))
    await asyncio.sleep(0)
    semaphore.release()
    await asyncio.wait(tasks)
