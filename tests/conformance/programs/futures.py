"""Futures: their states, and when what they call is called."""

import asyncio

from recorder import Failure


def _attempt(log, name, action):
    try:
        log(name, "gave", action())
    except BaseException as error:
        log(name, "threw", error)


def _future():
    return asyncio.get_running_loop().create_future()


async def an_unfinished_future_has_no_result(log):
    future = _future()
    log(future.done(), future.cancelled())
    _attempt(log, "result", future.result)
    _attempt(log, "exception", future.exception)


async def a_finished_future_has_a_result(log):
    future = _future()
    future.set_result(7)
    log(future.done(), future.cancelled())
    _attempt(log, "result", future.result)
    _attempt(log, "exception", future.exception)


async def a_failed_future_has_an_error(log):
    future = _future()
    future.set_exception(Failure("boom"))
    log(future.done(), future.cancelled())
    _attempt(log, "result", future.result)
    _attempt(log, "exception", future.exception)


async def a_cancelled_future_throws_cancelled_error(log):
    future = _future()
    log(future.cancel("stop"))
    log(future.done(), future.cancelled())
    _attempt(log, "result", future.result)
    _attempt(log, "result again", future.result)
    _attempt(log, "exception", future.exception)


async def a_future_is_set_only_once(log):
    for name, settle in (
        ("set", lambda future: future.set_result(1)),
        ("failed", lambda future: future.set_exception(Failure("boom"))),
        ("cancelled", lambda future: future.cancel()),
    ):
        future = _future()
        settle(future)
        _attempt(log, name + " then result", lambda: future.set_result(2))
        _attempt(log, name + " then exception", lambda: future.set_exception(Failure("late")))
        _attempt(log, name + " then cancel", future.cancel)
        if not future.cancelled():
            future.exception()


async def done_callbacks_are_scheduled_not_called(log):
    future = _future()
    future.add_done_callback(lambda done: log("callback", done.result()))
    future.set_result(1)
    log("set")
    await asyncio.sleep(0)
    log("one turn later")


async def a_callback_added_late_is_scheduled_too(log):
    future = _future()
    future.set_result(1)
    future.add_done_callback(lambda done: log("callback", done.result()))
    log("added")
    await asyncio.sleep(0)


async def done_callbacks_run_in_the_order_of_adding(log):
    future = _future()

    def repeated(done):
        log("repeated")

    future.add_done_callback(repeated)
    future.add_done_callback(lambda done: log("second"))
    future.add_done_callback(repeated)
    future.set_result(None)
    future.add_done_callback(lambda done: log("added late"))
    await asyncio.sleep(0)


async def removing_a_done_callback_removes_all_of_it(log):
    future = _future()

    def repeated(done):
        log("repeated")

    def kept(done):
        log("kept")

    for callback in (repeated, kept, repeated):
        future.add_done_callback(callback)
    log("removed", future.remove_done_callback(repeated))
    log("removed", future.remove_done_callback(repeated))
    future.set_result(None)
    log("removed", future.remove_done_callback(kept))
    await asyncio.sleep(0)


async def a_waiting_task_stands_among_the_callbacks(log):
    future = _future()

    async def waiter(name):
        log(name, await future)

    future.add_done_callback(lambda done: log("first"))
    asyncio.create_task(waiter("a"), name="a")
    await asyncio.sleep(0)
    future.add_done_callback(lambda done: log("second"))
    asyncio.create_task(waiter("b"), name="b")
    await asyncio.sleep(0)
    future.add_done_callback(lambda done: log("third"))
    future.set_result("x")
    await asyncio.sleep(0)


async def a_done_callback_that_throws_disturbs_nobody(log):
    future = _future()

    def failing(done):
        raise Failure("in callback")

    future.add_done_callback(lambda done: log("first"))
    future.add_done_callback(failing)
    future.add_done_callback(lambda done: log("third"))
    future.set_result(1)
    log(await future)
    await asyncio.sleep(0)


async def a_done_callback_adds_another(log):
    future = _future()
    future.add_done_callback(lambda done: done.add_done_callback(lambda _: log("inner")))
    future.add_done_callback(lambda done: log("outer"))
    future.set_result(1)
    await asyncio.sleep(0)
    log("one turn")
    await asyncio.sleep(0)
    log("two turns")


async def a_future_set_before_its_waiter_starts(log):
    future = _future()

    async def waiter():
        log("got", await future)

    task = asyncio.create_task(waiter(), name="waiter")
    future.set_result(1)
    await task


async def an_error_reaches_the_waiter_at_its_await(log):
    future = _future()

    async def waiter():
        try:
            await future
        except Failure as error:
            log("caught", error)
            return "recovered"

    task = asyncio.create_task(waiter(), name="waiter")
    await asyncio.sleep(0)
    future.set_exception(Failure("boom"))
    log(await task)


async def cancelling_a_future_cancels_its_waiters(log):
    future = _future()

    async def waiter(name):
        try:
            await future
        except asyncio.CancelledError as error:
            log(name, error)
            raise

    tasks = [asyncio.create_task(waiter(name), name=name) for name in ("a", "b")]
    await asyncio.sleep(0)
    future.cancel("stop")
    await asyncio.wait(tasks)
    log([task.cancelled() for task in tasks])


async def a_future_resolves_another(log):
    first, second = _future(), _future()
    first.add_done_callback(lambda done: second.set_result(done.result() + 1))
    asyncio.get_running_loop().call_later(3, first.set_result, 1)
    log(await second)


async def a_task_cannot_be_set(log):
    async def work():
        return 1

    task = asyncio.create_task(work(), name="work")
    _attempt(log, "set_result", lambda: task.set_result(2))
    _attempt(log, "set_exception", lambda: task.set_exception(Failure("boom")))
    log(await task)


async def a_callback_removed_by_an_earlier_one_still_runs(log):
    future = _future()

    def second(done):
        log("second")

    future.add_done_callback(lambda done: log("removed", done.remove_done_callback(second)))
    future.add_done_callback(second)
    future.set_result(1)
    await asyncio.sleep(0)
