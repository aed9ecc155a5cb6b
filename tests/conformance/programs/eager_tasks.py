"""Eager tasks: the first step runs in place."""

import asyncio

from recorder import Failure


async def _work(log, name, delay=None):
    log(name, "begins", asyncio.current_task())
    if delay is not None:
        await asyncio.sleep(delay)
    log(name, "ends")
    return name


def _eager(coro, name):
    return asyncio.create_task(coro, name=name, eager_start=True)


async def an_eager_task_that_does_not_wait_is_done_at_once(log):
    task = _eager(_work(log, "a"), "a")
    log(task.done(), task.result(), asyncio.current_task())
    log(await task)


async def an_eager_task_that_waits_goes_on_as_any_other(log):
    task = _eager(_work(log, "a", 1), "a")
    log("created", task.done(), list(asyncio.all_tasks()))
    log(await task)


async def an_eager_task_that_pauses_for_a_turn(log):
    task = _eager(_work(log, "a", 0), "a")
    log("created", task.done())
    await asyncio.sleep(0)
    log(task.done())


async def an_eager_task_that_fails_at_once(log):
    async def failing():
        raise Failure("boom")

    task = _eager(failing(), "a")
    log(task.done())
    try:
        await task
    except Failure as error:
        log(error)


async def an_eager_task_that_cancels_itself(log):
    async def quitting():
        asyncio.current_task().cancel("stop")
        await asyncio.sleep(1)

    task = _eager(quitting(), "a")
    log(task.done(), task.cancelling())
    await asyncio.wait([task])
    log(task.cancelled())


async def eager_tasks_nest(log):
    async def outer():
        inner = _eager(_work(log, "inner"), "inner")
        log("outer", inner.done(), asyncio.current_task())
        return await _eager(_work(log, "other", 1), "other")

    task = _eager(outer(), "outer")
    log(task.done(), asyncio.current_task())
    log(await task)


async def an_eager_task_of_a_callback(log):
    def call():
        task = _eager(_work(log, "a", 1), "a")
        log("in the callback", task.done(), asyncio.current_task())

    asyncio.get_running_loop().call_soon(call)
    await asyncio.sleep(2)


async def a_factory_makes_all_tasks_eager(log):
    asyncio.get_running_loop().set_task_factory(asyncio.eager_task_factory)
    first = asyncio.create_task(_work(log, "a"), name="a")
    later = asyncio.create_task(_work(log, "b"), name="b", eager_start=False)
    log(first.done(), later.done())
    await later
    gathered = asyncio.gather(_work(log, "c"), _work(log, "d"))
    log(gathered.done(), await gathered)
    log(await asyncio.gather(_work(log, "e"), _work(log, "f", 1)))


async def a_group_of_eager_tasks(log):
    async def failing():
        raise Failure("boom")

    try:
        async with asyncio.TaskGroup() as group:
            log(group.create_task(_work(log, "a"), name="a", eager_start=True).done())
            group.create_task(failing(), name="failing", eager_start=True)
            log("goes on")
            group.create_task(_work(log, "b", 1), name="b", eager_start=True)
    except BaseExceptionGroup as error:
        log(error)


async def the_factory_that_was_set(log):
    loop = asyncio.get_running_loop()
    log(loop.get_task_factory())
    loop.set_task_factory(asyncio.eager_task_factory)
    log(loop.get_task_factory() is asyncio.eager_task_factory)
    loop.set_task_factory(None)
    log(loop.get_task_factory())
    try:
        loop.set_task_factory("eager")
    except TypeError as error:
        log(error)
