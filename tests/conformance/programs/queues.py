"""Queues: who waits, who is served, and when it is finished."""

import asyncio


def _spawn(coro, name):
    return asyncio.create_task(coro, name=name)


async def _put(log, queue, *items):
    for item in items:
        await queue.put(item)
        log("put", item)


async def _get(log, name, queue, count=1):
    for _ in range(count):
        log(name, "got", await queue.get())


async def items_come_out_in_order(log):
    queue = asyncio.Queue()
    _spawn(_put(log, queue, 1, 2, 3), "producer")
    await _get(log, "main", queue, 3)
    log(queue.qsize(), queue.empty())


async def a_full_queue_holds_up_who_puts(log):
    queue = asyncio.Queue(2)
    producer = _spawn(_put(log, queue, 1, 2, 3, 4), "producer")
    await asyncio.sleep(1)
    log(queue.qsize(), queue.full(), producer.done())
    await _get(log, "main", queue, 4)
    await producer


async def a_queue_of_one_goes_back_and_forth(log):
    queue = asyncio.Queue(1)
    consumer = _spawn(_get(log, "consumer", queue, 4), "consumer")
    await _put(log, queue, 1, 2, 3, 4)
    await consumer


async def without_waiting_there_are_errors(log):
    queue = asyncio.Queue(1)
    try:
        queue.get_nowait()
    except asyncio.QueueEmpty as error:
        log(error)
    queue.put_nowait("a")
    try:
        queue.put_nowait("b")
    except asyncio.QueueFull as error:
        log(error)
    log(queue.get_nowait(), queue.qsize())


async def those_who_get_are_served_in_order(log):
    queue = asyncio.Queue()
    tasks = [_spawn(_get(log, name, queue), name) for name in ("a", "b", "c")]
    await asyncio.sleep(1)
    for i in range(3):
        queue.put_nowait(i)
    await asyncio.wait(tasks)


async def those_who_put_are_served_in_order(log):
    queue = asyncio.Queue(1)
    queue.put_nowait("first")
    tasks = [_spawn(_put(log, queue, name), name) for name in ("a", "b", "c")]
    await asyncio.sleep(1)
    for _ in range(4):
        log("got", queue.get_nowait())
        await asyncio.sleep(1)
    await asyncio.wait(tasks)


async def an_item_can_be_snatched_before_the_waiter_runs(log):
    queue = asyncio.Queue()
    waiter = _spawn(_get(log, "waiter", queue), "waiter")
    await asyncio.sleep(1)
    queue.put_nowait("first")
    log("snatched", queue.get_nowait())
    await asyncio.sleep(1)
    queue.put_nowait("second")
    await waiter


async def a_cancelled_getter_leaves_the_queue(log):
    queue = asyncio.Queue()
    tasks = [_spawn(_get(log, name, queue), name) for name in ("a", "b")]
    await asyncio.sleep(1)
    tasks[0].cancel()
    await asyncio.sleep(1)
    queue.put_nowait("item")
    await asyncio.wait(tasks)


async def a_getter_cancelled_when_it_was_its_turn(log):
    queue = asyncio.Queue()
    tasks = [_spawn(_get(log, name, queue), name) for name in ("a", "b")]
    await asyncio.sleep(1)
    queue.put_nowait("item")
    tasks[0].cancel()
    await asyncio.wait(tasks)
    log([task.cancelled() for task in tasks])


async def a_putter_cancelled_when_it_was_its_turn(log):
    queue = asyncio.Queue(1)
    queue.put_nowait("first")
    tasks = [_spawn(_put(log, queue, name), name) for name in ("a", "b")]
    await asyncio.sleep(1)
    log(queue.get_nowait())
    tasks[0].cancel()
    await asyncio.wait(tasks)
    log([task.cancelled() for task in tasks], queue.get_nowait())


async def a_cancelled_putter_leaves_the_queue(log):
    queue = asyncio.Queue(1)
    queue.put_nowait("first")
    tasks = [_spawn(_put(log, queue, name), name) for name in ("a", "b")]
    await asyncio.sleep(1)
    tasks[0].cancel()
    log(await queue.get())
    await asyncio.wait(tasks)
    log(await queue.get())


async def joining_waits_until_all_is_dealt_with(log):
    queue = asyncio.Queue()

    async def worker(name):
        while True:
            item = await queue.get()
            await asyncio.sleep(item)
            log(name, "did", item)
            queue.task_done()

    workers = [_spawn(worker(name), name) for name in ("a", "b")]
    for item in (3, 1, 2, 1):
        queue.put_nowait(item)
    await queue.join()
    log("joined at", asyncio.get_running_loop().time())
    for task in workers:
        task.cancel()
    log(await asyncio.gather(*workers, return_exceptions=True))


async def joining_an_unused_queue_takes_no_turn(log):
    asyncio.get_running_loop().call_soon(log, "other")
    await asyncio.Queue().join()
    log("joined")


async def joining_again_after_more_was_put(log):
    queue = asyncio.Queue()
    queue.put_nowait(1)
    joiner = _spawn(queue.join(), "joiner")
    await asyncio.sleep(0)
    queue.get_nowait()
    queue.task_done()
    queue.put_nowait(2)
    await joiner
    log("joined with", queue.qsize())


async def too_many_are_done(log):
    queue = asyncio.Queue()
    queue.put_nowait(1)
    queue.task_done()
    try:
        queue.task_done()
    except ValueError as error:
        log(error)


async def the_smallest_comes_first(log):
    queue = asyncio.PriorityQueue()
    for item in (5, 1, 4, 1, 3, 9, 2):
        queue.put_nowait(item)
    log([queue.get_nowait() for _ in range(7)])


async def pairs_come_by_their_first_then_their_second(log):
    queue = asyncio.PriorityQueue()
    for item in ((2, "b"), (1, "z"), (2, "a"), (1, "y")):
        queue.put_nowait(item)
    for _ in range(4):
        log(await queue.get())


async def a_full_queue_of_priorities(log):
    queue = asyncio.PriorityQueue(2)
    producer = _spawn(_put(log, queue, 3, 2, 1), "producer")
    await asyncio.sleep(1)
    await _get(log, "main", queue, 3)
    await producer


async def the_newest_comes_first(log):
    queue = asyncio.LifoQueue(3)
    producer = _spawn(_put(log, queue, 1, 2, 3, 4), "producer")
    await asyncio.sleep(1)
    await _get(log, "main", queue, 4)
    await producer


async def a_limit_on_getting(log):
    queue = asyncio.Queue()
    try:
        await asyncio.wait_for(queue.get(), 5)
    except TimeoutError as error:
        log(error)
    queue.put_nowait("kept")
    log(await queue.get())


async def a_queue_that_is_shut_down_gives_what_it_has(log):
    queue = asyncio.Queue()
    queue.put_nowait("a")
    queue.shutdown()
    log(await queue.get())
    for action in (queue.get_nowait, lambda: queue.put_nowait("b")):
        try:
            action()
        except asyncio.QueueShutDown as error:
            log(error)


async def a_shutdown_sends_away_who_waits(log):
    empty, full = asyncio.Queue(), asyncio.Queue(1)
    full.put_nowait("a")

    async def wait(name, coro):
        try:
            log(name, await coro)
        except asyncio.QueueShutDown as error:
            log(name, error)

    tasks = [
        asyncio.create_task(wait("get", empty.get()), name="get"),
        asyncio.create_task(wait("put", full.put("b")), name="put"),
        asyncio.create_task(wait("join", full.join()), name="join"),
    ]
    await asyncio.sleep(1)
    empty.shutdown()
    full.shutdown()
    await asyncio.sleep(1)
    log([task.done() for task in tasks], full.qsize())
    full.shutdown(immediate=True)
    await asyncio.wait(tasks)
    log(full.empty())
