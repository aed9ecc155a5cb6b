"""Runners: several runs on one loop."""

import asyncio
import contextvars

from recorder import Failure

_user = contextvars.ContextVar("user", default="nobody")


def _attempt(log, name, action):
    try:
        log(name, "gave", action())
    except BaseException as error:
        log(name, "threw", error)


async def _sign_in(log, name):
    log("was", _user.get())
    _user.set(name)
    await asyncio.sleep(1)
    return name


def runs_follow_each_other_on_one_loop(log, loop):
    runner = asyncio.Runner(loop_factory=lambda: loop)
    log(runner.get_loop() is loop)
    _attempt(log, "first", lambda: runner.run(_sign_in(log, "a")))
    _attempt(log, "second", lambda: runner.run(_sign_in(log, "b")))
    log(loop.time(), _user.get())
    runner.close()
    log(loop.is_closed())


def a_run_in_a_context_of_its_own(log, loop):
    runner = asyncio.Runner(loop_factory=lambda: loop)
    runner.run(_sign_in(log, "a"))
    context = contextvars.Context()
    runner.run(_sign_in(log, "b"), context=context)
    log(context[_user])
    runner.run(_sign_in(log, "c"))
    runner.close()


def an_error_comes_out_and_the_runner_goes_on(log, loop):
    async def failing():
        raise Failure("boom")

    runner = asyncio.Runner(loop_factory=lambda: loop)
    _attempt(log, "first", lambda: runner.run(failing()))
    _attempt(log, "second", lambda: runner.run(_sign_in(log, "a")))
    runner.close()


def tasks_live_on_between_the_runs(log, loop):
    async def ticking():
        try:
            for n in range(10):
                log("tick", n)
                await asyncio.sleep(1)
        finally:
            log("ended")

    async def start():
        task = asyncio.create_task(ticking(), name="ticking")
        await asyncio.sleep(1)
        return task

    runner = asyncio.Runner(loop_factory=lambda: loop)
    task = runner.run(start())
    log("between", task.done())
    runner.run(asyncio.sleep(1))
    runner.close()
    log(task.cancelled())


def a_closed_runner_runs_nothing(log, loop):
    runner = asyncio.Runner(loop_factory=lambda: loop)
    runner.run(asyncio.sleep(1))
    runner.close()
    runner.close()
    _attempt(log, "loop", runner.get_loop)
    coro = _sign_in(log, "a")
    _attempt(log, "run", lambda: runner.run(coro))
    coro.close()


def an_awaitable_object_is_run(log, loop):
    class Ticket:
        def __await__(self):
            yield from asyncio.sleep(1).__await__()
            return "A 17"

    runner = asyncio.Runner(loop_factory=lambda: loop)
    _attempt(log, "object", lambda: runner.run(Ticket()))
    _attempt(log, "number", lambda: runner.run(5))
    runner.close()
