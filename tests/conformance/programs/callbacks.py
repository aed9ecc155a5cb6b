"""Callbacks and timers: which runs when."""

import asyncio

from recorder import Failure


async def callbacks_run_in_the_order_of_scheduling(log):
    loop = asyncio.get_running_loop()
    for i in range(4):
        loop.call_soon(log, "callback", i)
    log("scheduled")
    await asyncio.sleep(0)
    log("after")


async def what_is_scheduled_in_a_turn_runs_in_the_next(log):
    loop = asyncio.get_running_loop()

    def again(depth):
        log("depth", depth)
        if depth < 3:
            loop.call_soon(again, depth + 1)

    loop.call_soon(again, 0)
    for i in range(5):
        await asyncio.sleep(0)
        log("turn", i)


async def callbacks_and_steps_share_one_queue(log):
    loop = asyncio.get_running_loop()

    async def step(name):
        log(name)

    loop.call_soon(log, "callback 1")
    asyncio.create_task(step("step 1"), name="s1")
    loop.call_soon(log, "callback 2")
    asyncio.create_task(step("step 2"), name="s2")
    await asyncio.sleep(0)


async def a_cancelled_callback_does_not_run(log):
    loop = asyncio.get_running_loop()
    loop.call_soon(log, "first")
    handle = loop.call_soon(log, "never")
    loop.call_soon(log, "third")
    log(handle.cancelled())
    handle.cancel()
    handle.cancel()
    log(handle.cancelled())
    await asyncio.sleep(0)


async def a_callback_cancels_a_later_one_of_its_turn(log):
    loop = asyncio.get_running_loop()
    handles = []
    loop.call_soon(lambda: handles[0].cancel())
    handles.append(loop.call_soon(log, "never"))
    loop.call_soon(log, "last")
    await asyncio.sleep(0)


async def timers_run_in_the_order_of_time(log):
    loop = asyncio.get_running_loop()
    for delay in (30, 10, 20):
        loop.call_later(delay, lambda delay: log(delay, "at", loop.time()), delay)
    await asyncio.sleep(40)


async def timers_due_at_the_same_instant_run_in_the_order_of_setting(log):
    loop = asyncio.get_running_loop()
    for i in range(9):
        loop.call_later(10, log, "timer", i)
    loop.call_at(loop.time() + 10, log, "by call_at")
    await asyncio.sleep(10)
    log("main woken in a later turn")


async def a_timer_set_later_for_the_same_instant_runs_later(log):
    loop = asyncio.get_running_loop()
    loop.call_later(10, log, "set at 0")
    await asyncio.sleep(4)
    loop.call_later(6, log, "set at 4")
    await asyncio.sleep(2)
    loop.call_later(4, log, "set at 6")
    await asyncio.sleep(10)


async def due_timers_join_behind_what_is_ready(log):
    loop = asyncio.get_running_loop()

    def first():
        log("first")
        loop.call_soon(log, "ready")
        loop.call_later(0, log, "due at once")
        loop.call_soon(log, "ready too")

    loop.call_later(5, first)
    loop.call_later(5, log, "second")
    await asyncio.sleep(10)


async def call_later_zero_runs_next_turn(log):
    loop = asyncio.get_running_loop()
    loop.call_later(0, log, "later")
    loop.call_soon(log, "soon")
    loop.call_later(-3, log, "negative")
    await asyncio.sleep(0)
    log("main")
    await asyncio.sleep(0)


async def call_at_a_past_time_runs_next_turn(log):
    loop = asyncio.get_running_loop()
    await asyncio.sleep(10)
    loop.call_at(3, log, "three")
    loop.call_at(2, log, "two")
    loop.call_soon(log, "soon")
    await asyncio.sleep(0)
    log("main at", loop.time())


async def a_cancelled_timer_is_not_waited_for(log):
    loop = asyncio.get_running_loop()
    timer = loop.call_later(5, log, "never")
    loop.call_later(8, log, "eight")
    timer.cancel()
    await asyncio.sleep(10)
    log("at", loop.time())


async def a_timer_cancels_another_due_at_the_same_instant(log):
    loop = asyncio.get_running_loop()
    timers = []
    loop.call_later(5, lambda: timers[0].cancel())
    timers.append(loop.call_later(5, log, "never"))
    loop.call_later(5, log, "last")
    await asyncio.sleep(6)


async def handles_know_when_they_are_due(log):
    loop = asyncio.get_running_loop()
    await asyncio.sleep(7)
    timer = loop.call_later(5, log, "timer")
    log(timer.when(), timer.cancelled())
    timer.cancel()
    log(timer.when(), timer.cancelled())


async def a_callback_that_throws_does_not_stop_the_loop(log):
    loop = asyncio.get_running_loop()

    def failing():
        raise Failure("boom")

    loop.call_soon(log, "before")
    loop.call_soon(failing)
    loop.call_soon(log, "after")
    loop.call_later(3, failing)
    await asyncio.sleep(5)
    log("goes on")


async def the_exception_handler_is_told_what_failed(log):
    loop = asyncio.get_running_loop()

    def failing():
        raise Failure("boom")

    loop.set_exception_handler(lambda loop, context: log("handled", context["exception"]))
    loop.call_soon(failing)
    await asyncio.sleep(0)


async def timers_and_sleepers_share_the_order_of_setting(log):
    loop = asyncio.get_running_loop()

    async def sleeper(name):
        await asyncio.sleep(5)
        log(name)

    asyncio.create_task(sleeper("a"), name="a")
    await asyncio.sleep(0)
    loop.call_later(5, log, "timer")
    asyncio.create_task(sleeper("b"), name="b")
    await asyncio.sleep(6)


async def a_repeating_timer(log):
    loop = asyncio.get_running_loop()

    def tick(left):
        log("tick", left, loop.time())
        if left > 0:
            loop.call_later(10, tick, left - 1)

    tick(3)
    await asyncio.sleep(25)
    log("main", loop.time())


async def a_callback_creates_a_task(log):
    loop = asyncio.get_running_loop()

    async def work():
        log("work")

    loop.call_soon(lambda: loop.create_task(work(), name="work"))
    loop.call_soon(log, "other")
    await asyncio.sleep(0)
    log("main")
    await asyncio.sleep(0)


async def many_timers_of_which_most_are_cancelled(log):
    loop = asyncio.get_running_loop()
    timers = [loop.call_later(10 + i % 7, log, "timer", i) for i in range(150)]
    for i, timer in enumerate(timers):
        if i % 10 != 0:
            timer.cancel()
    await asyncio.sleep(13)
    log("at", loop.time())
    await asyncio.sleep(10)
