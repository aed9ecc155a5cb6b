"""Cancelling tasks: where the error arrives, and whom it reaches."""

import asyncio

from recorder import Failure


def _future():
    return asyncio.get_running_loop().create_future()


async def _outcome(log, task):
    """Waits for a task without being cancelled with it, and logs how it ended."""
    await asyncio.wait([task])
    if task.cancelled():
        log(task, "was cancelled")
    elif task.exception() is not None:
        log(task, "threw", task.exception())
    else:
        log(task, "returned", task.result())


async def _sleep(log, delay):
    try:
        await asyncio.sleep(delay)
        log("slept")
    except asyncio.CancelledError as error:
        log("interrupted by", error)
        raise
    finally:
        log("cleaned up")
    return "result"


async def cancelling_a_sleeping_task(log):
    task = asyncio.create_task(_sleep(log, 10), name="sleeper")
    await asyncio.sleep(3)
    log(task.cancel())
    log("not yet", task.cancelled())
    await _outcome(log, task)
    log("at", asyncio.get_running_loop().time())


async def a_task_cancelled_before_its_start_never_runs(log):
    task = asyncio.create_task(_sleep(log, 10), name="sleeper")
    task.cancel()
    await _outcome(log, task)


async def a_message_reaches_the_cancelled_and_who_awaits_it(log):
    task = asyncio.create_task(_sleep(log, 10), name="sleeper")
    await asyncio.sleep(1)
    task.cancel("enough")
    for _ in range(2):
        try:
            await task
        except asyncio.CancelledError as error:
            log("awaiter got", error)


async def a_message_given_before_the_start(log):
    task = asyncio.create_task(_sleep(log, 10), name="sleeper")
    task.cancel("too early")
    try:
        await task
    except asyncio.CancelledError as error:
        log("awaiter got", error)


async def a_finished_task_cannot_be_cancelled(log):
    async def quick():
        return 1

    task = asyncio.create_task(quick(), name="quick")
    await task
    log(task.cancel(), task.cancelled(), task.cancelling(), task.result())


async def cancelling_goes_down_a_chain_of_tasks(log):
    async def level(name, inner):
        try:
            await inner
        except asyncio.CancelledError as error:
            log(name, "got", error)
            raise

    bottom = asyncio.create_task(_sleep(log, 10), name="bottom")
    middle = asyncio.create_task(level("middle", bottom), name="middle")
    top = asyncio.create_task(level("top", middle), name="top")
    await asyncio.sleep(1)
    top.cancel("from above")
    await _outcome(log, top)
    log([task.cancelled() for task in (bottom, middle, top)])
    log([task.cancelling() for task in (bottom, middle, top)])


async def cancelling_the_awaited_cancels_who_awaits(log):
    inner = asyncio.create_task(_sleep(log, 10), name="inner")

    async def outer():
        await inner

    task = asyncio.create_task(outer(), name="outer")
    await asyncio.sleep(1)
    inner.cancel("from below")
    await _outcome(log, task)
    log([t.cancelling() for t in (inner, task)])


async def a_task_cancelled_after_it_was_woken(log):
    future = _future()

    async def waiter():
        try:
            log("got", await future)
        except asyncio.CancelledError:
            log("cancelled although the future has", future.result())
            raise

    task = asyncio.create_task(waiter(), name="waiter")
    await asyncio.sleep(0)
    future.set_result("value")
    task.cancel()
    await _outcome(log, task)


async def a_task_cancelled_after_its_future_failed(log):
    future = _future()

    async def waiter():
        try:
            await future
        except BaseException as error:
            log("got", error)
            raise

    task = asyncio.create_task(waiter(), name="waiter")
    await asyncio.sleep(0)
    future.set_exception(Failure("boom"))
    task.cancel("late")
    await _outcome(log, task)
    log(future.exception())


async def cancelling_a_task_between_turns_of_sleep_zero(log):
    async def spinning():
        for i in range(10):
            log("spin", i)
            await asyncio.sleep(0)

    task = asyncio.create_task(spinning(), name="spinning")
    for _ in range(3):
        await asyncio.sleep(0)
    task.cancel()
    await _outcome(log, task)


async def cancelling_does_not_undo_a_result_that_is_due(log):
    async def quick():
        await asyncio.sleep(0)
        return "result"

    task = asyncio.create_task(quick(), name="quick")
    task.add_done_callback(lambda done: log("done", done.cancelled()))
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    log(task.done(), task.cancel())
    await asyncio.sleep(0)


async def cancelling_the_same_future_that_two_tasks_await(log):
    future = _future()

    async def waiter():
        await future

    first = asyncio.create_task(waiter(), name="first")
    second = asyncio.create_task(waiter(), name="second")
    await asyncio.sleep(0)
    first.cancel()
    log(future.cancelled())
    await _outcome(log, first)
    await _outcome(log, second)


async def cancelling_while_a_finished_future_is_handed_over(log):
    future = _future()
    future.set_result(1)

    async def waiter():
        log("got", await future)
        await asyncio.sleep(0)
        log("ran on")

    task = asyncio.create_task(waiter(), name="waiter")
    await asyncio.sleep(0)
    task.cancel()
    await _outcome(log, task)
