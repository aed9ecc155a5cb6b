"""What takes no time and may stand in a callback too; `instant-op.ts` is its twin."""

import asyncio

from recorder import Failure
from world import Scope, World, pick

ERRORS = (Exception, asyncio.CancelledError)


class Return(Exception):
    """Ends the body of a task."""


def options_of(op, number):
    """How a task is to be created."""
    name = {"name": f"t{number}"}
    return {**name, "eager_start": True} if op["eager"] else name


class InstantOps(World):
    """One method for each operation, called `do_` and its name."""

    def callback(self, body, scope):
        def run(*_):
            for op in body:
                self.do(op, scope)

        return run

    def do(self, op, scope):
        if op["op"] == "throw":
            raise Failure(str(op["value"]))
        if op["op"] == "return":
            raise Return
        try:
            self.log(op["op"], getattr(self, "do_" + op["op"])(op, scope))
        except ERRORS as error:
            self.log(op["op"], "threw", error)

    def do_log(self, op, scope):
        return op["value"]

    def do_spawn(self, op, scope):
        number = self.take_number()
        coro = self.own_task(op["body"], Scope(number))
        self.add_task(number, self.loop.create_task(coro, **options_of(op, number)))

    def do_setFactory(self, op, scope):
        self.loop.set_task_factory(asyncio.eager_task_factory if op["eager"] else None)

    def do_setVariable(self, op, scope):
        self.tokens.append(self.variable.set(op["value"]))

    def do_variable(self, op, scope):
        return self.variable.get()

    def do_resetVariable(self, op, scope):
        token = pick(self.tokens, op["token"])
        if token is not None:
            self.variable.reset(token)

    def do_createGenerator(self, op, scope):
        number = self.take_number()
        self.generators.append((number, self.create_generator(op["generator"], Scope(number))))

    def do_shutdownQueue(self, op, scope):
        return pick(self.queues, op["queue"]).shutdown(op["immediate"])

    def do_groupSpawn(self, op, scope):
        if scope.group is None:
            return "no group"
        number = self.take_number()
        coro = self.own_task(op["body"], Scope(number, group=scope.group))
        task = scope.group.create_task(coro, **options_of(op, number))
        self.add_task(number, task)

    def do_setResult(self, op, scope):
        return pick(self.futures, op["future"]).set_result(op["value"])

    def do_setException(self, op, scope):
        return pick(self.futures, op["future"]).set_exception(Failure(str(op["value"])))

    def do_cancelFuture(self, op, scope):
        return pick(self.futures, op["future"]).cancel(op["message"])

    def do_cancelTask(self, op, scope):
        task = pick([task for _, task in self.tasks], op["task"])
        return task and task.cancel(op["message"])

    def do_cancelTaskLater(self, op, scope):
        task = pick([task for _, task in self.tasks], op["task"])
        if task is not None:
            self.handles.append(self.loop.call_later(op["ms"], task.cancel, op["message"]))

    def do_cancelSelf(self, op, scope):
        task = asyncio.current_task()
        return task and task.cancel(op["message"])

    def do_uncancel(self, op, scope):
        task = asyncio.current_task()
        return task and [task.cancelling(), task.uncancel()]

    def do_states(self, op, scope):
        return [
            [task.done(), task.cancelled(), task.cancelling()] for _, task in self.tasks
        ] + [[future.done(), future.cancelled()] for future in self.futures]

    def do_outcome(self, op, scope):
        return pick(self.futures, op["future"]).result()

    def do_setEvent(self, op, scope):
        return pick(self.events, op["event"]).set()

    def do_clearEvent(self, op, scope):
        return pick(self.events, op["event"]).clear()

    def do_notify(self, op, scope):
        return self.conditions[0].notify(op["count"])

    def do_releaseLock(self, op, scope):
        return pick(self.locks, op["lock"]).release()

    def do_releaseSemaphore(self, op, scope):
        return pick(self.semaphores, op["semaphore"]).release()

    def do_lockStates(self, op, scope):
        return [each.locked() for each in self.locks + self.semaphores + self.conditions]

    def do_putNowait(self, op, scope):
        return pick(self.queues, op["queue"]).put_nowait(op["value"])

    def do_getNowait(self, op, scope):
        return pick(self.queues, op["queue"]).get_nowait()

    def do_taskDone(self, op, scope):
        return pick(self.queues, op["queue"]).task_done()

    def do_callSoon(self, op, scope):
        self.handles.append(self.loop.call_soon(self.callback(op["body"], scope)))

    def do_callSoonThreadsafe(self, op, scope):
        callback = self.callback(op["body"], scope)
        self.handles.append(self.loop.call_soon_threadsafe(callback))

    def do_callLater(self, op, scope):
        self.handles.append(self.loop.call_later(op["ms"], self.callback(op["body"], scope)))

    def do_cancelHandle(self, op, scope):
        handle = pick(self.handles, op["handle"])
        return handle and handle.cancel()

    def do_addDoneCallback(self, op, scope):
        target = self.target(op["target"], scope)
        if target is None:
            return "no target"
        callback = self.callback(op["body"], scope)
        self.callbacks.append((target, callback))
        return target.add_done_callback(callback)

    def do_removeDoneCallback(self, op, scope):
        added = pick(self.callbacks, op["callback"])
        return added and added[0].remove_done_callback(added[1])

    def do_reschedule(self, op, scope):
        if scope.limit is None:
            return "no limit"
        return scope.limit.reschedule(self.deadline(op["ms"]))

    def deadline(self, ms):
        return None if ms is None else self.loop.time() + ms
