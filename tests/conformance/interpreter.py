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
    "failure": Failure,
    "cancelled": asyncio.CancelledError,
    "timeout": TimeoutError,
    "all": ERRORS,
}


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

    async def inline_task(self, body, scope):
        task = asyncio.current_task()
        # wait_for without a limit awaits a coroutine in place, in the task that is there already.
        if all(known is not task for _, known in self.tasks):
            self.tasks.append((scope.number, task))
        return await self.task_body(body, scope)

    def awaitable(self, ref, scope):
        """As `target`, or a coroutine for a body."""
        if "body" in ref:
            return self.inline_task(ref["body"], Scope(self.take_number()))
        return self.target(ref, scope)

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
        tasks = asyncio.all_tasks()
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
        return await interpreter.inline_task(body, Scope(interpreter.take_number()))

    def finish():
        for interpreter in interpreters:
            interpreter.is_over = True
        interpreters.clear()

    return record(main, finish)

