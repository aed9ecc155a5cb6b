"""Threads under the lab's clock.

There is one thread in truth. What is handed to another runs as soon as its pool has one free, at once
and to its end, with a time of its own: its sleeps take that thread's time and nobody else's. What it
prints, and what it hands to the loop, comes when the loop's clock is there.
"""

import asyncio
import heapq
import itertools
import weakref
from asyncio import events
from collections import deque

from lab.clock import canonical
from lab.recorder import NONE


# As many as CPython's own pool has on one core.
DEFAULT_THREADS = 5


class VirtualThread:
    """A thread that runs a function, and its own time in seconds."""

    def __init__(self, now):
        self.now = now


class Pool:
    """How many threads of a pool are free, and what waits for one."""

    def __init__(self, threads):
        self.free = threads
        self.waiting = deque()


class Entries:
    """What threads do, each thing at its time."""

    def __init__(self, clock, recorder):
        self._clock = clock
        self._recorder = recorder
        self._own_pool = Pool(DEFAULT_THREADS)
        # By their executors.
        self._pools = weakref.WeakKeyDictionary()
        self._due = []
        self._order = itertools.count()
        # Handed to the loop by a thread that did not wake it.
        self._unnoticed = []

    def submit(self, loop, executor, func, args):
        """Runs a function in a thread as soon as one is free; gives the future of its result."""
        pool = self._pool_of(executor)
        future = loop.create_future()

        def begin(now):
            self._begin(loop, pool, future, (func, args), now)

        if pool.free:
            pool.free -= 1
            begin(self._clock.now())
        else:
            pool.waiting.append(begin)
        return future

    def _pool_of(self, executor):
        if executor is None:
            return self._own_pool
        pool = self._pools.get(executor)
        if pool is None:
            threads = getattr(executor, "_max_workers", DEFAULT_THREADS)
            pool = self._pools[executor] = Pool(threads)
        return pool

    def _begin(self, loop, pool, future, job, now):
        thread = VirtualThread(now)
        outcome = None if future.cancelled() else self._run(loop, thread, *job)

        def end():
            if outcome is not None:
                loop._call_soon(thread_is_done, (future, *outcome), None)
            if pool.waiting:
                pool.waiting.popleft()(thread.now)
            else:
                pool.free += 1

        self.at(thread.now, end)

    def _run(self, loop, thread, func, args):
        clock = self._clock
        outer_task = asyncio.tasks._swap_current_task(loop, None)
        outer, self._recorder.current = self._recorder.current, NONE
        outer_thread, clock.thread = clock.thread, thread
        outer_loop = events._get_running_loop()
        events._set_running_loop(None)
        try:
            try:
                return func(*args), None
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as error:
                return None, error
        finally:
            clock.thread = outer_thread
            events._set_running_loop(outer_loop)
            asyncio.tasks._swap_current_task(loop, outer_task)
            self._recorder.current = outer

    def join(self, loop):
        """Waits for the threads that are still at work, as a program does at its end."""
        while self.pass_until(loop, None):
            pass

    def at(self, seconds, act):
        """Has something done when the loop's clock is there."""
        heapq.heappush(self._due, (seconds, next(self._order), act))

    def put(self, loop, callback, args, context, is_waking):
        """A thread hands a callback to the loop; one that is asleep notices only if it is woken."""
        handle = asyncio.Handle(callback, args, loop, context)

        def queue():
            if handle._cancelled:
                return
            if is_waking or loop._ready:
                loop._call_soon(callback, args, handle._context)
            else:
                self._unnoticed.append((callback, args, handle._context))

        self.at(self._clock.thread.now, queue)
        return handle

    def pass_until(self, loop, next_at):
        """Does the next thing that threads do before the loop's next timer; false where there is none."""
        if self._due and (next_at is None or self._due[0][0] <= next_at):
            seconds, _, act = heapq.heappop(self._due)
            loop._selector.select(max(0, canonical(seconds) - loop.time()))
            act()
            while self._due and self._due[0][0] <= loop.time():
                heapq.heappop(self._due)[2]()
            if loop._ready:
                self._notice(loop)
            return True
        if self._unnoticed and next_at is not None:
            loop._selector.select(max(0, next_at - loop.time()))
            self._notice(loop)
            return True
        return False

    def _notice(self, loop):
        for callback, args, context in self._unnoticed:
            loop._call_soon(callback, args, context)
        self._unnoticed.clear()


def thread_is_done(future, value, error):
    if future.done():
        return
    if error is None:
        future.set_result(value)
    else:
        future.set_exception(error)
