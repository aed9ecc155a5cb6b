"""TaskGroup: all or nothing."""

import asyncio

from recorder import Failure


async def _work(log, name, delay, error=None):
    try:
        await asyncio.sleep(delay)
    except asyncio.CancelledError:
        log(name, "cancelled")
        raise
    if error is not None:
        raise Failure(error)
    log(name, "done")
    return name


def _spawn(group, log, name, delay, error=None):
    return group.create_task(_work(log, name, delay, error), name=name)


async def _attempt(log, coro):
    try:
        log("gave", await coro)
    except BaseException as error:
        log("threw", error)
    log("at", asyncio.get_running_loop().time(), asyncio.current_task().cancelling())


async def a_group_waits_for_its_tasks(log):
    async with asyncio.TaskGroup() as group:
        tasks = [_spawn(group, log, "a", 2), _spawn(group, log, "b", 1)]
        log("spawned")
    log([task.result() for task in tasks])


async def an_empty_group(log):
    asyncio.get_running_loop().call_soon(log, "other")
    async with asyncio.TaskGroup():
        log("inside")
    log("no turn passed")


async def a_group_whose_tasks_are_done_already(log):
    async with asyncio.TaskGroup() as group:
        _spawn(group, log, "a", 0)
        await asyncio.sleep(5)
        log("leaving")
    log("left")


async def an_error_cancels_the_others(log):
    async def main():
        async with asyncio.TaskGroup() as group:
            _spawn(group, log, "a", 5)
            _spawn(group, log, "b", 1, "boom")
            _spawn(group, log, "c", 5)

    await _attempt(log, main())


async def an_error_interrupts_the_body(log):
    async def main():
        async with asyncio.TaskGroup() as group:
            _spawn(group, log, "a", 1, "boom")
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError as error:
                log("body got", error, asyncio.current_task().cancelling())
                raise

    await _attempt(log, main())


async def several_errors_are_collected(log):
    async def main():
        async with asyncio.TaskGroup() as group:
            _spawn(group, log, "a", 1, "first")
            _spawn(group, log, "b", 1, "second")
            _spawn(group, log, "c", 5)

    await _attempt(log, main())


async def an_error_in_cleaning_is_collected_too(log):
    async def untidy():
        try:
            await asyncio.sleep(10)
        finally:
            raise Failure("in cleaning")

    async def main():
        async with asyncio.TaskGroup() as group:
            group.create_task(untidy(), name="untidy")
            _spawn(group, log, "b", 1, "boom")

    await _attempt(log, main())


async def an_error_in_the_body_cancels_the_tasks(log):
    async def main():
        async with asyncio.TaskGroup() as group:
            _spawn(group, log, "a", 5)
            await asyncio.sleep(1)
            raise Failure("in the body")

    await _attempt(log, main())


async def an_error_in_the_body_before_the_tasks_start(log):
    async def main():
        async with asyncio.TaskGroup() as group:
            _spawn(group, log, "a", 5)
            raise Failure("in the body")

    await _attempt(log, main())


async def errors_in_the_body_and_in_a_task(log):
    async def main():
        async with asyncio.TaskGroup() as group:
            _spawn(group, log, "a", 1, "in the task")
            try:
                await asyncio.sleep(10)
            finally:
                raise Failure("in the body")

    await _attempt(log, main())


async def _group(log):
    async with asyncio.TaskGroup() as group:
        _spawn(group, log, "a", 5)
        _spawn(group, log, "b", 6)
        log("waiting")


async def cancelling_the_parent_cancels_the_tasks(log):
    parent = asyncio.create_task(_attempt(log, _group(log)), name="parent")
    await asyncio.sleep(1)
    parent.cancel("stop")
    await asyncio.wait([parent])


async def cancelling_the_parent_in_the_body(log):
    async def main():
        async with asyncio.TaskGroup() as group:
            _spawn(group, log, "a", 5)
            await asyncio.sleep(20)

    parent = asyncio.create_task(_attempt(log, main()), name="parent")
    await asyncio.sleep(1)
    parent.cancel("stop")
    await asyncio.wait([parent])


async def cancelling_the_parent_twice(log):
    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            await asyncio.sleep(10)
            log("stubborn is done")

    async def main():
        async with asyncio.TaskGroup() as group:
            group.create_task(stubborn(), name="stubborn")

    parent = asyncio.create_task(_attempt(log, main()), name="parent")
    await asyncio.sleep(1)
    parent.cancel("first")
    await asyncio.sleep(1)
    parent.cancel("second")
    await asyncio.wait([parent])


async def cancelling_the_parent_while_a_task_fails(log):
    parent = None

    async def failing():
        await asyncio.sleep(2)
        parent.cancel("elsewhere")
        raise Failure("boom")

    async def main():
        async with asyncio.TaskGroup() as group:
            group.create_task(failing(), name="failing")
            _spawn(group, log, "b", 5)

    parent = asyncio.create_task(_attempt(log, main()), name="parent")
    await asyncio.wait([parent])


async def a_cancelled_task_alone_changes_nothing(log):
    async with asyncio.TaskGroup() as group:
        task = _spawn(group, log, "a", 5)
        _spawn(group, log, "b", 6)
        await asyncio.sleep(1)
        task.cancel()
    log("left", task.cancelled())


async def tasks_spawn_into_their_group(log):
    async with asyncio.TaskGroup() as group:

        async def spawning(depth):
            log("depth", depth)
            if depth < 3:
                group.create_task(spawning(depth + 1), name=f"d{depth + 1}")
            await asyncio.sleep(1)

        group.create_task(spawning(0), name="d0")
    log("at", asyncio.get_running_loop().time())


async def groups_nest(log):
    async def main():
        async with asyncio.TaskGroup() as outer:
            _spawn(outer, log, "outer", 10)
            async with asyncio.TaskGroup() as inner:
                _spawn(inner, log, "inner", 5)
                _spawn(inner, log, "failing", 1, "boom")
            log("never")

    await _attempt(log, main())


async def an_error_outside_reaches_the_nested_group(log):
    async def nested():
        async with asyncio.TaskGroup() as inner:
            _spawn(inner, log, "x", 5)
            _spawn(inner, log, "y", 6)

    async def main():
        async with asyncio.TaskGroup() as outer:
            outer.create_task(nested(), name="nested")
            _spawn(outer, log, "failing", 1, "boom")

    await _attempt(log, main())


async def a_caught_group_leaves_no_cancellation_behind(log):
    for name in ("first", "second"):
        try:
            async with asyncio.TaskGroup() as group:
                _spawn(group, log, name, 1, "boom")
                await asyncio.sleep(5)
        except BaseExceptionGroup as error:
            log(error, asyncio.current_task().cancelling())
    await asyncio.sleep(1)
    log("runs on")


async def a_group_under_a_time_limit(log):
    async def main():
        async with asyncio.timeout(3):
            async with asyncio.TaskGroup() as group:
                _spawn(group, log, "a", 5)
                _spawn(group, log, "b", 1)

    await _attempt(log, main())


async def a_time_limit_in_a_group(log):
    async def limited():
        async with asyncio.timeout(2):
            await asyncio.sleep(10)

    async def main():
        async with asyncio.TaskGroup() as group:
            group.create_task(limited(), name="limited")
            _spawn(group, log, "b", 5)

    await _attempt(log, main())


async def a_group_takes_no_tasks_when_it_is_over(log):
    group = asyncio.TaskGroup()
    coros = [_work(log, "x", 1) for _ in range(3)]
    try:
        group.create_task(coros[0])
    except RuntimeError as error:
        log("before", error)
    async with group:
        pass
    try:
        group.create_task(coros[1])
    except RuntimeError as error:
        log("after", error)
    try:
        async with group:
            log("never")
    except RuntimeError as error:
        log("again", error)
    for coro in coros:
        coro.close()


async def a_group_that_is_aborting_takes_no_tasks(log):
    async def main():
        async with asyncio.TaskGroup() as group:
            _spawn(group, log, "a", 1, "boom")
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                coro = _work(log, "late", 1)
                try:
                    group.create_task(coro)
                except RuntimeError as error:
                    log("refused", error)
                coro.close()
                raise

    await _attempt(log, main())


async def a_coroutine_that_a_group_refuses_is_closed(log):
    async def job():
        log("runs")

    refused = job()
    try:
        asyncio.TaskGroup().create_task(refused)
    except RuntimeError as error:
        log("refused", error)
    try:
        await refused
    except RuntimeError as error:
        log("closed", error)


async def a_group_that_fails_while_its_parent_is_cancelled_keeps_both(log):
    async def failing():
        await asyncio.sleep(1)
        raise Failure("boom")

    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            await asyncio.sleep(1)

    async def parent():
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(failing(), name="failing")
                group.create_task(stubborn(), name="stubborn")
        except BaseExceptionGroup as error:
            log("threw", error, asyncio.current_task().cancelling())
        await asyncio.sleep(1)
        log("not reached")

    task = asyncio.create_task(parent(), name="parent")
    for _ in range(2):
        await asyncio.sleep(0)
    asyncio.get_running_loop().call_later(1, task.cancel, "outside")
    await asyncio.wait([task])
    log(task.cancelled())
