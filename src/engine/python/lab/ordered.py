"""Makes asyncio go through tasks in the order of their creation, where it has them in a set.

A set goes by addresses, which differ from run to run. What is waited for stays the same.
"""

import asyncio
import inspect


class OrderedSet(dict):
    """A set that iterates in the order of insertion, where Python's goes by address."""

    def __init__(self, items=()):
        super().__init__((item, None) for item in items)

    def add(self, item):
        self[item] = None

    def remove(self, item):
        del self[item]

    def discard(self, item):
        self.pop(item, None)


_all_tasks = asyncio.tasks.all_tasks


def all_tasks_in_order(loop=None):
    """asyncio's all_tasks, in the order of creation: the recorder numbers tasks as they come up."""
    tasks = _all_tasks(loop)
    return OrderedSet(sorted(tasks, key=lambda task: getattr(task, "_corewise_number", 0)))


def use_ordered_sets():
    """Makes asyncio's own code go through tasks in order, wherever it goes through a set of them."""
    asyncio.tasks.set = asyncio.taskgroups.set = OrderedSet
    asyncio.all_tasks = asyncio.tasks.all_tasks = all_tasks_in_order
    source = inspect.getsource(asyncio.tasks._AsCompletedIterator)
    comprehension = "{ensure_future(aw, loop=loop) for aw in set(aws)}"
    assert comprehension in source
    ordered = source.replace(comprehension, f"set({comprehension[1:-1]})")
    exec(ordered, vars(asyncio.tasks))
