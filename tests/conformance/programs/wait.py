"""wait: the three modes, the time limit, and what it leaves alone."""

import asyncio

from recorder import Failure


async def _work(log, name, delay, error=None):
    await asyncio.sleep(delay)
    if error is not None:
        raise Failure(error)
    log(name, "done")
    return name


def _tasks(log, *works):
    return [asyncio.create_task(_work(log, *work), name=work[0]) for work in works]


def _log_sets(log, done, pending):
    log("done", sorted(task.get_name() for task in done))
    log("pending", sorted(task.get_name() for task in pending))


async def waiting_for_all(log):
    tasks = _tasks(log, ("a", 2), ("b", 1), ("c", 3, "boom"))
    _log_sets(log, *await asyncio.wait(tasks))
    log(tasks[2].exception())


async def waiting_for_the_first(log):
    tasks = _tasks(log, ("a", 2), ("b", 1), ("c", 3))
    _log_sets(log, *await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED))
    _log_sets(log, *await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED))
    _log_sets(log, *await asyncio.wait(tasks))


async def two_that_finish_in_one_turn_are_both_done(log):
    tasks = _tasks(log, ("a", 1), ("b", 1), ("c", 2))
    _log_sets(log, *await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED))
    await asyncio.gather(*tasks[2:])


async def waiting_for_the_first_error(log):
    tasks = _tasks(log, ("a", 1), ("b", 2, "boom"), ("c", 3))
    _log_sets(log, *await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION))
    await asyncio.gather(*tasks[2:])


async def waiting_for_an_error_that_does_not_come(log):
    tasks = _tasks(log, ("a", 1), ("b", 2))
    _log_sets(log, *await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION))


async def a_cancelled_task_is_not_an_error_to_wait(log):
    tasks = _tasks(log, ("a", 5), ("b", 6))
    asyncio.get_running_loop().call_later(1, tasks[0].cancel)
    _log_sets(log, *await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION))
    log("at", asyncio.get_running_loop().time())


async def waiting_with_a_time_limit(log):
    tasks = _tasks(log, ("a", 1), ("b", 10))
    _log_sets(log, *await asyncio.wait(tasks, timeout=5))
    log("at", asyncio.get_running_loop().time(), tasks[1].cancelled())
    await asyncio.gather(*tasks[1:])


async def waiting_with_no_time_at_all(log):
    tasks = _tasks(log, ("a", 1), ("b", 0))
    _log_sets(log, *await asyncio.wait(tasks, timeout=0))
    _log_sets(log, *await asyncio.wait(tasks, timeout=0))
    await asyncio.wait(tasks)


async def waiting_for_what_is_done_takes_turns(log):
    tasks = _tasks(log, ("a", 0))
    await asyncio.gather(*tasks)
    log("done already")
    _log_sets(log, *await asyncio.wait(tasks))


async def a_limit_that_falls_together_with_the_end(log):
    tasks = _tasks(log, ("a", 5))
    await asyncio.sleep(0)
    _log_sets(log, *await asyncio.wait(tasks, timeout=5))
    await asyncio.sleep(1)


async def cancelling_who_waits_cancels_nothing_else(log):
    tasks = _tasks(log, ("a", 5), ("b", 6))

    async def waiter():
        await asyncio.wait(tasks)

    waiting = asyncio.create_task(waiter(), name="waiter")
    await asyncio.sleep(1)
    waiting.cancel()
    await asyncio.wait([waiting])
    log(waiting.cancelled(), [task.done() for task in tasks])
    await asyncio.wait(tasks)


async def waiting_for_nothing_is_an_error(log):
    try:
        await asyncio.wait([])
    except ValueError as error:
        log(error)


async def waiting_for_a_coroutine_is_an_error(log):
    coro = _work(log, "a", 1)
    try:
        await asyncio.wait([coro])
    except TypeError as error:
        log(error)
    coro.close()


async def one_given_twice_counts_once(log):
    tasks = _tasks(log, ("a", 1))
    _log_sets(log, *await asyncio.wait([tasks[0], tasks[0]]))


async def two_wait_for_the_same_tasks(log):
    tasks = _tasks(log, ("a", 1), ("b", 2))

    async def waiter(name, mode):
        _log_sets(log, *await asyncio.wait(tasks, return_when=mode))
        log(name, "goes on")

    await asyncio.gather(
        waiter("all", asyncio.ALL_COMPLETED), waiter("first", asyncio.FIRST_COMPLETED)
    )


async def errors_that_wait_saw_are_still_unretrieved(log):
    tasks = _tasks(log, ("a", 1, "unseen"), ("b", 2))
    await asyncio.wait(tasks)
    log("waited")


async def an_error_that_ended_the_wait_counts_as_seen(log):
    tasks = _tasks(log, ("a", 1, "seen"))
    await asyncio.wait(tasks, return_when=asyncio.FIRST_EXCEPTION)
    log("waited")


async def waiting_for_a_generator_of_tasks(log):
    def tasks():
        for n in range(2):
            yield asyncio.create_task(asyncio.sleep(n), name=f"t{n}")

    done, pending = await asyncio.wait(tasks())
    log(len(done), len(pending))
