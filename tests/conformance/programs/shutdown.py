"""What run() does at the end: with tasks and callbacks that are left."""

import asyncio

from recorder import Failure


async def _work(log, name, delay=0):
    log(name, "begins")
    await asyncio.sleep(delay)
    log(name, "ends")
    return name


async def run_cancels_what_is_left(log):
    async def lingering(name):
        try:
            await asyncio.sleep(100)
        except asyncio.CancelledError as error:
            log(name, "cancelled", error)
            raise

    asyncio.create_task(lingering("a"), name="a")
    asyncio.create_task(lingering("b"), name="b")
    asyncio.create_task(lingering("never started"), name="c")
    await asyncio.sleep(1)
    asyncio.create_task(lingering("not started"), name="d")
    return "main is done"


async def run_waits_for_what_is_left_to_clean_up(log):
    async def tidy():
        try:
            await asyncio.sleep(100)
        finally:
            await asyncio.sleep(5)
            log("clean at", asyncio.get_running_loop().time())

    async def stubborn():
        try:
            await asyncio.sleep(100)
        except asyncio.CancelledError:
            log("refused")
        return "unseen"

    asyncio.create_task(tidy(), name="tidy")
    asyncio.create_task(stubborn(), name="stubborn")
    await asyncio.sleep(1)


async def an_error_in_the_shutdown_is_reported(log):
    async def failing():
        try:
            await asyncio.sleep(100)
        finally:
            raise Failure("in the shutdown")

    asyncio.create_task(failing(), name="failing")
    await asyncio.sleep(1)


async def run_cancels_what_is_left_when_main_throws(log):
    asyncio.create_task(_work(log, "left", 100), name="left")
    await asyncio.sleep(1)
    raise Failure("main failed")


async def a_task_made_in_the_shutdown_has_a_few_turns(log):
    async def spinning():
        for i in range(20):
            log("spin", i)
            await asyncio.sleep(0)

    async def last_words():
        try:
            await asyncio.sleep(100)
        finally:
            asyncio.create_task(spinning(), name="spinning")

    asyncio.create_task(last_words(), name="last words")
    await asyncio.sleep(1)


async def callbacks_left_at_the_end_have_a_few_turns(log):
    loop = asyncio.get_running_loop()

    def again(depth):
        log("depth", depth)
        loop.call_soon(again, depth + 1)

    loop.call_soon(again, 0)
    return "done"


async def a_callback_scheduled_in_the_last_step_runs(log):
    loop = asyncio.get_running_loop()
    loop.call_soon(log, "callback")
    loop.call_later(0, log, "timer")
    loop.call_later(1, log, "never")
    return "done"


async def a_task_that_ends_in_the_turn_after_main(log):
    async def quick():
        log("quick begins")
        await asyncio.sleep(0)
        log("quick ends")

    asyncio.create_task(quick(), name="quick")
    await asyncio.sleep(0)


async def stopping_the_loop_under_run(log):
    asyncio.get_running_loop().call_later(5, asyncio.get_running_loop().stop)
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        log("cancelled")
        raise


async def leftovers_are_cancelled_in_the_order_of_creation(log):
    async def lingering(i):
        try:
            await asyncio.sleep(100 - i)
        except asyncio.CancelledError:
            log(f"t{i}")
            raise

    for i in range(12):
        asyncio.create_task(lingering(i), name=f"t{i}")
    await asyncio.sleep(1)
