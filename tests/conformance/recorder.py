"""Runs a program on CPython's asyncio under virtual time and notes every step that it takes.

The tasks, futures and the turn of the loop are asyncio's own; only the clock, the selector and the
places where a callback enters and leaves the queue are replaced, because that is what is observed.
Time is counted in whole milliseconds, so that both sides do the same arithmetic.
"""

import asyncio
import gc
import heapq
import inspect
import itertools
import weakref

SHUTDOWN_COROUTINES = ("shutdown_asyncgens", "shutdown_default_executor")
BARE_STEP = "TaskStepMethWrapper"
WAKE_UP = "task_wakeup"


class Failure(Exception):
    """The error that programs raise; ours has the same name."""


class Stuck(BaseException):
    """Nothing is ready and no timer is set: the loop would wait for ever."""


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


class OrderedWeakSet:
    """A weak set that iterates in the order of insertion."""

    def __init__(self):
        self._references = {}

    def add(self, item):
        self._references.setdefault(id(item), weakref.ref(item))

    def discard(self, item):
        self._references.pop(id(item), None)

    def clear(self):
        self._references.clear()

    def __iter__(self):
        items = (reference() for reference in list(self._references.values()))
        return iter([item for item in items if item is not None])

    def __len__(self):
        return len(list(iter(self)))


_all_tasks = asyncio.tasks.all_tasks


def all_tasks_in_order(loop=None):
    """asyncio's all_tasks, in the order of creation."""
    return sorted(_all_tasks(loop), key=lambda task: task.get_loop().serial_of(task))


def use_ordered_sets():
    """Makes asyncio's own code go through tasks in order, wherever it goes through a set of them."""
    asyncio.tasks.set = asyncio.taskgroups.set = OrderedSet
    asyncio.all_tasks = asyncio.tasks.all_tasks = all_tasks_in_order
    source = inspect.getsource(asyncio.tasks._AsCompletedIterator)
    comprehension = "{ensure_future(aw, loop=loop) for aw in set(aws)}"
    assert comprehension in source
    ordered = source.replace(comprehension, f"set({comprehension[1:-1]})")
    exec(ordered, vars(asyncio.tasks))


use_ordered_sets()


def show(value):
    """One text for a value in both languages."""
    if value is None:
        return "None"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, BaseException):
        return describe_error(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(show(item) for item in value) + "]"
    if isinstance(value, asyncio.Task):
        return value.get_name()
    if asyncio.isfuture(value):
        return "future"
    return str(value)


def describe_error(error):
    if isinstance(error, BaseExceptionGroup):
        return "Group" + show(list(error.exceptions))
    if isinstance(error, (Failure, asyncio.CancelledError)):
        message = str(error.args[0]) if error.args and error.args[0] is not None else ""
        return f"{type(error).__name__}({message})"
    named = (
        asyncio.BrokenBarrierError,
        asyncio.InvalidStateError,
        asyncio.QueueEmpty,
        asyncio.QueueFull,
        asyncio.QueueShutDown,
        GeneratorExit,
        TimeoutError,
    )
    return type(error).__name__ if isinstance(error, named) else "Error"


class Trace:
    """The lines of one run. A task goes by the name that it has at its first step."""

    def __init__(self):
        self._entries = []
        self._labels = {}
        self._unretrieved = []

    def add(self, text, task=None, position=None):
        entry = (text, task)
        self._entries.insert(len(self._entries) if position is None else position, entry)

    def position(self):
        return len(self._entries)

    def log(self, *values):
        self.add("    log " + " ".join(show(value) for value in values))

    def label(self, task):
        self._labels.setdefault(task, task.get_name())

    def log_outcome(self, run):
        """Notes how `run()` ends."""
        try:
            self.add("run returned " + show(run()))
        except BaseException as error:
            self.add("run threw " + describe_error(error))

    def handle(self, loop, context):
        """Notes an error that nobody handled. When one is found unretrieved is up to the collector."""
        error = show(context.get("exception"))
        message = context["message"]
        if "never retrieved" in message:
            self._unretrieved.append(f"never retrieved: {error}")
        elif "shutdown" in message:
            self.add(f"    unhandled in shutdown: {error}")
        elif message.startswith("Exception in callback"):
            self.add(f"    unhandled in callback: {error}")
        elif "was destroyed but it is pending" not in message:
            self.add(f"    unhandled: {error}")

    def finish(self):
        """The lines; lets go of all tasks, so that what was never retrieved is found."""
        lines = []
        for text, task in self._entries:
            if task is not None:
                self.label(task)
                text = text.format(self._labels[task])
            lines.append(text)
        self._entries.clear()
        self._labels.clear()
        gc.collect()
        return lines + sorted(self._unretrieved)


def stepped_task(callback):
    """The task whose step `callback` is, if it is one."""
    if type(callback).__name__ == BARE_STEP or getattr(callback, "__name__", "") == WAKE_UP:
        return callback.__self__
    return None


class TracedHandle(asyncio.Handle):
    __slots__ = ()

    def _run(self):
        self._loop.run_handle(self._callback, super()._run)


class TracedThreadSafeHandle(asyncio.events._ThreadSafeHandle):
    __slots__ = ()

    def _run(self):
        self._loop.run_handle(self._callback, super()._run)


asyncio.events._ThreadSafeHandle = TracedThreadSafeHandle


class TracedTimerHandle(asyncio.TimerHandle):
    """A timer that keeps the order of setting among those due at the same instant."""

    __slots__ = ("_sequence",)

    def _run(self):
        self._loop.run_handle(self._callback, super()._run)

    def __lt__(self, other):
        return (self._when, self._sequence) < (other._when, other._sequence)


class VirtualSelector:
    """Waits by moving the clock."""

    def __init__(self, loop):
        self._loop = loop

    def select(self, timeout):
        if timeout is None:
            raise Stuck
        self._loop.now += timeout
        return []


class VirtualLoop(asyncio.BaseEventLoop):
    """asyncio's loop under virtual time, with every step noted in `trace`."""

    def __init__(self, trace):
        super().__init__()
        self.now = 0
        self.trace = trace
        self._selector = VirtualSelector(self)
        self._timer_sequence = itertools.count()
        self._task_numbers = itertools.count(1)
        self._serials = {}
        self._hidden = set()
        self._asyncgens = OrderedWeakSet()

    def time(self):
        return self.now

    def forget(self):
        """Lets go of all tasks."""
        self._serials.clear()
        self._hidden.clear()

    def serial_of(self, task):
        return self._serials.get(task, 0)

    def _process_events(self, event_list):
        pass

    def _write_to_self(self):
        pass

    def _run_once(self):
        position = self.trace.position()
        super()._run_once()
        # A turn in which nothing ran leaves no mark: how often an idle loop looks is its own affair.
        if self.trace.position() > position:
            self.trace.add("iteration at " + str(self.now) + " ms", position=position)

    def create_task(self, coro, *, name=None, **options):
        """What the loop does for itself after the main task is left out, with all that it starts."""
        self._check_closed()
        if name is None:
            # asyncio numbers the tasks of all loops together; here each program begins with 1.
            name = f"Task-{next(self._task_numbers)}"
        if self._task_factory is not None:
            options = {"eager_start": True, **options}
        if getattr(coro, "__name__", "") in SHUTDOWN_COROUTINES or self._is_hidden_now():
            if options.get("eager_start") and self.is_running():
                coro = self._eager(coro, self._note_hidden)
            task = asyncio.Task(coro, loop=self, name=name, **options)
            self._note_hidden(task)
            return task
        if options.get("eager_start") and self.is_running():
            coro = self._eager(coro, self._note_eager)
            task = asyncio.Task(coro, loop=self, name=name, **options)
            self.trace.add("  {} " + self._end_of_step(task), task)
        else:
            task = asyncio.Task(coro, loop=self, name=name, **options)
            self._note_created(task)
        return task

    async def _eager(self, coro, note):
        """Notes an eager task in its first step: to who creates it, it is there only after that."""
        note(asyncio.current_task())
        return await coro

    def _note_eager(self, task):
        self._note_created(task)
        self.trace.label(task)
        self.trace.add("  step {}", task)

    def _note_created(self, task):
        self._serials[task] = len(self._serials) + 1
        self.trace.add("    created {}", task)

    def _note_hidden(self, task):
        if task not in self._hidden:
            self._hidden.add(task)
            self._serials[task] = len(self._serials) + 1

    def _is_hidden_now(self):
        return self.is_running() and asyncio.current_task(self) in self._hidden

    async def shutdown_asyncgens(self):
        """Those that have ended are left out: whether they are still there is up to the collector."""
        ended = [agen for agen in self._asyncgens if agen.ag_frame is None]
        for agen in ended:
            self._asyncgens.discard(agen)
        await super().shutdown_asyncgens()

    def call_at(self, when, callback, *args, context=None):
        self._check_closed()
        handle = TracedTimerHandle(when, callback, args, self, context)
        handle._sequence = next(self._timer_sequence)
        heapq.heappush(self._scheduled, handle)
        handle._scheduled = True
        return handle

    def _call_soon(self, callback, args, context):
        task = stepped_task(callback)
        is_woken = task is not None and getattr(callback, "__name__", "") == WAKE_UP
        if is_woken and task not in self._hidden:
            self.trace.add("    woken {}", task)
        handle = TracedHandle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def run_handle(self, callback, run):
        task = stepped_task(callback)
        if task is None:
            run()
            self.trace.add("  callback")
        elif task in self._hidden:
            run()
        else:
            self.trace.label(task)
            self.trace.add("  step {}", task)
            run()
            self.trace.add("  {} " + self._end_of_step(task), task)

    def _end_of_step(self, task):
        if task.cancelled():
            return "cancelled"
        if task.done():
            return "returned" if task._exception is None else "threw"
        if task._fut_waiter is not None:
            return "awaiting"
        # What the loop is to throw into the task at its next step can only be seen this way.
        next_step = self._ready[-1]._callback
        thrown = (it for it in gc.get_referents(next_step) if isinstance(it, BaseException))
        return "yielded" if next(thrown, None) is None else "refused"


def record(program, let_go=lambda: None):
    """The trace of `program`: a coroutine function for `asyncio.run`, or a function given the loop.

    `let_go` is called when it has ended, for a program that holds on to tasks of its own.
    """
    # The interpreter lives in a loop of its host's, which counts as running all the time.
    asyncio.events._set_running_loop(None)
    trace = Trace()
    loop = VirtualLoop(trace)
    loop.set_debug(False)
    loop.set_exception_handler(trace.handle)
    try:
        if inspect.iscoroutinefunction(program):
            trace.log_outcome(lambda: run(program(trace.log), loop))
        else:
            program(trace.log, loop)
    finally:
        loop.forget()
        loop.close()
        let_go()
    return trace.finish()


def run(coro, loop):
    """asyncio.run on `loop`."""
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        return runner.run(coro)
