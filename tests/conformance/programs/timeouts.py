"""timeout: a limit around a block."""

import asyncio

from recorder import Failure


def _time():
    return asyncio.get_running_loop().time()


async def a_block_that_ends_in_time(log):
    async with asyncio.timeout(5) as limit:
        log("limit at", limit.when(), limit.expired())
        await asyncio.sleep(3)
    log("at", _time(), limit.expired())
    await asyncio.sleep(5)


async def a_block_that_takes_too_long(log):
    try:
        async with asyncio.timeout(5) as limit:
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError as error:
                log("inside", error, limit.expired())
                raise
    except TimeoutError as error:
        log("outside", error)
    log("at", _time(), limit.expired(), asyncio.current_task().cancelling())


async def without_a_limit(log):
    async with asyncio.timeout(None) as limit:
        log(limit.when())
        await asyncio.sleep(10)
    log("at", _time(), limit.expired())


async def no_time_at_all(log):
    for delay in (0, -1):
        try:
            async with asyncio.timeout(delay):
                log("entered")
                await asyncio.sleep(0)
                log("one turn later")
                await asyncio.sleep(0)
                log("two turns later")
        except TimeoutError as error:
            log(error)


async def no_time_at_all_but_nothing_to_wait_for(log):
    async with asyncio.timeout(0) as limit:
        log("entered")
    log("left", limit.expired())
    await asyncio.sleep(1)


async def moving_the_limit_back(log):
    async with asyncio.timeout(5) as limit:
        await asyncio.sleep(3)
        limit.reschedule(_time() + 5)
        log("limit at", limit.when())
        await asyncio.sleep(4)
    log("at", _time())


async def moving_the_limit_forward(log):
    try:
        async with asyncio.timeout(50) as limit:
            limit.reschedule(_time() + 2)
            await asyncio.sleep(10)
    except TimeoutError:
        log("at", _time())


async def moving_the_limit_into_the_past(log):
    try:
        async with asyncio.timeout(50) as limit:
            await asyncio.sleep(5)
            limit.reschedule(1)
            log("moved")
            await asyncio.sleep(5)
    except TimeoutError:
        log("at", _time())


async def lifting_the_limit(log):
    async with asyncio.timeout(5) as limit:
        limit.reschedule(None)
        await asyncio.sleep(10)
    log("at", _time(), limit.when())


async def the_inner_of_two_limits_is_reached(log):
    async with asyncio.timeout(10) as outer:
        try:
            async with asyncio.timeout(5) as inner:
                await asyncio.sleep(20)
        except TimeoutError:
            log("inner", inner.expired(), outer.expired())
        await asyncio.sleep(1)
    log("at", _time())


async def the_outer_of_two_limits_is_reached(log):
    try:
        async with asyncio.timeout(5) as outer:
            try:
                async with asyncio.timeout(10) as inner:
                    await asyncio.sleep(20)
            except TimeoutError:
                log("never")
            finally:
                log("inner", inner.expired(), outer.expired())
    except TimeoutError:
        log("outer", inner.expired(), outer.expired())


async def both_limits_are_reached_at_once(log):
    try:
        async with asyncio.timeout(5) as outer:
            try:
                async with asyncio.timeout(5) as inner:
                    await asyncio.sleep(20)
            except TimeoutError:
                log("inner timed out")
                await asyncio.sleep(1)
                log("never")
    except TimeoutError:
        log("outer timed out")
    log(inner.expired(), outer.expired(), asyncio.current_task().cancelling())


async def a_limit_with_cleaning_beyond_it(log):
    try:
        async with asyncio.timeout(5):
            try:
                await asyncio.sleep(10)
            finally:
                await asyncio.sleep(10)
                log("cleaned at", _time())
    except TimeoutError:
        log("timed out at", _time())


async def a_block_that_refuses_goes_on(log):
    async with asyncio.timeout(5) as limit:
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            log("refused")
        await asyncio.sleep(10)
    log("at", _time(), limit.expired(), asyncio.current_task().cancelling())


async def another_error_after_the_limit_comes_through(log):
    try:
        async with asyncio.timeout(5) as limit:
            try:
                await asyncio.sleep(10)
            finally:
                raise Failure("boom")
    except Failure as error:
        log(error, limit.expired(), asyncio.current_task().cancelling())


async def _limited(log, limit):
    try:
        async with asyncio.timeout(limit):
            await asyncio.sleep(10)
    except BaseException as error:
        log("task got", error, asyncio.current_task().cancelling())
        raise


async def a_cancellation_from_elsewhere_stays_one(log):
    task = asyncio.create_task(_limited(log, 5), name="limited")
    await asyncio.sleep(1)
    task.cancel("elsewhere")
    await asyncio.wait([task])
    log(task.cancelled())


async def a_cancellation_from_elsewhere_at_the_limit(log):
    task = asyncio.create_task(_limited(log, 5), name="limited")
    await asyncio.sleep(0)
    asyncio.get_running_loop().call_later(5, task.cancel, "elsewhere")
    await asyncio.wait([task])
    log(task.cancelled())


async def a_cancellation_from_elsewhere_just_before_the_limit(log):
    task = asyncio.create_task(_limited(log, 5), name="limited")
    asyncio.get_running_loop().call_later(5, task.cancel, "elsewhere")
    await asyncio.wait([task])
    log(task.cancelled())


async def a_limit_in_a_task_that_was_cancelled_before(log):
    async def cleaning():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            try:
                async with asyncio.timeout(5):
                    await asyncio.sleep(10)
            except TimeoutError:
                log("timed out in cleaning", asyncio.current_task().cancelling())
            raise

    task = asyncio.create_task(cleaning(), name="cleaning")
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.wait([task])
    log(task.cancelled(), "at", _time())


async def a_limit_is_for_one_use(log):
    limit = asyncio.timeout(5)
    try:
        limit.reschedule(3)
    except RuntimeError as error:
        log("before", error)
    async with limit:
        pass
    try:
        async with limit:
            log("never")
    except RuntimeError as error:
        log("again", error)
    try:
        limit.reschedule(3)
    except RuntimeError as error:
        log("after", error)


async def an_error_in_time_comes_through(log):
    try:
        async with asyncio.timeout(5):
            raise Failure("boom")
    except Failure as error:
        log(error)
    await asyncio.sleep(10)


async def a_limit_at_a_time_of_the_loop(log):
    await asyncio.sleep(1)
    for delay in (2, 9):
        try:
            async with asyncio.timeout_at(5) as limit:
                log("limit at", limit.when())
                await asyncio.sleep(delay)
                log("in time")
        except TimeoutError as error:
            log(error, "at", asyncio.get_running_loop().time())
    async with asyncio.timeout_at(None):
        await asyncio.sleep(1)
