"""The loop itself: running it, stopping it, closing it."""

import asyncio

from recorder import Failure


def _attempt(log, name, action):
    try:
        log(name, "gave", action())
    except BaseException as error:
        log(name, "threw", error)


async def _work(log, name, delay=0):
    log(name, "begins")
    await asyncio.sleep(delay)
    log(name, "ends")
    return name


def running_until_a_coroutine_is_done(log, loop):
    _attempt(log, "run", lambda: loop.run_until_complete(_work(log, "a", 5)))
    log("at", loop.time(), loop.is_running())


def running_until_a_future_is_done(log, loop):
    future = loop.create_future()
    loop.call_later(5, future.set_result, "set")
    loop.call_later(9, log, "not reached")
    _attempt(log, "run", lambda: loop.run_until_complete(future))
    _attempt(log, "again", lambda: loop.run_until_complete(future))


def an_error_comes_out_of_the_run(log, loop):
    async def failing():
        raise Failure("boom")

    _attempt(log, "run", lambda: loop.run_until_complete(failing()))


def a_cancellation_comes_out_of_the_run(log, loop):
    async def main():
        asyncio.current_task().cancel("stop")
        await asyncio.sleep(1)

    _attempt(log, "run", lambda: loop.run_until_complete(main()))


def a_stopped_loop_finishes_its_turn(log, loop):
    def stop():
        log("stop")
        loop.stop()
        loop.call_soon(log, "in the next run")

    loop.call_soon(log, "first")
    loop.call_soon(stop)
    loop.call_soon(log, "third")
    _attempt(log, "run", loop.run_forever)
    loop.call_soon(loop.stop)
    _attempt(log, "run", loop.run_forever)


def a_loop_stopped_before_it_runs_has_one_turn(log, loop):
    loop.call_soon(lambda: loop.call_soon(log, "second turn"))
    loop.call_soon(log, "first turn")
    loop.call_later(5, log, "timer")
    loop.stop()
    _attempt(log, "run", loop.run_forever)
    log("at", loop.time())
    loop.call_later(7, loop.stop)
    _attempt(log, "run", loop.run_forever)
    log("at", loop.time())


def a_task_stops_the_loop(log, loop):
    async def stopping():
        log("stopping")
        loop.stop()
        await asyncio.sleep(0)
        log("in the next run")

    task = loop.create_task(stopping(), name="stopping")
    _attempt(log, "run", loop.run_forever)
    log(task.done())
    _attempt(log, "run", lambda: loop.run_until_complete(task))


def a_loop_stopped_too_early(log, loop):
    loop.call_later(1, loop.stop)
    task = loop.create_task(_work(log, "a", 5), name="a")
    _attempt(log, "run", lambda: loop.run_until_complete(task))
    _attempt(log, "run", lambda: loop.run_until_complete(task))


def timers_outlive_a_run(log, loop):
    loop.call_later(5, log, "timer")
    _attempt(log, "run", lambda: loop.run_until_complete(_work(log, "a", 1)))
    log("between")
    _attempt(log, "run", lambda: loop.run_until_complete(_work(log, "b", 10)))


def tasks_outlive_a_run(log, loop):
    other = loop.create_task(_work(log, "other", 5), name="other")
    _attempt(log, "run", lambda: loop.run_until_complete(_work(log, "a", 1)))
    log("between", other.done())
    _attempt(log, "run", lambda: loop.run_until_complete(other))


def what_is_scheduled_between_runs_waits_in_order(log, loop):
    loop.call_soon(log, "before the first")
    _attempt(log, "run", lambda: loop.run_until_complete(_work(log, "a")))
    loop.call_soon(log, "before the second")
    task = loop.create_task(_work(log, "b"), name="b")
    loop.call_soon(log, "behind the task")
    _attempt(log, "run", lambda: loop.run_until_complete(task))


def a_running_loop_cannot_be_run(log, loop):
    def run_again():
        _attempt(log, "run forever", loop.run_forever)
        _attempt(log, "run until", lambda: loop.run_until_complete(loop.create_future()))

    loop.call_soon(run_again)
    loop.call_soon(loop.stop)
    loop.run_forever()


def a_running_loop_cannot_be_closed(log, loop):
    loop.call_soon(lambda: _attempt(log, "close", loop.close))
    loop.call_soon(loop.stop)
    loop.run_forever()
    log("running", loop.is_running())


def a_closed_loop_cannot_be_used(log, loop):
    loop.call_soon(log, "never")
    loop.close()
    loop.close()
    log("closed", loop.is_closed())
    _attempt(log, "call_soon", lambda: loop.call_soon(log, "x"))
    _attempt(log, "call_later", lambda: loop.call_later(1, log, "x"))
    _attempt(log, "call_at", lambda: loop.call_at(1, log, "x"))
    _attempt(log, "run forever", loop.run_forever)


def no_loop_runs_outside_of_a_run(log, loop):
    _attempt(log, "running loop", asyncio.get_running_loop)
    _attempt(log, "current task", asyncio.current_task)
    coro = _work(log, "a")
    _attempt(log, "create task", lambda: asyncio.create_task(coro))
    coro.close()


async def a_loop_cannot_run_inside_another(log):
    other = asyncio.BaseEventLoop()
    coro = _work(log, "never")
    _attempt(log, "run forever", other.run_forever)
    _attempt(log, "run", lambda: asyncio.run(coro))
    coro.close()
    other.close()
