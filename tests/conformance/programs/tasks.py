"""Tasks: when they start, in which order they run, what awaiting costs."""

import asyncio

from recorder import Failure


async def _say(log, name):
    log(name, "runs")


async def _count(log, name, rounds):
    for i in range(rounds):
        log(name, i)
        await asyncio.sleep(0)
    return name


async def tasks_start_in_the_order_of_creation(log):
    tasks = [asyncio.create_task(_say(log, name), name=name) for name in ("a", "b", "c")]
    log("created", tasks)
    await asyncio.sleep(0)
    log("after one turn")


async def calling_a_coroutine_runs_nothing(log):
    coro = _say(log, "a")
    log("called")
    await asyncio.sleep(0)
    log("still not run")
    await coro


async def awaiting_a_coroutine_runs_it_in_place(log):
    asyncio.create_task(_say(log, "task"), name="task")
    await _say(log, "inner")
    log("no turn passed")


async def sleep_zero_interleaves_tasks(log):
    tasks = [asyncio.create_task(_count(log, name, 3), name=name) for name in ("a", "b", "c")]
    for task in tasks:
        log("got", await task)


async def awaiting_a_finished_future_takes_no_turn(log):
    future = asyncio.get_running_loop().create_future()
    future.set_result(42)
    asyncio.create_task(_say(log, "task"), name="task")
    log(await future)
    log(await future)


async def awaiting_a_finished_task_takes_no_turn(log):
    task = asyncio.create_task(_count(log, "a", 1), name="a")
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    asyncio.create_task(_say(log, "other"), name="other")
    log("done", task.done())
    log(await task)


async def _await_and_log(log, name, future):
    log(name, "got", await future)


async def waiters_wake_in_the_order_in_which_they_waited(log):
    future = asyncio.get_running_loop().create_future()
    for name in ("a", "b", "c"):
        asyncio.create_task(_await_and_log(log, name, future), name=name)
    await asyncio.sleep(0)
    future.set_result("x")
    log("set")
    await future
    log("main goes on first")
    await asyncio.sleep(0)


async def _descend(log, depth):
    if depth == 0:
        await asyncio.sleep(5)
        return 0
    below = await _descend(log, depth - 1)
    log("back at", depth)
    return below + 1


async def a_chain_of_coroutines_is_one_task(log):
    log(await _descend(log, 4))


async def _descend_in_tasks(log, depth):
    if depth == 0:
        return 0
    below = await asyncio.create_task(_descend_in_tasks(log, depth - 1), name=f"t{depth}")
    log("back at", depth)
    return below + 1


async def a_chain_of_tasks_takes_a_turn_each(log):
    log(await _descend_in_tasks(log, 4))


async def _spawn(log):
    asyncio.create_task(_say(log, "child"), name="child")
    log("spawned")
    await asyncio.sleep(0)
    log("parent again")


async def a_task_made_by_a_task_starts_behind_what_is_ready(log):
    parent = asyncio.create_task(_spawn(log), name="parent")
    asyncio.create_task(_count(log, "other", 2), name="other")
    await parent


async def _fail(message):
    await asyncio.sleep(1)
    raise Failure(message)


async def an_error_is_kept_for_everyone_who_awaits(log):
    task = asyncio.create_task(_fail("boom"), name="failing")
    for _ in range(3):
        try:
            await task
        except Failure as error:
            log("caught", error)
    log(task.exception())


async def an_error_passes_through_awaiting_tasks(log):
    async def middle(task):
        await task

    inner = asyncio.create_task(_fail("boom"), name="inner")
    outer = asyncio.create_task(middle(inner), name="outer")
    try:
        await outer
    except Failure as error:
        log("caught", error)
    log(inner.exception() is outer.exception())


async def tasks_have_names(log):
    first = asyncio.create_task(_say(log, "a"))
    named = asyncio.create_task(_say(log, "b"), name="named")
    second = asyncio.create_task(_say(log, "c"))
    log(first.get_name(), named.get_name(), second.get_name())
    await asyncio.sleep(0)
    named.set_name("renamed")
    log(named.get_name(), asyncio.current_task().get_name())


async def the_current_task_and_all_tasks(log):
    async def look():
        log("current", asyncio.current_task())

    asyncio.get_running_loop().call_soon(lambda: log("in a callback", asyncio.current_task()))
    asyncio.create_task(look(), name="a")
    asyncio.create_task(look(), name="b")
    log(sorted(task.get_name() for task in asyncio.all_tasks()))
    await asyncio.sleep(0)
    log(sorted(task.get_name() for task in asyncio.all_tasks()))


async def _sleep_and_log(log, name, delay):
    log(name, await asyncio.sleep(delay, f"slept {delay}"))


async def sleepers_wake_by_time_not_by_creation(log):
    delays = {"a": 30, "b": 10, "c": 20}
    tasks = [
        asyncio.create_task(_sleep_and_log(log, name, delay), name=name)
        for name, delay in delays.items()
    ]
    await asyncio.gather(*tasks)
    log("time", asyncio.get_running_loop().time())


async def sleepers_of_the_same_time_wake_in_the_order_of_sleeping(log):
    tasks = [
        asyncio.create_task(_sleep_and_log(log, f"t{i}", 10), name=f"t{i}") for i in range(12)
    ]
    await asyncio.gather(*tasks[-1:])


async def sleeping_a_negative_time_is_one_turn(log):
    other = asyncio.create_task(_count(log, "other", 2), name="other")
    log(await asyncio.sleep(-5, "result"))
    log("time", asyncio.get_running_loop().time())
    await other


async def the_coroutine_of_a_task_is_kept(log):
    coro = _say(log, "a")
    task = asyncio.create_task(coro, name="a")
    log(task.get_coro() is coro)
    await task
    log(task.get_coro() is coro)


async def ensure_future_wraps_only_coroutines(log):
    future = asyncio.get_running_loop().create_future()
    task = asyncio.ensure_future(_say(log, "a"))
    log(asyncio.ensure_future(future) is future, asyncio.ensure_future(task) is task)
    await task
    try:
        asyncio.ensure_future(42)
    except TypeError as error:
        log(error)


async def two_tasks_await_each_others_results(log):
    loop = asyncio.get_running_loop()
    ping, pong = loop.create_future(), loop.create_future()

    async def left():
        ping.set_result("ping")
        log("left got", await pong)

    async def right():
        log("right got", await ping)
        pong.set_result("pong")

    await asyncio.gather(
        asyncio.create_task(left(), name="left"), asyncio.create_task(right(), name="right")
    )


async def a_result_set_by_the_last_step_is_there_next_turn(log):
    async def quick():
        return "quick"

    task = asyncio.create_task(quick(), name="quick")
    log("done", task.done())
    await asyncio.sleep(0)
    log("done", task.done(), task.result())
