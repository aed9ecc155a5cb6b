"""Threads under the lab's clock.

There is one thread in truth. What is handed to another runs as soon as its pool has one free, at once
and to its end, with a time of its own: its sleeps take that thread's time and nobody else's. What it
prints, and what it hands to the loop, comes when the loop's clock is there.
"""

import asyncio
import heapq
import itertools
import threading
import weakref
from asyncio import events
from collections import deque

from lab.clock import canonical
from lab.loop import Deadlock
from lab.recorder import NONE


# As many as CPython's own pool has on one core.
DEFAULT_THREADS = 5
# Of the first thread of a pool: no thread of the interpreter's own has such a number.
FIRST_IDENT = 1_000_000

STUCK_THREAD = (
    "a thread of the lab runs to its end before others go on, so it cannot wait for them: "
    "let the loop wait, with await"
)
STUCK = "this blocking wait would never end: on a loop, await asyncio.Lock, Event or Queue instead"


class VirtualThread:
    """A thread that runs a function: its own time in seconds, and what `threading` knows it as."""

    def __init__(self, now, known):
        self.now = now
        self.known = known


class Pool:
    """The threads of a pool, and what waits for one."""

    def __init__(self, executor, idents):
        self._threads = getattr(executor, "_max_workers", DEFAULT_THREADS)
        self._prefix = getattr(executor, "_thread_name_prefix", "asyncio")
        self._idents = idents
        self._known = []
        self._free = []
        self.waiting = deque()

    def is_idle(self):
        return not self.waiting and len(self._free) == len(self._known)

    def take(self):
        """The number of a free thread, the longest known one first; None where there is none."""
        if self._free:
            return heapq.heappop(self._free)
        number = len(self._known)
        if number == self._threads:
            return None
        known = threading.Thread(name=f"{self._prefix}_{number}", daemon=False)
        known._ident = known._native_id = next(self._idents)
        self._known.append(known)
        return number

    def known(self, number):
        return self._known[number]

    def free(self, number):
        heapq.heappush(self._free, number)


class Work:
    """A function for a thread. `begins` says whether it is still wanted, `ends` takes what came of it."""

    def __init__(self, func, begins, ends, cancel):
        self.func = func
        self.begins = begins
        self.ends = ends
        self.cancel = cancel


class Entries:
    """What threads do, each thing at its time. `blocked` is called with the seconds of a blocking wait."""

    def __init__(self, clock, recorder, blocked):
        self._clock = clock
        self._recorder = recorder
        self._blocked = blocked
        self._idents = itertools.count(FIRST_IDENT)
        self._own_pool = Pool(None, self._idents)
        # By their executors.
        self._pools = weakref.WeakKeyDictionary()
        self._due = []
        self._order = itertools.count()
        # Handed to the loop by a thread that did not wake it.
        self._unnoticed = []

    def submit(self, loop, executor, func, args):
        """Runs a function in a thread as soon as one is free; gives the loop's future of its result."""
        future = loop.create_future()

        def ends(value, error):
            if not loop.is_closed():
                loop._call_soon(thread_is_done, (future, value, error), None)

        work = Work(lambda: func(*args), lambda: not future.cancelled(), ends, future.cancel)
        self.hand(executor, work)
        return future

    def hand(self, executor, work):
        """Has a thread of a pool do some work, as soon as one is free."""
        pool = self.pool_of(executor)
        number = pool.take()
        if number is None:
            pool.waiting.append(work)
        else:
            self._begin(pool, number, work, self._clock.now())

    def pool_of(self, executor):
        if executor is None:
            return self._own_pool
        pool = self._pools.get(executor)
        if pool is None:
            pool = self._pools[executor] = Pool(executor, self._idents)
        return pool

    def _begin(self, pool, number, work, now):
        thread = VirtualThread(now, pool.known(number))
        outcome = self._run(thread, work.func) if work.begins() else None

        def end():
            if outcome is not None:
                work.ends(*outcome)
            if pool.waiting:
                self._begin(pool, number, pool.waiting.popleft(), thread.now)
            else:
                pool.free(number)

        self.at(thread.now, end)

    def _run(self, thread, func):
        clock, ident = self._clock, thread.known.ident
        outer_loop = events._get_running_loop()
        if outer_loop is not None:
            outer_task = asyncio.tasks._swap_current_task(outer_loop, None)
        outer, self._recorder.current = self._recorder.current, NONE
        outer_thread, clock.thread = clock.thread, thread
        events._set_running_loop(None)
        threading._active[ident] = thread.known
        try:
            return func(), None
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            return None, error
        finally:
            threading._active.pop(ident, None)
            clock.thread = outer_thread
            events._set_running_loop(outer_loop)
            if outer_loop is not None:
                asyncio.tasks._swap_current_task(outer_loop, outer_task)
            self._recorder.current = outer

    def ident(self, own):
        """The number of the thread that runs; `own` is the interpreter's."""
        thread = self._clock.thread
        return own if thread is None else thread.known.ident

    def block_until(self, is_over, seconds):
        """Waits while nobody else runs; false once so many seconds have passed.

        `seconds` is None where there is no limit: raises Deadlock where nothing is left to wait for.
        """
        clock = self._clock
        until = None if seconds is None else clock.now() + seconds
        while clock.thread is None and not is_over() and self._due:
            at = self._due[0][0]
            if until is not None and at > until:
                break
            if at > clock.now():
                self._blocked(at - clock.now())
            heapq.heappop(self._due)[2]()
        if is_over():
            return True
        if until is None:
            raise Deadlock(STUCK if clock.thread is None else STUCK_THREAD)
        if until > clock.now():
            self._blocked(until - clock.now())
        return False

    def finish(self):
        """Waits for the threads that are still at work, where no loop does."""
        while self._due:
            self.block_until(lambda: False, max(0, self._due[0][0] - self._clock.now()))

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
