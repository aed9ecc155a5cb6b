"""shield: who awaits is cancelled, what is awaited is not."""

import asyncio

from recorder import Failure


async def _work(log, name, delay, error=None):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        log(name, "cancelled")
        raise
    if error is not None:
        raise Failure(error)
    log(name, "done")
    return name


async def _attempt(log, name, awaitable):
    try:
        log(name, "gave", await awaitable)
    except BaseException as error:
        log(name, "threw", error)


async def a_result_passes_through(log):
    await _attempt(log, "shield", asyncio.shield(_work(log, "a", 3)))


async def an_error_passes_through(log):
    await _attempt(log, "shield", asyncio.shield(_work(log, "a", 3, "boom")))


async def what_is_shielded_outlives_who_awaits(log):
    inner = asyncio.create_task(_work(log, "inner", 5), name="inner")
    outer = asyncio.create_task(_attempt(log, "outer", asyncio.shield(inner)), name="outer")
    await asyncio.sleep(1)
    outer.cancel()
    await asyncio.wait([outer])
    log(inner.done())
    log(await inner)


async def cancelling_the_shielded_cancels_who_awaits(log):
    inner = asyncio.create_task(_work(log, "inner", 5), name="inner")
    outer = asyncio.create_task(_attempt(log, "outer", asyncio.shield(inner)), name="outer")
    await asyncio.sleep(1)
    inner.cancel("inner")
    await asyncio.wait([outer])


async def a_finished_future_needs_no_shield(log):
    future = asyncio.get_running_loop().create_future()
    future.set_result(1)
    log(asyncio.shield(future) is future)


async def an_error_after_the_shield_was_cancelled_is_reported(log):
    inner = asyncio.create_task(_work(log, "inner", 5, "unseen"), name="inner")
    shield = asyncio.shield(inner)
    await asyncio.sleep(1)
    log(shield.cancel("stop"))
    await asyncio.sleep(10)


async def an_error_in_the_turn_in_which_the_shield_is_cancelled(log):
    inner = asyncio.get_running_loop().create_future()
    shield = asyncio.shield(inner)
    inner.set_exception(Failure("unseen"))
    log(shield.cancel())
    await asyncio.sleep(1)


async def two_shields_around_one_task(log):
    inner = asyncio.create_task(_work(log, "inner", 5), name="inner")
    first = asyncio.create_task(_attempt(log, "first", asyncio.shield(inner)), name="first")
    second = asyncio.create_task(_attempt(log, "second", asyncio.shield(inner)), name="second")
    await asyncio.sleep(1)
    first.cancel()
    await asyncio.wait([first, second])


async def a_shield_in_a_gathering(log):
    inner = asyncio.create_task(_work(log, "inner", 5), name="inner")
    outer = asyncio.gather(asyncio.shield(inner), _work(log, "b", 5))
    await asyncio.sleep(1)
    outer.cancel()
    await _attempt(log, "gather", outer)
    await _attempt(log, "inner", inner)
