"""Cancellations that are refused, counted, taken back or answered with something else."""

import asyncio

from recorder import Failure


async def _outcome(log, task):
    """Waits for a task without being cancelled with it, and logs how it ended."""
    await asyncio.wait([task])
    if task.cancelled():
        log(task, "was cancelled")
    elif task.exception() is not None:
        log(task, "threw", task.exception())
    else:
        log(task, "returned", task.result())


async def _sleep(log, delay):
    try:
        await asyncio.sleep(delay)
        log("slept")
    except asyncio.CancelledError as error:
        log("interrupted by", error)
        raise
    finally:
        log("cleaned up")
    return "result"


async def a_task_refuses_its_cancellation(log):
    async def stubborn():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            log("refused")
        await asyncio.sleep(5)
        return "finished"

    task = asyncio.create_task(stubborn(), name="stubborn")
    await asyncio.sleep(1)
    task.cancel()
    await _outcome(log, task)
    log("at", asyncio.get_running_loop().time(), "cancelling", task.cancelling())


async def cancellations_are_counted(log):
    async def counting():
        me = asyncio.current_task()
        for _ in range(3):
            try:
                await asyncio.sleep(10)
            except asyncio.CancelledError:
                log("cancelling", me.cancelling())
        log("left", me.uncancel(), me.uncancel(), me.uncancel(), me.uncancel())

    task = asyncio.create_task(counting(), name="counting")
    await asyncio.sleep(1)
    for _ in range(3):
        task.cancel()
        log("asked", task.cancelling())
        await asyncio.sleep(1)
    await _outcome(log, task)


async def cancelling_twice_in_a_turn_interrupts_once(log):
    async def patient():
        for i in range(2):
            try:
                await asyncio.sleep(10)
                log("slept", i)
            except asyncio.CancelledError as error:
                log("interrupted", i, error)

    task = asyncio.create_task(patient(), name="patient")
    await asyncio.sleep(1)
    log(task.cancel("first"), task.cancel("second"))
    await _outcome(log, task)
    log("cancelling", task.cancelling())


async def cleaning_up_may_await(log):
    async def tidy():
        try:
            await asyncio.sleep(10)
        finally:
            log("cleaning")
            await asyncio.sleep(5)
            log("clean at", asyncio.get_running_loop().time())

    task = asyncio.create_task(tidy(), name="tidy")
    await asyncio.sleep(1)
    task.cancel()
    await _outcome(log, task)


async def a_second_cancellation_interrupts_the_cleaning(log):
    async def tidy():
        try:
            await asyncio.sleep(10)
        finally:
            try:
                await asyncio.sleep(5)
                log("never")
            finally:
                log("interrupted at", asyncio.get_running_loop().time())

    task = asyncio.create_task(tidy(), name="tidy")
    await asyncio.sleep(1)
    task.cancel()
    await asyncio.sleep(1)
    task.cancel()
    await _outcome(log, task)


async def uncancelling_does_not_stop_what_is_under_way(log):
    task = asyncio.create_task(_sleep(log, 10), name="sleeper")
    await asyncio.sleep(1)
    task.cancel()
    log(task.uncancel())
    await _outcome(log, task)


async def uncancelling_a_task_that_is_woken_already(log):
    task = asyncio.create_task(_sleep(log, 0), name="sleeper")
    await asyncio.sleep(0)
    task.cancel()
    log(task.uncancel(), task.cancelling())
    await _outcome(log, task)


async def another_error_takes_the_place_of_the_cancellation(log):
    async def failing():
        try:
            await asyncio.sleep(10)
        except asyncio.CancelledError:
            raise Failure("instead")

    task = asyncio.create_task(failing(), name="failing")
    await asyncio.sleep(1)
    task.cancel()
    await _outcome(log, task)


async def a_cancellation_taken_back_before_the_next_await(log):
    async def quitter():
        task = asyncio.current_task()
        task.cancel("stop")
        log(task.cancelling(), task.uncancel())
        await asyncio.sleep(1)
        log("goes on")

    task = asyncio.create_task(quitter(), name="quitter")
    await asyncio.wait([task])
    log(task.cancelled())


async def one_of_two_cancellations_taken_back(log):
    async def quitter():
        task = asyncio.current_task()
        task.cancel("first")
        task.cancel("second")
        log(task.uncancel())
        await asyncio.sleep(1)
        log("goes on")

    task = asyncio.create_task(quitter(), name="quitter")
    await asyncio.wait([task])
    log(task.cancelled())
