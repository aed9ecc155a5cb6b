"""Threads under the lab's clock.

What is handed to a thread runs at once and to its end, with a time of its own: its sleeps take that
thread's time and nobody else's. What it prints, and what it hands to the loop, comes when the loop's
clock is there.
"""

import asyncio
import heapq
import itertools
from asyncio import events

from lab.clock import canonical
from lab.recorder import NONE


class VirtualThread:
    """A thread that runs a function, and its own time in seconds."""

    def __init__(self, now):
        self.now = now


class Entries:
    """What threads do, each thing at its time."""

    def __init__(self, clock, recorder):
        self._clock = clock
        self._recorder = recorder
        self._due = []
        self._order = itertools.count()
        # Handed to the loop by a thread that did not wake it.
        self._unnoticed = []

    def run(self, loop, func, args):
        """Runs a function in a thread of its own; gives the future of its result."""
        clock = self._clock
        future = loop.create_future()
        thread = VirtualThread(clock.now())
        outer_task = asyncio.tasks._swap_current_task(loop, None)
        outer, self._recorder.current = self._recorder.current, NONE
        clock.thread = thread
        events._set_running_loop(None)
        try:
            try:
                value, error = func(*args), None
            except (SystemExit, KeyboardInterrupt):
                raise
            except BaseException as raised:
                value, error = None, raised
        finally:
            clock.thread = None
            events._set_running_loop(loop)
            asyncio.tasks._swap_current_task(loop, outer_task)
            self._recorder.current = outer
        if not clock.is_virtual:
            clock.wait(max(0, thread.now - clock.now()))
        self.at(thread.now, lambda: loop._call_soon(_settle, (future, value, error), None))
        return future

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


def _settle(future, value, error):
    if future.cancelled():
        return
    if error is None:
        future.set_result(value)
    else:
        future.set_exception(error)
