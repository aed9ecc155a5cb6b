"""The time that a program sees: virtual, or the machine's."""

import os
import time

from lab.tables import Slots

# Seconds beyond which times cannot be told apart any more.
LATEST = 1e12
# A program that reads the clock so often in one step waits for it to move on.
PATIENT_READINGS = 1_000
READING_SECONDS = 1e-5
# The virtual time at which a program begins: 1 January 2026.
EPOCH = 1_767_225_600.0

_real_now = time.perf_counter


def canonical(seconds):
    """The number nearest to whole nanoseconds: what is due at the same time is equal."""
    return round(seconds, 9)


class Clock:
    """Seconds since the program began. `thread` is the virtual thread that runs, if one does."""

    def __init__(self, recorder):
        self._recorder = recorder
        self._now = 0.0
        self._started = 0.0
        self._readings = 0
        # How many steps and callbacks have begun.
        self.steps = 0
        self.is_virtual = True
        self._thread = None

    def begin(self, is_virtual):
        self.is_virtual = is_virtual
        self._started = _real_now()
        self._show()

    @property
    def thread(self):
        return self._thread

    @thread.setter
    def thread(self, thread):
        self._thread = thread
        self._show()

    def _show(self):
        """Sets what `datetime` and the like take for the date."""
        if self.is_virtual:
            self._recorder.slots.wall[0] = (EPOCH + self.now()) * 1_000

    def now(self):
        if self._thread is not None:
            return self._thread.now
        if self.is_virtual:
            return self._now
        return _real_now() - self._started

    def refuse_thread(self):
        """Raises RuntimeError where what runs is a thread: the time of loops is the program's."""
        if self.thread is not None:
            raise RuntimeError("a loop of the lab cannot run in a thread: await its coroutines in main")

    def tick(self):
        """What is recorded from now on happened now."""
        if not self.is_virtual:
            self._recorder.at_ms = (_real_now() - self._started) * 1_000

    def step(self):
        """Another step begins."""
        self._readings = 0
        self.steps += 1
        self._recorder.slots.numbers[Slots.LOOP] = 0

    def move_to(self, seconds):
        """Moves the virtual clock on."""
        if seconds > self._now:
            self._now = min(canonical(seconds), LATEST)
            self._recorder.at_ms = round(self._now * 1_000, 6)
            self._show()

    def wait(self, seconds):
        """Lets time pass while nobody else runs."""
        if self.thread is not None:
            self.thread.now = canonical(self.thread.now + seconds)
            self._show()
        elif self.is_virtual:
            self.move_to(self._now + seconds)
        else:
            # The thread around the interpreter waits that long; it takes no computing.
            os.write(1, b"%f\n" % (seconds * 1_000))
            self.tick()

    def read(self):
        """The time, for a program that may be waiting for it to pass."""
        if self.is_virtual:
            self._readings += 1
            if self._readings > PATIENT_READINGS:
                self.wait(READING_SECONDS)
        return self.now()


def replace_time(clock, blocked):
    """Makes the module `time` follow the clock. `blocked` is called with the seconds of a sleep."""

    def sleep(seconds, /):
        if not isinstance(seconds, (int, float)):
            raise TypeError(f"'{type(seconds).__name__}' object cannot be interpreted as an integer")
        if not seconds >= 0:
            raise ValueError("sleep length must be non-negative")
        blocked(seconds)

    def perf_counter():
        return clock.read()

    def wall_time():
        return EPOCH + clock.read() if clock.is_virtual else _wall()

    _wall = time.time
    time.sleep = sleep
    time.time = wall_time
    time.time_ns = lambda: int(wall_time() * 1e9)
    for name in ("perf_counter", "monotonic", "process_time", "thread_time"):
        setattr(time, name, perf_counter)
        setattr(time, name + "_ns", lambda: int(clock.read() * 1e9))
