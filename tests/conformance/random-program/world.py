"""What the tasks of a random program share; `world.ts` is its twin."""

import asyncio
import contextvars
from dataclasses import dataclass


@dataclass
class Scope:
    """Where an operation stands: its task's number, its task group and its time limit."""

    number: int
    group: asyncio.TaskGroup | None = None
    limit: asyncio.Timeout | None = None


class World:
    def __init__(self, log):
        self.log = log
        self.loop = asyncio.get_running_loop()
        self.futures = [self.loop.create_future() for _ in range(3)]
        self.locks = [asyncio.Lock(), asyncio.Lock()]
        self.semaphores = [
            asyncio.Semaphore(1),
            asyncio.Semaphore(2),
            asyncio.BoundedSemaphore(1),
        ]
        self.events = [asyncio.Event(), asyncio.Event()]
        self.conditions = [asyncio.Condition()]
        self.barriers = [asyncio.Barrier(2), asyncio.Barrier(3)]
        self.variable = contextvars.ContextVar("variable", default=-1)
        self.tokens = []
        self.generators = []
        self.queues = [
            asyncio.Queue(),
            asyncio.Queue(1),
            asyncio.PriorityQueue(2),
            asyncio.LifoQueue(1),
        ]
        self.tasks = []
        self.handles = []
        self.callbacks = []
        self.count = 0
        self.is_over = False

    def add_task(self, number, task):
        """An eager task adds itself, before who creates it has it."""
        if all(known is not task for _, known in self.tasks):
            self.tasks.append((number, task))

    def take_number(self):
        self.count += 1
        return self.count

    def later_tasks(self, scope):
        """Tasks only wait for tasks of a higher number, so that they never wait in a circle."""
        return [task for number, task in self.tasks if number > scope.number]

    def generator(self, index, scope):
        """The generator that is meant, if there is one: as with tasks, of a higher number."""
        later = [generator for number, generator in self.generators if number > scope.number]
        return pick(later, index)

    def target(self, ref, scope):
        """The task or future that `ref` means, if there is one."""
        if "future" in ref:
            return pick(self.futures, ref["future"])
        return pick(self.later_tasks(scope), ref["task"])

    def targets(self, refs, scope):
        found = [self.target(ref, scope) for ref in refs]
        return [target for target in found if target is not None]


def pick(items, index):
    return items[index % len(items)] if items else None
