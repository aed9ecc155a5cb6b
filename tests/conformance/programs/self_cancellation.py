"""Tasks that cancel themselves, or each other."""

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


async def a_task_cancels_itself(log):
    async def quitter():
        asyncio.current_task().cancel("myself")
        log("still running")
        await asyncio.sleep(5)
        log("never")

    await _outcome(log, asyncio.create_task(quitter(), name="quitter"))


async def a_task_that_cancels_itself_and_returns_is_cancelled(log):
    async def quitter():
        asyncio.current_task().cancel("myself")
        return "unseen"

    task = asyncio.create_task(quitter(), name="quitter")
    try:
        await task
    except asyncio.CancelledError as error:
        log("awaiter got", error)
    log(task.cancelled())


async def a_task_that_cancels_itself_and_throws_has_failed(log):
    async def quitter():
        asyncio.current_task().cancel()
        raise Failure("boom")

    await _outcome(log, asyncio.create_task(quitter(), name="quitter"))


async def self_cancellation_is_not_delivered_by_finished_futures(log):
    future = _future()
    future.set_result("value")

    async def quitter():
        asyncio.current_task().cancel()
        log("goes on with", await future)
        await asyncio.sleep(0)
        log("never")

    await _outcome(log, asyncio.create_task(quitter(), name="quitter"))


async def throwing_cancelled_error_by_hand_cancels(log):
    async def giving_up():
        raise asyncio.CancelledError("by hand")

    task = asyncio.create_task(giving_up(), name="giving up")
    try:
        await task
    except asyncio.CancelledError as error:
        log("awaiter got", error)
    log(task.cancelled(), task.cancelling())


async def two_tasks_cancel_each_other(log):
    tasks = {}

    async def enemy(name, other):
        try:
            await asyncio.sleep(0)
            log(name, "cancels", tasks[other].cancel())
            await asyncio.sleep(5)
        except asyncio.CancelledError:
            log(name, "is hit")
            raise

    tasks["a"] = asyncio.create_task(enemy("a", "b"), name="a")
    tasks["b"] = asyncio.create_task(enemy("b", "a"), name="b")
    for name in ("a", "b"):
        await _outcome(log, tasks[name])


async def a_main_that_is_cancelled_ends_the_run(log):
    main = asyncio.current_task()
    asyncio.get_running_loop().call_later(5, main.cancel, "the end")
    try:
        await asyncio.sleep(10)
    finally:
        log("at", asyncio.get_running_loop().time())
