"""asyncio's loop under the lab's clock, with everything that happens on it recorded.

Tasks, futures and all that is built of them are asyncio's own. Only the clock, the selector and the
places where something enters and leaves the queue are the lab's, because that is what is observed.
"""

import asyncio
import gc
import heapq
import itertools
import weakref
from asyncio import events, futures, tasks

from lab.clock import canonical
from lab.recorder import NONE

WAKE_UP = "task_wakeup"
# Seconds within which timers are due together.
RESOLUTION = 1e-9


class Task(asyncio.Task):
    """asyncio's own, which also tells when it is asked to stop."""

    def cancel(self, msg=None):
        if not self.done():
            self.get_loop().cancel_requested(self)
        return super().cancel(msg)


class Handle(asyncio.Handle):
    """What is ready: a task's step, or a callback with its number."""

    __slots__ = ("task", "number")


class TimerHandle(asyncio.TimerHandle):
    """A timer that keeps the order of setting among those due at the same time."""

    __slots__ = ("task", "number", "sequence")

    def __lt__(self, other):
        return (self._when, self.sequence) < (other._when, other.sequence)


class Selector:
    """Waits by moving the clock: nothing comes from outside."""

    def __init__(self, clock):
        self._clock = clock

    def select(self, timeout):
        if timeout:
            self._clock.wait(timeout)
        return []


async def _nothing():
    pass


def _step_type():
    """What a step of a task is on the queue."""
    taken = []

    class Loop(asyncio.BaseEventLoop):
        def call_soon(self, callback, *args, context=None):
            taken.append(callback)

    loop = Loop()
    coroutine = _nothing()
    task = asyncio.Task(coroutine, loop=loop, name="step")
    task._log_destroy_pending = False
    coroutine.close()
    loop.close()
    return type(taken[0])


STEP = _step_type()


class LabLoop(asyncio.BaseEventLoop):
    """One loop of a program. `lab` has the recorder, the clock and the places of that program."""

    def __init__(self, lab):
        super().__init__()
        self._recorder = lab.recorder
        self._clock = lab.clock
        self._places = lab.places
        self._check_limit = lab.check_limit
        self._print = lab.print
        self._file = lab.file
        self._selector = Selector(lab.clock)
        self._clock_resolution = RESOLUTION
        self._sequence = itertools.count()
        # Of tasks and futures that no number can be put on.
        self._numbers = weakref.WeakKeyDictionary()
        self._entries = lab.thread_entries
        kinds = lab.recorder.kinds
        self._ends = {name.removeprefix("step_"): kinds[name] for name in (
            "step_yielded", "step_awaiting", "step_refused",
            "step_returned", "step_threw", "step_cancelled",
        )}

    # What asyncio asks of a loop.

    def time(self):
        return canonical(self._clock.now())

    def create_task(self, coro, **options):
        self._check_closed()
        if self._task_factory is not None:
            return self._task_factory(self, coro, **options)
        return self.task_of(coro, **options)

    def task_of(self, coro, *, eager_start=None, **options):
        """A task, begun at once where it is eager."""
        if not eager_start or not self.is_running():
            if eager_start is not None:
                options["eager_start"] = eager_start
            return Task(coro, loop=self, **options)
        outer = self._recorder.current
        task = Task(self._begun(coro), loop=self, eager_start=True, **options)
        self._end_step(task)
        self._recorder.current = outer
        return task

    def call_at(self, when, callback, *args, context=None):
        if when is None:
            raise TypeError("when cannot be None")
        self._check_closed()
        if self._debug:
            self._check_thread()
            self._check_callback(callback, "call_at")
        timer = TimerHandle(canonical(when), callback, args, self, context)
        timer.task = None
        timer.sequence = next(self._sequence)
        is_sleep = callback is futures._set_result_unless_cancelled
        recorder = self._recorder
        label = None if is_sleep else label_of(callback)
        when_ms = round(timer._when * 1_000, 6)
        timer.number = recorder.thing("sleep" if is_sleep else "timer", label, when_ms)
        if is_sleep:
            self._note(args[0], timer.number)
        heapq.heappush(self._scheduled, timer)
        timer._scheduled = True
        recorder.add(recorder.kinds["timer_set"], timer.number, recorder.current, self._here())
        return timer

    def _timer_handle_cancelled(self, handle):
        super()._timer_handle_cancelled(handle)
        if handle._scheduled:
            recorder = self._recorder
            recorder.add(recorder.kinds["timer_cancelled"], handle.number, NONE, self._here())

    def call_soon_threadsafe(self, callback, *args, context=None):
        self._check_closed()
        if self._debug:
            self._check_callback(callback, "call_soon_threadsafe")
        if self._clock.thread is not None:
            return self._from_thread(callback, args, context, True)
        return self._call_soon(callback, args, context)

    def _check_thread(self):
        """asyncio's own, in debug mode: a thread is to call call_soon_threadsafe."""
        if self._clock.thread is not None:
            message = "Non-thread-safe operation invoked on an event loop other than the current one"
            raise RuntimeError(message)

    def _call_soon(self, callback, args, context):
        if self._clock.thread is not None:
            return self._from_thread(callback, args, context, False)
        handle = Handle(callback, args, self, context)
        recorder = self._recorder
        if type(callback) is STEP:
            handle.task = task = callback.__self__
            if self._number_of(task) is None:
                self._note_created(task)
        elif getattr(callback, "__name__", None) == WAKE_UP:
            handle.task = task = callback.__self__
            woken_by = self._thing_of(args[0])
            recorder.add(recorder.kinds["task_woken"], self._thing_of(task), woken_by, NONE)
        else:
            handle.task = None
            handle.number = recorder.thing("callback", label_of(callback))
            queued = recorder.kinds["callback_queued"]
            recorder.add(queued, handle.number, recorder.current, self._here())
        self._ready.append(handle)
        return handle

    def run_in_executor(self, executor, func, *args):
        self._check_closed()
        if self._debug:
            self._check_callback(func, "run_in_executor")
        if executor is None:
            self._check_default_executor()
            executor = self._default_executor
        return self._entries.submit(self, executor, func, args)

    def run_forever(self):
        self._clock.refuse_thread()
        super().run_forever()

    def run_until_complete(self, future):
        """Leaves out what asyncio does at the end of a run where there is nothing to be done."""
        name = getattr(future, "__name__", "")
        if name == "shutdown_default_executor" or (
            name == "shutdown_asyncgens" and not len(self._asyncgens)
        ):
            future.close()
            if name == "shutdown_default_executor":
                self._entries.join(self)
            return None
        return super().run_until_complete(future)

    def default_exception_handler(self, context):
        message = context.get("message") or "Unhandled exception in event loop"
        error = context.get("exception")
        if isinstance(error, KeyboardInterrupt):
            return
        owner = context.get("future") or context.get("task")
        if isinstance(owner, asyncio.Task):
            state = "failed" if error is not None else "pending"
            message += f' (<Task {state} name="{owner.get_name()}">)'
        # Only debug mode keeps where something was created.
        created = context.get("source_traceback") or ()
        line = next((at.lineno for at in reversed(created) if at.filename == self._file), None)
        if line is not None:
            message += f", created in line {line}"
        self._print(message if error is None else f"{message}: {described(error)}")

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        pass

    def _run_once(self):
        self._check_limit()
        recorder, ready, scheduled = self._recorder, self._ready, self._scheduled
        while scheduled and scheduled[0]._cancelled:
            self._timer_cancelled_count -= 1
            heapq.heappop(scheduled)._scheduled = False
        if not ready and not self._stopping:
            self._pass_time(scheduled)
        self._clock.tick()
        end_time = self.time() + RESOLUTION
        while scheduled and scheduled[0]._when < end_time:
            timer = heapq.heappop(scheduled)
            timer._scheduled = False
            if timer._cancelled:
                self._timer_cancelled_count -= 1
                continue
            recorder.add(recorder.kinds["timer_due"], timer.number)
            ready.append(timer)
        count = len(ready)
        recorder.add(recorder.kinds["iteration_begun"], count)
        for _ in range(count):
            self._run_entry(ready.popleft())
        recorder.add(recorder.kinds["iteration_ended"])

    # What is recorded of it.

    def cancel_requested(self, task):
        recorder = self._recorder
        asked = recorder.kinds["cancel_requested"]
        recorder.add(asked, self._thing_of(task), recorder.current, self._here())

    def _pass_time(self, scheduled):
        """Waits until something is due; what threads do meanwhile happens on the way."""
        next_at = scheduled[0]._when if scheduled else None
        if self._entries.pass_until(self, next_at):
            return
        if next_at is None:
            raise self._deadlock()
        self._selector.select(max(0, next_at - self.time()))

    def _deadlock(self):
        names = [task.get_name() for task in tasks.all_tasks(self)]
        more = f" and {len(names) - 5} more" if len(names) > 5 else ""
        waiting = ", ".join(names[:5]) + more
        error = Deadlock(f"nothing is ready and no timer is set; still waiting: {waiting}")
        first = next(iter(tasks.all_tasks(self)), None)
        error.line = first and self._places.line_of(first.get_coro())
        return error

    def _from_thread(self, callback, args, context, is_waking):
        return self._entries.put(self, callback, args, context, is_waking)

    def _run_entry(self, entry):
        recorder = self._recorder
        kinds = recorder.kinds
        self._clock.step()
        if entry._cancelled:
            recorder.add(kinds["callback_skipped"], entry.number)
        elif entry.task is None:
            recorder.add(kinds["callback_begun"], entry.number)
            entry._run()
            self._clock.tick()
            recorder.add(kinds["callback_run"], entry.number)
        else:
            task = entry.task
            recorder.current = number = self._thing_of(task)
            recorder.add(kinds["step_begun"], number)
            try:
                entry._run()
            finally:
                self._end_step(task)
                recorder.current = NONE

    def _end_step(self, task):
        recorder = self._recorder
        self._clock.tick()
        number = self._thing_of(task)
        if task.done():
            recorder.name(number, task.get_name())
            if task.cancelled():
                end = "cancelled"
            else:
                end = "returned" if task._exception is None else "threw"
            recorder.add(self._ends[end], number)
            return
        waits_for = task._fut_waiter
        place = self._places.of(task.get_coro())
        if waits_for is not None:
            recorder.add(self._ends["awaiting"], number, self._thing_of(waits_for), place)
        else:
            end = "refused" if self._is_refused(task) else "yielded"
            recorder.add(self._ends[end], number, NONE, place)

    def _is_refused(self, task):
        """Whether its next step is to be given an error for what it yielded; that shows only there."""
        step = self._ready[-1]._callback if self._ready else None
        if type(step) is not STEP or step.__self__ is not task:
            return False
        return any(isinstance(it, BaseException) for it in gc.get_referents(step))

    async def _begun(self, coro):
        """An eager task's first step is seen from inside: its creator has it only after that."""
        task = asyncio.current_task()
        recorder = self._recorder
        self._note_created(task)
        number = self._thing_of(task)
        recorder.add(recorder.kinds["eager_begun"], number, recorder.current, self._here())
        recorder.current = number
        return await coro

    def _note_created(self, task):
        recorder = self._recorder
        created = recorder.kinds["task_created"]
        number = recorder.thing("task", task.get_name())
        self._note(task, number)
        recorder.add(created, number, recorder.current, self._here())

    def _here(self):
        return self._places.here()

    def _note(self, thing, number):
        try:
            thing._corewise_number = number
        except AttributeError:
            self._numbers[thing] = number

    def _number_of(self, thing):
        """The number of a task or future; none where it has none yet."""
        number = getattr(thing, "_corewise_number", None)
        return self._numbers.get(thing) if number is None else number

    def _thing_of(self, thing):
        """The number of a task or future; one that is new gets one."""
        number = self._number_of(thing)
        if number is None:
            recorder = self._recorder
            if isinstance(thing, asyncio.Task):
                number = recorder.thing("task", thing.get_name())
            else:
                is_gather = type(thing).__name__ == "_GatheringFuture"
                number = recorder.thing("gather" if is_gather else "future")
            self._note(thing, number)
        return number


class Deadlock(RuntimeError):
    """Nothing is ready and no timer is set: the loop would wait for ever."""

    # At which its first task waits.
    line = None


def label_of(callback):
    """What a callback is called."""
    function = getattr(callback, "func", callback)
    return getattr(function, "__name__", "callback")


def described(error):
    """An error in Python's own words, such as "ValueError: no such page"."""
    name = type(error).__qualname__
    try:
        text = str(error)
    except BaseException:
        text = ""
    text = f"{name}: {text}" if text else name
    if isinstance(error, BaseExceptionGroup):
        text += " [" + ", ".join(described(each) for each in error.exceptions) + "]"
    return text[:1_000]
