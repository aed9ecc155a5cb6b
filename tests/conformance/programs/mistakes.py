"""What must be a clear error and never a hang; and errors that nobody looks at."""

import asyncio
import types

from recorder import Failure


async def a_task_awaits_itself(log):
    async def narcissus():
        try:
            await asyncio.current_task()
        except RuntimeError as error:
            log("caught", error)
        await asyncio.sleep(0)
        return "goes on"

    log(await asyncio.create_task(narcissus(), name="narcissus"))


async def a_task_awaits_itself_and_fails(log):
    async def narcissus():
        await asyncio.current_task()

    try:
        await asyncio.create_task(narcissus(), name="narcissus")
    except RuntimeError as error:
        log("caught", error)


@types.coroutine
def _yield(value):
    return (yield value)


async def yielding_what_cannot_be_awaited(log):
    for value in (42, "text", [1]):
        try:
            await _yield(value)
        except RuntimeError as error:
            log("caught", error)
    log("goes on")


async def yielding_a_future_instead_of_awaiting_it(log):
    future = asyncio.get_running_loop().create_future()
    try:
        await _yield(future)
    except RuntimeError as error:
        log("caught", error)
    log(future.done())


async def a_bare_yield_is_one_turn(log):
    asyncio.get_running_loop().call_soon(log, "other")
    log(await _yield(None))


async def awaiting_another_loops_future(log):
    other = asyncio.BaseEventLoop()
    future = other.create_future()
    try:
        await future
    except RuntimeError as error:
        log("caught", error)
    other.close()
    log("goes on")


async def a_bad_yield_while_cancelled(log):
    async def confused():
        try:
            await _yield(42)
        except BaseException as error:
            log("got", error)
            raise

    task = asyncio.create_task(confused(), name="confused")
    await asyncio.sleep(0)
    task.cancel("stop")
    await asyncio.wait([task])
    log(task.cancelled())


async def a_future_settled_between_its_handing_over_and_the_wait(log):
    future = asyncio.get_running_loop().create_future()

    @types.coroutine
    def handing_over():
        waiting = future.__await__()
        yielded = next(waiting)
        future.set_result("settled")
        yield yielded
        return future.result()

    asyncio.get_running_loop().call_soon(log, "other")
    log(await handing_over())


async def an_error_that_nobody_looks_at_is_reported(log):
    async def failing():
        raise Failure("unseen")

    asyncio.create_task(failing(), name="failing")
    future = asyncio.get_running_loop().create_future()
    future.set_exception(Failure("unseen too"))
    await asyncio.sleep(1)
    log("goes on")


async def an_error_that_was_looked_at_is_not_reported(log):
    loop = asyncio.get_running_loop()
    futures = [loop.create_future() for _ in range(3)]
    for future in futures:
        future.set_exception(Failure("seen"))
    futures[0].exception()
    for future in futures[1:]:
        try:
            await future
        except Failure as error:
            log(error)
    await asyncio.sleep(1)


async def cancelling_a_failed_future_counts_as_looking(log):
    future = asyncio.get_running_loop().create_future()
    future.set_exception(Failure("seen"))
    log(future.cancel())


async def a_task_needs_a_coroutine(log):
    for value in (42, "text", None):
        try:
            asyncio.create_task(value)
        except TypeError as error:
            log("caught", error)
