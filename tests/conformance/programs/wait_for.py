"""wait_for: a limit on one awaitable, and the races at the limit."""

import asyncio

from recorder import Failure


async def _work(log, name, delay):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError as error:
        log(name, "cancelled", error)
        raise
    log(name, "done")
    return name


async def _attempt(log, awaitable, limit):
    try:
        log("gave", await asyncio.wait_for(awaitable, limit))
    except BaseException as error:
        log("threw", error)
    log("at", asyncio.get_running_loop().time())


async def what_ends_in_time(log):
    await _attempt(log, _work(log, "a", 3), 5)


async def what_takes_too_long_is_cancelled(log):
    await _attempt(log, _work(log, "a", 10), 5)


async def without_a_limit_it_is_a_plain_await(log):
    await _attempt(log, _work(log, "a", 10), None)


async def an_error_comes_through(log):
    async def failing():
        await asyncio.sleep(1)
        raise Failure("boom")

    await _attempt(log, failing(), 5)


async def no_time_at_all_cancels_before_the_start(log):
    await _attempt(log, _work(log, "a", 10), 0)
    await _attempt(log, _work(log, "b", 10), -1)


async def no_time_at_all_for_a_running_task(log):
    task = asyncio.create_task(_work(log, "a", 10), name="a")
    await asyncio.sleep(1)
    await _attempt(log, task, 0)
    log(task.cancelled())


async def no_time_at_all_for_what_is_done(log):
    future = asyncio.get_running_loop().create_future()
    future.set_result("there")
    await _attempt(log, future, 0)
    failed = asyncio.get_running_loop().create_future()
    failed.set_exception(Failure("boom"))
    await _attempt(log, failed, 0)


async def no_time_at_all_for_a_task_that_refuses(log):
    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            return "kept"

    task = asyncio.create_task(stubborn(), name="stubborn")
    await asyncio.sleep(1)
    await _attempt(log, task, 0)


async def a_result_given_on_being_cancelled_counts(log):
    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            await asyncio.sleep(2)
            return "late"

    await _attempt(log, stubborn(), 5)


async def an_error_thrown_on_being_cancelled_counts(log):
    async def failing():
        try:
            await asyncio.sleep(10)
        finally:
            raise Failure("in cleaning")

    await _attempt(log, failing(), 5)


async def it_waits_until_the_cancelled_has_ended(log):
    async def slow_to_end():
        try:
            await asyncio.sleep(10)
        finally:
            await asyncio.sleep(20)
            log("ended")

    await _attempt(log, slow_to_end(), 5)


async def cancelling_who_waits_cancels_the_awaited(log):
    inner = asyncio.create_task(_work(log, "inner", 10), name="inner")
    outer = asyncio.create_task(_attempt(log, inner, 50), name="outer")
    await asyncio.sleep(1)
    outer.cancel("stop")
    await asyncio.wait([outer])
    log(inner.cancelled(), outer.cancelled())


async def cancelled_in_the_turn_in_which_the_awaited_ended(log):
    future = asyncio.get_running_loop().create_future()
    outer = asyncio.create_task(_attempt(log, future, 50), name="outer")
    await asyncio.sleep(1)
    future.set_result("just in time")
    outer.cancel()
    await asyncio.wait([outer])
    log(outer.cancelled())


async def cancelled_one_turn_after_the_awaited_ended(log):
    future = asyncio.get_running_loop().create_future()
    outer = asyncio.create_task(_attempt(log, future, 50), name="outer")
    await asyncio.sleep(1)
    future.set_result("just in time")
    await asyncio.sleep(0)
    outer.cancel()
    await asyncio.wait([outer])
    log(outer.cancelled())


async def cancelled_while_the_awaited_is_being_cancelled(log):
    async def slow_to_end():
        try:
            await asyncio.sleep(10)
        finally:
            await asyncio.sleep(5)
            log("ended")

    outer = asyncio.create_task(_attempt(log, slow_to_end(), 3), name="outer")
    await asyncio.sleep(4)
    outer.cancel("second")
    await asyncio.wait([outer])
    await asyncio.sleep(10)


async def the_limit_set_before_the_end_comes_first(log):
    await _attempt(log, _work(log, "a", 5), 5)


async def the_end_set_before_the_limit_comes_first(log):
    task = asyncio.create_task(_work(log, "a", 5), name="a")
    await asyncio.sleep(0)
    await _attempt(log, task, 5)


async def a_future_set_by_a_timer_at_the_limit(log):
    loop = asyncio.get_running_loop()
    before, after = loop.create_future(), loop.create_future()
    loop.call_later(5, before.set_result, "before")
    await _attempt(log, before, 5)
    waiting = asyncio.create_task(_attempt(log, after, 5), name="waiting")
    await asyncio.sleep(0)
    loop.call_later(5, lambda: after.done() or after.set_result("after"))
    await waiting


async def limits_nest(log):
    await _attempt(log, asyncio.wait_for(_work(log, "a", 10), 3), 5)
    await _attempt(log, asyncio.wait_for(_work(log, "b", 10), 5), 3)
    await _attempt(log, asyncio.wait_for(_work(log, "c", 10), 4), 4)


async def a_limit_on_a_shielded_task_leaves_it_alone(log):
    task = asyncio.create_task(_work(log, "a", 10), name="a")
    await _attempt(log, asyncio.shield(task), 5)
    log(await task)


async def a_limit_on_a_gathering(log):
    await _attempt(log, asyncio.gather(_work(log, "a", 3), _work(log, "b", 10)), 5)
