"""Runs random programs on CPython's asyncio; `interpreter.ts` is its twin."""

import asyncio

from instant_ops import ERRORS, InstantOps, Return
from recorder import Failure, record
from world import Scope, pick

RESCUE_AFTER_MS = 1000
MODES = {
    "all-completed": asyncio.ALL_COMPLETED,
    "first-completed": asyncio.FIRST_COMPLETED,
    "first-exception": asyncio.FIRST_EXCEPTION,
}
CAUGHT = {
    None: (),
    "failure": Failure,
    "cancelled": asyncio.CancelledError,
    "timeout": TimeoutError,
    "all": ERRORS,
}


class Own:
    """An awaitable object."""

    def __init__(self, coro):
        self._coro = coro

    def __await__(self):
        return self._coro.__await__()


async def item_of(step):
    """The item that a generator gives, or that there is none."""
    try:
        return await step
    except StopAsyncIteration:
        return "end"


async def next_of(generator):
    return await item_of(generator.__anext__())


def is_shutdown(task):
    """Whether it is the one that closes generators in the end: it waits for nothing of its own."""
    return getattr(task.get_coro(), "__name__", "") == "shutdown_asyncgens"


class Interpreter(InstantOps):
    """One method for each operation that may take time, called `wait_` and its name."""

    async def run(self, body, scope):
        for op in body:
            name = op["op"]
            waiting = getattr(self, "wait_" + name, None)
            if waiting is not None:
                self.log(name)
                value = await waiting(op, scope)
                self.log(name, "gave", value)
            else:
                self.do(op, scope)

    async def task_body(self, body, scope):
        try:
            await self.run(body, scope)
        except Return:
            pass
        return scope.number

    async def own_task(self, body, scope):
        """A body in a task of its own, or in the one that is there already, as with wait_for."""
        self.add_task(scope.number, asyncio.current_task())
        return await self.task_body(body, scope)

    def awaitable(self, ref, scope):
        """As `target`, or a coroutine or an awaitable object for a body, or a generator's next item."""
        if "generator" in ref:
            generator = self.generator(ref["generator"], scope)
            return generator and next_of(generator)
        if "body" in ref:
            return self.own_task(ref["body"], Scope(self.take_number()))
        if "own" in ref:
            return Own(self.own_task(ref["own"], Scope(self.take_number())))
        return self.target(ref, scope)

    async def create_generator(self, body, scope):
        try:
            for step in body["steps"]:
                if step["op"] == "emit":
                    sent = yield step["value"]
                    self.log("was sent", sent)
                else:
                    await self.run([step], scope)
        except CAUGHT[body["catches"]] as error:
            if isinstance(error, Return):
                raise
            self.log("generator caught", error)
            yield 99
        finally:
            if not self.is_over:
                await self.run(body["final"], scope)

    def awaitables(self, refs, scope):
        found = [self.awaitable(ref, scope) for ref in refs]
        return [awaitable for awaitable in found if awaitable is not None]

    async def wait_sleep(self, op, scope):
        return await asyncio.sleep(op["ms"], op["ms"])

    async def wait_await(self, op, scope):
        target = self.target(op["target"], scope)
        return "no target" if target is None else await target

    async def wait_inline(self, op, scope):
        return await self.run(op["body"], scope)

    async def wait_gather(self, op, scope):
        children = self.awaitables(op["children"], scope)
        outer = asyncio.gather(*children, return_exceptions=op["returnExceptions"])
        self.cancel_later(outer, op)
        return await outer

    async def wait_shield(self, op, scope):
        awaitable = self.awaitable(op["target"], scope)
        if awaitable is None:
            return "no target"
        outer = asyncio.shield(awaitable)
        # A shield around what is done is that itself.
        if outer is not awaitable:
            self.cancel_later(outer, op)
        return await outer

    def cancel_later(self, future, op):
        if op["cancelAfterMs"] is not None:
            self.loop.call_later(op["cancelAfterMs"], future.cancel, "later")

    async def wait_wait(self, op, scope):
        targets = self.targets(op["targets"], scope)
        done, pending = await asyncio.wait(
            targets, timeout=op["timeoutMs"], return_when=MODES[op["returnWhen"]]
        )
        return [list(done), list(pending)]

    async def wait_waitFor(self, op, scope):
        awaitable = self.awaitable(op["target"], scope)
        if awaitable is None:
            return "no target"
        return await asyncio.wait_for(awaitable, op["timeoutMs"])

    async def wait_asCompleted(self, op, scope):
        children = self.awaitables(op["children"], scope)
        results = []
        for coro in asyncio.as_completed(children, timeout=op["timeoutMs"]):
            try:
                results.append(await coro)
            except Exception as error:
                results.append(error)
        return results

    async def wait_asCompletedFor(self, op, scope):
        children = self.awaitables(op["children"], scope)
        return [future async for future in asyncio.as_completed(children, timeout=op["timeoutMs"])]

    async def wait_barrier(self, op, scope):
        return await pick(self.barriers, op["barrier"]).wait()

    async def wait_resetBarrier(self, op, scope):
        return await pick(self.barriers, op["barrier"]).reset()

    async def wait_abortBarrier(self, op, scope):
        return await pick(self.barriers, op["barrier"]).abort()

    async def wait_next(self, op, scope):
        generator = self.generator(op["generator"], scope)
        return "no generator" if generator is None else await next_of(generator)

    async def wait_asend(self, op, scope):
        generator = self.generator(op["generator"], scope)
        return "no generator" if generator is None else await item_of(generator.asend(op["value"]))

    async def wait_athrow(self, op, scope):
        generator = self.generator(op["generator"], scope)
        if generator is None:
            return "no generator"
        item = await item_of(generator.athrow(Failure(str(op["value"]))))
        # A generator that has ended gives nothing, where ours is at its end.
        return "end" if item is None else item

    async def wait_aclose(self, op, scope):
        generator = self.generator(op["generator"], scope)
        return "no generator" if generator is None else await generator.aclose()

    async def wait_asyncFor(self, op, scope):
        generator = self.generator(op["generator"], scope)
        return "no generator" if generator is None else await self.read(op, generator, scope)

    async def read(self, op, generator, scope):
        """What our asyncFor does: a loop that closes what it reads, whoever ends it."""
        count = 0
        is_asked = True
        try:
            while count < op["atMost"]:
                is_asked = True
                try:
                    item = await generator.__anext__()
                except StopAsyncIteration:
                    return count
                is_asked = False
                self.log("item", item)
                count += 1
                await self.run(op["body"], scope)
        except BaseException as error:
            if not is_asked or isinstance(error, asyncio.CancelledError):
                await self.close_after_failure(generator)
            raise
        await generator.aclose()
        return count

    async def close_after_failure(self, generator):
        try:
            await generator.aclose()
        except asyncio.CancelledError:
            raise
        except Exception as error:
            self.loop.call_exception_handler({"message": "closing", "exception": error})

    async def wait_timeout(self, op, scope):
        async with asyncio.timeout(op["ms"]) as limit:
            await self.run(op["body"], Scope(scope.number, scope.group, limit))
        return limit.expired()

    async def wait_taskGroup(self, op, scope):
        async with asyncio.TaskGroup() as group:
            await self.run(op["body"], Scope(scope.number, group, scope.limit))

    async def wait_lock(self, op, scope):
        async with pick(self.locks, op["lock"]):
            await self.run(op["body"], scope)

    async def wait_semaphore(self, op, scope):
        async with pick(self.semaphores, op["semaphore"]):
            await self.run(op["body"], scope)

    async def wait_condition(self, op, scope):
        async with self.conditions[0]:
            await self.run(op["body"], scope)

    async def wait_notified(self, op, scope):
        return await self.conditions[0].wait()

    async def wait_event(self, op, scope):
        return await pick(self.events, op["event"]).wait()

    async def wait_put(self, op, scope):
        return await pick(self.queues, op["queue"]).put(op["value"])

    async def wait_get(self, op, scope):
        return await pick(self.queues, op["queue"]).get()

    async def wait_join(self, op, scope):
        return await pick(self.queues, op["queue"]).join()

    async def wait_try(self, op, scope):
        try:
            await self.run(op["body"], scope)
        except CAUGHT[op["catches"]] as error:
            if isinstance(error, Return):
                raise
            self.log("caught", error)
            await self.run(op["handler"], scope)
        finally:
            # A coroutine that was left behind is closed after the end.
            if not self.is_over:
                await self.run(op["final"], scope)

    def rescue(self):
        """Cancels everything again and again, so that every program comes to an end."""
        tasks = [task for task in asyncio.all_tasks() if not is_shutdown(task)]
        # Who waits to get a condition back cannot be cancelled, and its holder may wait for that one.
        if self.conditions[0].locked():
            self.conditions[0].release()
        self.log("rescue", tasks)
        for task in tasks:
            task.cancel("rescue")
        if tasks:
            self.loop.call_later(RESCUE_AFTER_MS, self.rescue)


def trace_of(body):
    interpreters = []

    async def main(log):
        interpreter = Interpreter(log)
        interpreters.append(interpreter)
        interpreter.loop.call_later(RESCUE_AFTER_MS, interpreter.rescue)
        return await interpreter.own_task(body, Scope(interpreter.take_number()))

    def finish():
        for interpreter in interpreters:
            interpreter.is_over = True
        interpreters.clear()

    return record(main, finish)

