"""gather: results in order, errors at once, cancellation in both directions."""

import asyncio

from recorder import Failure


async def _work(log, name, delay, error=None):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError as cancelled:
        log(name, "cancelled", cancelled)
        raise
    if error is not None:
        raise Failure(error)
    log(name, "done")
    return name


def _task(log, name, delay, error=None):
    return asyncio.create_task(_work(log, name, delay, error), name=name)


async def results_come_in_the_order_given(log):
    log(await asyncio.gather(_work(log, "a", 3), _work(log, "b", 1), _work(log, "c", 2)))


async def gathering_nothing_gives_nothing_at_once(log):
    future = asyncio.gather()
    log(future.done())
    log(await future)


async def a_task_given_twice_runs_once(log):
    task = _task(log, "a", 1)
    coro = _work(log, "b", 2)
    log(await asyncio.gather(task, coro, task, coro))


async def gathering_finished_futures_takes_turns(log):
    loop = asyncio.get_running_loop()
    futures = [loop.create_future() for _ in range(2)]
    for i, future in enumerate(futures):
        future.set_result(i)
    outer = asyncio.gather(*futures)
    log(outer.done())
    log(await outer)


async def the_first_error_comes_out_while_others_run_on(log):
    tasks = [_task(log, "a", 3), _task(log, "b", 1, "boom"), _task(log, "c", 2)]
    try:
        await asyncio.gather(*tasks)
    except Failure as error:
        log("caught", error, [task.done() for task in tasks])
    await asyncio.sleep(5)
    log([task.done() for task in tasks])


async def later_errors_are_swallowed(log):
    try:
        await asyncio.gather(_work(log, "a", 1, "first"), _work(log, "b", 2, "second"))
    except Failure as error:
        log("caught", error)
    await asyncio.sleep(5)


async def errors_stand_among_the_results_on_request(log):
    results = await asyncio.gather(
        _work(log, "a", 1), _work(log, "b", 2, "boom"), _work(log, "c", 3), return_exceptions=True
    )
    log(results)


async def cancelled_children_stand_among_the_results_on_request(log):
    child = _task(log, "b", 5)
    outer = asyncio.gather(_work(log, "a", 1), child, return_exceptions=True)
    await asyncio.sleep(2)
    child.cancel("by name")
    log(await outer)


async def a_cancelled_child_fails_the_gathering(log):
    child = _task(log, "b", 5)
    outer = asyncio.gather(_work(log, "a", 10), child)
    await asyncio.sleep(2)
    child.cancel("by name")
    try:
        await outer
    except asyncio.CancelledError as error:
        log("caught", error)
    log(outer.cancelled(), outer.done())


async def cancelling_the_gathering_cancels_the_children(log):
    tasks = [_task(log, "a", 5), _task(log, "b", 1), _task(log, "c", 5)]
    outer = asyncio.gather(*tasks)
    await asyncio.sleep(2)
    log(outer.cancel("all"), outer.done(), outer.cancelled())
    try:
        await outer
    except asyncio.CancelledError as error:
        log("caught", error)
    log(outer.cancelled(), [task.cancelled() for task in tasks])


async def cancelling_who_awaits_the_gathering(log):
    async def parent():
        try:
            await asyncio.gather(_work(log, "a", 5), _work(log, "b", 6))
        except asyncio.CancelledError as error:
            log("parent got", error)
            raise

    task = asyncio.create_task(parent(), name="parent")
    await asyncio.sleep(2)
    task.cancel("stop")
    await asyncio.wait([task])
    log(task.cancelled())


async def cancelling_a_gathering_that_returns_errors(log):
    outer = asyncio.gather(_work(log, "a", 5), _work(log, "b", 6), return_exceptions=True)
    await asyncio.sleep(2)
    outer.cancel()
    try:
        log(await outer)
    except asyncio.CancelledError as error:
        log("cancelled all the same", error)


async def a_child_that_refuses_holds_up_the_cancellation(log):
    async def stubborn():
        try:
            await asyncio.sleep(5)
        except asyncio.CancelledError:
            log("refused")
            await asyncio.sleep(5)
        return "stubborn"

    outer = asyncio.gather(stubborn(), _work(log, "b", 50), return_exceptions=True)
    await asyncio.sleep(2)
    outer.cancel()
    try:
        log(await outer)
    except asyncio.CancelledError:
        log("cancelled at", asyncio.get_running_loop().time())


async def a_lone_child_that_refuses_is_cancelled_for_who_awaits(log):
    async def stubborn():
        try:
            await asyncio.sleep(5)
        except asyncio.CancelledError:
            log("refused")
        return "stubborn"

    outer = asyncio.gather(stubborn())
    await asyncio.sleep(2)
    outer.cancel()
    try:
        log(await outer)
    except asyncio.CancelledError as error:
        log("caught", error)


async def a_finished_gathering_cancels_nothing(log):
    task = _task(log, "a", 5)
    outer = asyncio.gather(task, _work(log, "b", 1, "boom"))
    try:
        await outer
    except Failure as error:
        log("caught", error)
    log(outer.cancel())
    log(await task)


async def cancelling_when_all_children_are_done(log):
    task = _task(log, "a", 0)
    outer = asyncio.gather(task)
    await task
    log(task.done(), outer.done(), outer.cancel())
    log(await outer)


async def gatherings_nest(log):
    inner = asyncio.gather(_work(log, "a", 2), _work(log, "b", 1))
    log(await asyncio.gather(inner, _work(log, "c", 3), asyncio.gather()))


async def cancelling_goes_through_nested_gatherings(log):
    inner = asyncio.gather(_work(log, "a", 5), _work(log, "b", 6))
    outer = asyncio.gather(inner, _work(log, "c", 7))
    await asyncio.sleep(1)
    outer.cancel("down")
    try:
        await outer
    except asyncio.CancelledError as error:
        log("caught", error)
    await asyncio.sleep(1)
    log(inner.cancelled(), inner.done(), outer.cancelled())
    try:
        await inner
    except asyncio.CancelledError as error:
        log("inner", error)


async def a_gathering_that_nobody_awaits(log):
    asyncio.gather(_work(log, "a", 1), _work(log, "b", 2, "unseen"))
    await asyncio.sleep(5)


async def coroutines_start_in_the_order_given(log):
    async def start(name):
        log(name)

    task = asyncio.create_task(start("made before"), name="before")
    await asyncio.gather(start("first"), task, start("second"))
