"""Events and conditions: who is woken, and who has the lock then."""

import asyncio


def _spawn(coro, name):
    return asyncio.create_task(coro, name=name)


async def _all(tasks):
    await asyncio.wait(tasks)


async def _wait_for_event(log, name, event):
    log(name, "got", await event.wait())


async def an_event_wakes_everyone_in_order(log):
    event = asyncio.Event()
    tasks = [_spawn(_wait_for_event(log, name, event), name) for name in ("a", "b", "c")]
    await asyncio.sleep(1)
    log(event.is_set())
    event.set()
    event.set()
    log(event.is_set())
    await _all(tasks)


async def waiting_for_an_event_that_is_set_takes_no_turn(log):
    event = asyncio.Event()
    event.set()
    asyncio.get_running_loop().call_soon(log, "other")
    log(await event.wait())


async def an_event_cleared_at_once_still_wakes(log):
    event = asyncio.Event()
    tasks = [_spawn(_wait_for_event(log, name, event), name) for name in ("a", "b")]
    await asyncio.sleep(0)
    event.set()
    event.clear()
    tasks.append(_spawn(_wait_for_event(log, "late", event), "late"))
    await asyncio.sleep(1)
    log([task.done() for task in tasks])
    event.set()
    await _all(tasks)


async def a_waiter_of_an_event_is_cancelled(log):
    event = asyncio.Event()
    tasks = [_spawn(_wait_for_event(log, name, event), name) for name in ("a", "b")]
    await asyncio.sleep(0)
    tasks[0].cancel()
    event.set()
    await _all(tasks)
    log([task.cancelled() for task in tasks])


async def _wait_for_condition(log, name, condition):
    async with condition:
        log(name, "waits")
        log(name, "got", await condition.wait())
        await asyncio.sleep(1)
    log(name, "left")


async def a_condition_wakes_as_many_as_told(log):
    condition = asyncio.Condition()
    tasks = [_spawn(_wait_for_condition(log, name, condition), name) for name in ("a", "b", "c", "d")]
    await asyncio.sleep(1)
    async with condition:
        condition.notify(2)
        log("notified")
    await asyncio.sleep(10)
    async with condition:
        condition.notify()
    await asyncio.sleep(10)
    async with condition:
        condition.notify(5)
    await _all(tasks)


async def a_condition_wakes_all(log):
    condition = asyncio.Condition()
    tasks = [_spawn(_wait_for_condition(log, name, condition), name) for name in ("a", "b", "c")]
    await asyncio.sleep(1)
    async with condition:
        condition.notify_all()
        await asyncio.sleep(5)
        log("lets go")
    await _all(tasks)


async def a_condition_needs_its_lock(log):
    condition = asyncio.Condition()
    for name, action in (("notify", condition.notify), ("notify_all", condition.notify_all)):
        try:
            action()
        except RuntimeError as error:
            log(name, error)
    try:
        await condition.wait()
    except RuntimeError as error:
        log("wait", error)


async def a_condition_waits_for_what_it_is_told(log):
    condition = asyncio.Condition()
    items = []

    async def consumer():
        async with condition:
            log("enough:", await condition.wait_for(lambda: len(items) >= 3), items)

    task = _spawn(consumer(), "consumer")
    for i in range(3):
        await asyncio.sleep(1)
        async with condition:
            items.append(i)
            condition.notify()
    await task


async def a_cancelled_waiter_of_a_condition_takes_the_lock_first(log):
    condition = asyncio.Condition()

    async def waiter():
        async with condition:
            try:
                await condition.wait()
            except asyncio.CancelledError as error:
                log("cancelled", error, "locked", condition.locked())
                raise

    task = _spawn(waiter(), "waiter")
    await asyncio.sleep(1)
    async with condition:
        task.cancel("stop")
        await asyncio.sleep(5)
        log("lets go")
    await _all([task])
    log(task.cancelled(), condition.locked())


async def a_waiter_cancelled_while_taking_the_lock_back(log):
    condition = asyncio.Condition()
    task = _spawn(_wait_for_condition(log, "waiter", condition), "waiter")
    await asyncio.sleep(1)
    async with condition:
        condition.notify()
        await asyncio.sleep(1)
        task.cancel("first")
        await asyncio.sleep(1)
        task.cancel("second")
        await asyncio.sleep(1)
        log("lets go")
    await _all([task])
    log(task.cancelled(), task.cancelling(), condition.locked())


async def two_conditions_share_a_lock(log):
    lock = asyncio.Lock()
    first, second = asyncio.Condition(lock), asyncio.Condition(lock)
    tasks = [
        _spawn(_wait_for_condition(log, "first", first), "first"),
        _spawn(_wait_for_condition(log, "second", second), "second"),
    ]
    await asyncio.sleep(1)
    async with lock:
        second.notify()
    await asyncio.sleep(3)
    async with second:
        first.notify()
    await _all(tasks)


async def a_notified_waiter_that_is_cancelled_wakes_another(log):
    condition = asyncio.Condition()
    tasks = [_spawn(_wait_for_condition(log, name, condition), name) for name in ("a", "b")]
    await asyncio.sleep(1)
    async with condition:
        condition.notify()
        tasks[0].cancel("stop")
    await asyncio.sleep(5)
    log([task.done() for task in tasks])


async def the_message_of_a_cancellation_while_taking_the_lock_back_is_kept(log):
    condition = asyncio.Condition()

    async def waiter():
        async with condition:
            try:
                await condition.wait()
            except asyncio.CancelledError as error:
                log("cancelled", error)

    task = _spawn(waiter(), "waiter")
    await asyncio.sleep(1)
    async with condition:
        condition.notify()
        await asyncio.sleep(1)
        task.cancel("first")
        await asyncio.sleep(1)
        task.cancel("second")
        await asyncio.sleep(1)
    await _all([task])
