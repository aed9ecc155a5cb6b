"""Asynchronous generators: items between which the loop is awaited."""

import asyncio
import contextlib

from recorder import Failure


def _count(log, last=3):
    async def count():
        try:
            for n in range(1, last + 1):
                await asyncio.sleep(1)
                log("was sent", (yield n))
        except asyncio.CancelledError:
            log("cancelled")
            raise
        finally:
            await asyncio.sleep(1)
            log("ended")

    return count()


async def _next(log, generator):
    try:
        log("item", await generator.__anext__())
    except StopAsyncIteration:
        log("end")
    except BaseException as error:
        log("threw", error)


async def items_come_until_the_end(log):
    async for item in _count(log):
        log(item)
    log("over at", asyncio.get_running_loop().time())


async def a_generator_is_sent_values(log):
    generator = _count(log)
    await _next(log, generator)
    log(await generator.asend("hello"))
    early = _count(log)
    try:
        await early.asend("too early")
    except TypeError as error:
        log(error)
    for left in (early, generator, generator):
        await left.aclose()


async def a_generator_is_thrown_an_error(log):
    async def stubborn():
        try:
            yield 1
        except Failure as error:
            log("caught", error)
            yield 2

    generator = stubborn()
    await _next(log, generator)
    log(await generator.athrow(Failure("boom")))
    await _next(log, generator)
    log(await generator.athrow(Failure("late")))


async def a_generator_that_fails_has_ended(log):
    async def failing():
        yield 1
        raise Failure("boom")

    generator = failing()
    for _ in range(3):
        await _next(log, generator)


async def a_generator_is_closed_where_it_stands(log):
    generator = _count(log)
    await _next(log, generator)
    await generator.aclose()
    log("closed at", asyncio.get_running_loop().time())
    await _next(log, generator)


async def a_generator_that_goes_on_is_an_error(log):
    async def ignoring():
        try:
            yield 1
        except GeneratorExit:
            log("exit")
            yield 2

    generator = ignoring()
    await _next(log, generator)
    try:
        await generator.aclose()
    except RuntimeError as error:
        log(error)


async def two_cannot_await_one_generator(log):
    generator = _count(log)
    tasks = [asyncio.create_task(_next(log, generator), name=name) for name in "ab"]
    await asyncio.wait(tasks)
    await generator.aclose()


async def cancelling_who_awaits_an_item_ends_the_generator(log):
    generator = _count(log)
    task = asyncio.create_task(_next(log, generator), name="a")
    await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait([task])
    await _next(log, generator)


async def a_time_limit_on_an_item(log):
    generator = _count(log)
    try:
        await asyncio.wait_for(generator.__anext__(), 0.5)
    except TimeoutError as error:
        log(error)
    await _next(log, generator)


async def generators_that_are_left_are_closed_at_the_end(log):
    kept = [_count(log), _count(log), _count(log)]
    for generator in kept[:2]:
        await _next(log, generator)
    asyncio.current_task().kept = kept
    log("main ends")


async def an_error_in_the_closing_at_the_end_is_reported(log):
    async def failing():
        try:
            yield 1
        finally:
            raise Failure("boom")

    generator = failing()
    await _next(log, generator)
    asyncio.current_task().kept = generator


async def a_reading_that_is_left_closes_what_it_reads(log):
    async with contextlib.aclosing(_count(log)) as generator:
        async for item in generator:
            log(item)
            if item == 2:
                break
    log("goes on at", asyncio.get_running_loop().time())


async def a_generator_reads_another(log):
    async def doubled():
        async with contextlib.aclosing(_count(log)) as generator:
            async for item in generator:
                yield 2 * item

    async with contextlib.aclosing(doubled()) as generator:
        async for item in generator:
            log(item)
            if item == 4:
                break
    log("goes on")
