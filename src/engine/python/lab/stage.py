"""Plays a program: runs it under the lab's clock, records it, and tells how it ended."""

import asyncio
import builtins
import gc
import json
import linecache
import sys
import time
import types
import warnings

import corewise
from lab.absent import name_what_is_absent
from lab.clock import Clock, replace_time
from lab.executors import replace_executor
from lab.locks import replace_locks
from lab.loop import Deadlock, LabLoop, described
from lab.ordered import use_ordered_sets
from lab.places import Places
from lab.recorder import MAX_TEXT, Recorder
from lab.tables import Slots
from lab.threads import Entries

FILE = "program.py"
TOOL = 4
# Lines between two readings of the clock.
LINES_PER_READING = 256
_real_now = time.perf_counter


class TimeIsOver(KeyboardInterrupt):
    """The program has had its time. As with a user's interrupt, asyncio lets it pass."""


class Output:
    """Takes what is printed, line by line."""

    def __init__(self, print_line):
        self._print_line = print_line
        self._rest = ""
        self.encoding = "utf-8"
        self.errors = "strict"
        self.newlines = None
        self.closed = False

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        lines = (self._rest + text).split("\n")
        self._rest = lines.pop()
        for line in lines:
            self._print_line(line)
        if len(self._rest) > MAX_TEXT:
            self.end_line()
        return len(text)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def end_line(self):
        """The last line is over, also where it had no end."""
        if self._rest:
            rest, self._rest = self._rest, ""
            self._print_line(rest)

    def flush(self):
        pass

    def isatty(self):
        return False

    def writable(self):
        return True

    def readable(self):
        return False


class Stage:
    """What a running program acts on."""

    file = FILE

    def __init__(self, event_kinds, thing_kinds):
        self.recorder = Recorder(event_kinds, thing_kinds)
        self.clock = Clock(self.recorder)
        self.places = Places(self.recorder, FILE)
        self.places.loop_code = LabLoop._run_once.__code__
        self.thread_entries = Entries(self.clock, self.recorder, self.work)
        self.controls = {}
        self._until = float("inf")
        self._limit = 0.0
        # The step that was last seen to run, and since when it does.
        self._step = 0
        self._step_began = 0.0
        self._is_over = False
        self._stuck_in = None
        self._never_awaited = {}
        replace_time(self.clock, self.work)
        replace_locks(self.thread_entries)
        replace_executor(self.thread_entries)
        name_what_is_absent()
        use_ordered_sets()
        self._use_loop()
        warnings._warn_unawaited_coroutine = self._note_never_awaited

    # What the loop and the module `corewise` call.

    def print(self, line):
        thread = self.clock.thread
        if thread is not None:
            self.thread_entries.at(thread.now, lambda: self._add_line(line, -1))
        else:
            self._add_line(line, self.places.here())

    def share(self, name, value):
        recorder = self.recorder
        number, text = recorder.text(name), recorder.text(shown(value))
        shared, thread = recorder.kinds["shared"], self.clock.thread
        if thread is not None:
            self.thread_entries.at(thread.now, lambda: recorder.add(shared, number, text, -1))
        else:
            recorder.add(shared, number, text, self.places.here())

    def work(self, seconds):
        """Lets time pass in which nobody else runs."""
        recorder = self.recorder
        self.clock.wait(seconds)
        if self.clock.thread is None:
            recorder.add(recorder.kinds["worked"], recorder.current, -1, self.places.here())

    def check_limit(self):
        """Ends the program once it has had its time."""
        now = _real_now()
        if self.clock.steps != self._step:
            self._step, self._step_began = self.clock.steps, now
        if now > self._until:
            self._note_over(now)
            raise TimeIsOver

    def _note_over(self, now):
        """What ran when the time was over, the first time that this is seen."""
        if not self._is_over:
            self._is_over = True
            is_stuck = now - self._step_began > self._limit / 2
            in_thread = self.clock.thread is not None
            self._stuck_in = "thread" if in_thread else "task" if is_stuck else None

    # What the thread around the interpreter calls.

    def play(self, order):
        """Runs a program, and leaves in a text how it ended."""
        order = json.loads(order)
        source = order["source"]
        self.controls = order["controls"]
        self.recorder.most_events = order["maxEvents"]
        self.clock.begin(order["clock"] == "virtual")
        self.places.begin(source)
        self._limit = order["timeLimitMs"] / 1_000
        self._step_began = _real_now()
        self._until = self._step_began + self._limit
        output = sys.stdout = sys.stderr = Output(self.print)
        try:
            ended = self._run(source)
            output.end_line()
            self.thread_entries.finish()
            self._end()
        except TimeIsOver:
            ended = self._over()
        output.end_line()
        number = self.recorder.texts.number_of(json.dumps(ended))
        self.recorder.slots.numbers[Slots.ENDED] = number + 1

    def _run(self, source):
        module = types.ModuleType("__main__")
        module.__builtins__ = builtins
        module.__file__ = FILE
        sys.modules["__main__"] = module
        linecache.cache[FILE] = (len(source), None, source.splitlines(True), FILE)
        try:
            code = compile(source, FILE, "exec")
            self._watch_lines()
            exec(code, vars(module))
        except TimeIsOver:
            return self._over()
        except SystemExit as ending:
            if ending.code in (None, 0):
                return {"kind": "finished"}
            return failure(ending)
        except MemoryError as error:
            return {"kind": "memory", "line": line_of(error)}
        except BaseException as error:
            return failure(error)
        return {"kind": "finished"}

    def _over(self):
        numbers = self.recorder.slots.numbers
        lines = {"line": numbers[Slots.LINE] or None, "loopLine": numbers[Slots.LOOP] or None}
        return {"kind": "over", **lines, "stuckIn": self._stuck_in}

    def _end(self):
        """What is told only once nothing refers to it any more."""
        self._until = _real_now() + 1
        vars(sys.modules["__main__"]).clear()
        gc.collect()
        for (line, name), times in self._never_awaited.items():
            often = "" if times == 1 else f", {times} times"
            advice = "put await before it, or create_task around it"
            self._add_line(f"coroutine {name} was never awaited (line {line}{often}: {advice})", -1)

    def _add_line(self, line, place):
        recorder = self.recorder
        recorder.add(recorder.kinds["printed"], recorder.current, recorder.text(line), place)

    def _note_never_awaited(self, coroutine):
        origin = [at for at in coroutine.cr_origin or () if at[0] == FILE]
        line = origin[0][1] if origin else coroutine.cr_code.co_firstlineno
        key = (line, coroutine.__name__)
        self._never_awaited[key] = self._never_awaited.get(key, 0) + 1

    def _use_loop(self):
        def new_event_loop():
            self.clock.refuse_thread()
            return LabLoop(self)

        policy = type("LabPolicy", (asyncio.events._BaseDefaultEventLoopPolicy,), {
            "_loop_factory": staticmethod(new_event_loop)
        })()
        asyncio.events._set_event_loop_policy(policy)
        asyncio.events._set_running_loop(None)
        asyncio.SelectorEventLoop = asyncio.EventLoop = new_event_loop
        # What carries the interpreter put its own in their places.
        asyncio.run = asyncio.runners.run

    def _watch_lines(self):
        """Keeps the line that runs where it is seen from outside, and checks the time."""
        monitoring = sys.monitoring
        numbers = self.recorder.slots.numbers
        slot = Slots.LINE
        disable = monitoring.DISABLE
        lines = 0

        def count_line():
            nonlocal lines
            lines += 1
            if lines >= LINES_PER_READING:
                lines = 0
                self.check_limit()

        def on_line(code, line):
            if code.co_filename != FILE:
                return disable
            numbers[slot] = line
            count_line()

        # A loop in one line comes to no other.
        def on_jump(code, offset, target):
            if code.co_filename != FILE or target > offset:
                return disable
            numbers[Slots.LOOP] = line_at(code, target)
            count_line()

        sys.set_coroutine_origin_tracking_depth(4)
        monitoring.use_tool_id(TOOL, "corewise")
        monitoring.register_callback(TOOL, monitoring.events.LINE, on_line)
        monitoring.register_callback(TOOL, monitoring.events.JUMP, on_jump)
        monitoring.set_events(TOOL, monitoring.events.LINE | monitoring.events.JUMP)


def line_at(code, offset):
    """The line of an instruction; 0 where it has none."""
    key = (id(code), offset)
    line = _lines.get(key)
    if line is None:
        found = (line for start, end, line in code.co_lines() if start <= offset < end)
        line = _lines[key] = next(found, None) or 0
    return line


# By where the code is, which stays as long as the program.
_lines = {}


def shown(value):
    """One text for a value in both languages."""
    if value is True or value is False:
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def failure(error):
    """That a program failed, in Python's own words."""
    if isinstance(error, SyntaxError) and error.filename == FILE:
        return {"kind": "failed", "message": f"{type(error).__name__}: {error.msg}", "line": error.lineno}
    return {"kind": "failed", "message": described(error), "line": line_of(error)}


def line_of(error):
    """The innermost line of the program that an error came through."""
    line = getattr(error, "line", None) if isinstance(error, Deadlock) else None
    if line is not None:
        return line
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == FILE:
            line = traceback.tb_lineno
        traceback = traceback.tb_next
    if isinstance(error, BaseExceptionGroup):
        inner = (line_of(each) for each in error.exceptions)
        return next((it for it in inner if it is not None), line)
    return line
