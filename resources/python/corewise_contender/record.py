"""The files that the lab and its contenders share while jobs run. Nothing is sent meanwhile."""
import mmap
import os
import threading
import time
from typing import Any, Dict, Optional

from .job_log import JobLog
from .order import Order

now = time.perf_counter_ns

#: Phases in the order in which the control counts them.
REHEARSAL, WARM_UP, MEASURING, PARKED, STOPPING = range(5)
#: States of a thread.
IDLE, RUNNING, WAITING = range(3)

#: In the rehearsal jobs wait no longer than this.
_REHEARSED_WAIT_MS = 0.1
#: Values of a histogram are told apart up to this one.
_HIGHEST_NS = 2**42 - 1


def _shared(path: str) -> memoryview:
    with open(path, "r+b") as file:
        return memoryview(mmap.mmap(file.fileno(), 0))


class Control:
    """What the lab says to all threads at once, and the number of jobs that were handed in."""

    def __init__(self, order: Order) -> None:
        layout = order.layout["control"]
        view = _shared(os.path.join(order.folder, "control.bin"))
        self._words = view[: layout["parkedNs"]].cast("i")
        self._parked_ns = view[layout["parkedNs"] : layout["parkedNs"] + 8].cast("d")
        self._phase: int = layout["phase"]
        self._next_job: int = layout["nextJob"]
        self._look: int = layout["look"]

    @property
    def phase(self) -> int:
        return self._words[self._phase]

    @property
    def is_measuring(self) -> bool:
        return self._words[self._phase] == MEASURING

    @property
    def is_halted(self) -> bool:
        """Whether no further job is to be started."""
        return self._words[self._phase] >= PARKED

    @property
    def looks(self) -> int:
        return self._words[self._look]

    def clock(self) -> int:
        """The clock of what is measured, which stands still while threads are parked."""
        return now() - int(self._parked_ns[0])

    @property
    def parked_ns(self) -> int:
        """For how long threads were parked in all: by this the clock of what is measured is behind."""
        return int(self._parked_ns[0])

    def wait_of(self, ms: float) -> float:
        """How long a job waits that is to wait for `ms`, in seconds."""
        if self._words[self._phase] == REHEARSAL:
            ms = min(ms, _REHEARSED_WAIT_MS)
        return ms / 1_000

    def handed_in(self, count: int) -> None:
        """Tells the lab how many jobs were handed in. To be called by one thread at a time."""
        self._words[self._next_job] = count & 0x7FFFFFFF


class Histogram:
    """Counts in HdrHistogram's layout: exact below 2,048 ns, then 1,024 steps for every doubling."""

    def __init__(self, view: memoryview, start: int, layout: Dict[str, int]) -> None:
        end = start + 16 + 4 * layout["counts"]
        self._bounds = view[start : start + 16].cast("d")
        self._counts = view[start + 16 : end].cast("I")

    def record(self, value: int) -> None:
        value = min(max(0, value), _HIGHEST_NS)
        self._counts[_index(value)] += 1
        bounds = self._bounds
        if value > bounds[0]:
            bounds[0] = value
        if value < bounds[1] or bounds[1] == 0:
            bounds[1] = value + 1

    def clear(self) -> None:
        bounds = self._bounds
        if bounds[1] == 0:
            return
        # Pages that hold nothing are not touched: they would take memory.
        first, end = _index(int(bounds[1]) - 1), _index(int(bounds[0])) + 1
        self._counts[first:end] = memoryview(bytes(4 * (end - first))).cast("I")
        bounds[0] = bounds[1] = 0


def _index(value: int) -> int:
    """Which count a value belongs to."""
    shift = max(0, value.bit_length() - 11)
    return (shift << 10) + (value >> shift)


class Record:
    """What one thread notes of itself. Only that thread writes it, but for `clear`."""

    def __init__(self, order: Order, number: int, control: Control) -> None:
        layout: Dict[str, Any] = order.layout["record"]
        view = _shared(os.path.join(order.folder, f"record-{number}.bin"))
        self._control = control
        self._word: Dict[str, int] = layout["words"]
        self._words = view[: layout["lastCompletedNs"]].cast("I")
        self._times = view[layout["lastCompletedNs"] : layout["report"]].cast("d")
        self._report_words = view[layout["report"] : layout["errors"]].cast("i")
        self._report = view[layout["report"] : layout["errors"]].cast("d")
        self._errors = _Errors(view, layout["errors"], layout["error"])
        self._histograms = {
            name: Histogram(view, start, layout["histogram"])
            for name, start in layout["histograms"].items()
        }
        # Looked up once: what follows is run with every job.
        word = self._word
        self._state, self._started = word["state"], word["started"]
        self._completed, self._measured = word["completed"], word["measured"]
        self._response = self._histograms["response"]
        self._service = self._histograms["service"]
        self._discarded = self._histograms["discarded"]
        self._answered_looks = 0
        self.jobs = JobLog(view, layout["jobs"], control)

    def begin(self) -> None:
        """To be called by the thread that the record is of, before its first job."""
        self._words[self._word["tid"]] = threading.get_native_id()
        self._words[self._word["pid"]] = os.getpid()
        self._words[self._word["life"]] = 1
        self._note_report()

    def started(self) -> None:
        words = self._words
        words[self._started] += 1
        words[self._state] = RUNNING

    def waiting(self) -> None:
        self._words[self._state] = WAITING

    def running(self) -> None:
        self._words[self._state] = RUNNING

    def idle(self) -> None:
        self._words[self._state] = IDLE

    def finished(
        self,
        finished_ns: int,
        response_ns: int,
        service_ns: int,
        queueing_ns: Optional[int] = None,
        uncorrected_ns: Optional[int] = None,
    ) -> None:
        """A job is done. Counts always; fills the histograms only while measuring: all or none.

        Of an open load also how long it waited to be started, and its time since it was handed in.
        """
        phase = self._serve(finished_ns, service_ns, queueing_ns)
        self._answer(phase, response_ns, uncorrected_ns)
        self._answer_look()

    def served(self, finished_ns: int, service_ns: int, queueing_ns: Optional[int] = None) -> None:
        """The half of `finished` for a worker whose answer another process takes."""
        self._serve(finished_ns, service_ns, queueing_ns)
        self._answer_look()

    def answered(self, response_ns: int, uncorrected_ns: Optional[int] = None) -> None:
        """The other half, for the process that handed the job in.

        At the edges of a block a job can lie between both: counts then differ by it.
        """
        self._words[self._word["answered"]] += 1
        self._answer(self._control.phase, response_ns, uncorrected_ns)

    def _serve(self, finished_ns: int, service_ns: int, queueing_ns: Optional[int]) -> int:
        """Reads the phase once: the lab may change it while a job is counted."""
        words = self._words
        phase = self._control.phase
        words[self._completed] += 1
        if phase < PARKED:
            self._times[0] = finished_ns
        is_kept = phase == MEASURING
        (self._service if is_kept else self._discarded).record(service_ns)
        if queueing_ns is not None:
            self._note("queueing", queueing_ns, phase)
        if is_kept:
            words[self._measured] += 1
        return phase

    def _answer(self, phase: int, response_ns: int, uncorrected_ns: Optional[int]) -> None:
        (self._response if phase == MEASURING else self._discarded).record(response_ns)
        if uncorrected_ns is not None:
            self._note("uncorrected", uncorrected_ns, phase)

    def returned(self) -> None:
        """A job came back that has failed."""
        self._words[self._word["answered"]] += 1

    def failed(self, error: BaseException) -> None:
        self._errors.record(message_of(error))
        self._answer_look()

    def arrived(self, is_rejected: bool) -> None:
        """A job of an open load came in."""
        if self._control.phase != MEASURING:
            return
        self._words[self._word["arrived"]] += 1
        if is_rejected:
            self._words[self._word["rejected"]] += 1

    def next_arrival(self, index: int, due_ns: int) -> None:
        self._times[1] = due_ns
        self._words[self._word["nextArrival"]] = index + 1

    def timer_late(self, late_ns: int) -> None:
        self._note("timerLateness", late_ns, self._control.phase)

    def clear(self) -> None:
        """Forgets what was counted, for the next block. To be called while the thread is parked."""
        for word in range(self._started, len(self._words)):
            if word not in (self._word["pid"], self._word["tid"]):
                self._words[word] = 0
        self._times[0] = self._times[1] = 0
        self._errors.clear()
        self.jobs.clear()
        for histogram in self._histograms.values():
            histogram.clear()

    def _note(self, histogram: str, value: int, phase: int) -> None:
        (self._histograms[histogram] if phase == MEASURING else self._discarded).record(value)

    def _answer_look(self) -> None:
        looks = self._control.looks
        if looks != self._answered_looks:
            self._answered_looks = looks
            self._note_report()

    def _note_report(self) -> None:
        """What only the thread can read; the version is odd while it is written."""
        self._report_words[0] += 1
        self._report[1] = now()
        self._report[2] = time.thread_time_ns()
        self._report[3] = float("nan")
        self._report[4] = self._report[5] = 0
        self._report_words[0] += 1


class _Errors:
    """The first few distinct messages of failed jobs, how often each came, and all others."""

    def __init__(self, view: memoryview, start: int, layout: Dict[str, int]) -> None:
        size, self._most = layout["slotBytes"], layout["mostLetters"]
        self._slots = [
            (
                view[start + slot * size : start + slot * size + 8].cast("I"),
                view[start + slot * size + 8 : start + slot * size + 8 + 2 * self._most].cast("H"),
            )
            for slot in range(layout["slots"])
        ]
        further = start + layout["slots"] * size
        self._further = view[further : further + 4].cast("I")
        self._known: Dict[str, memoryview] = {}

    def record(self, message: str) -> None:
        text = message[: self._most]
        words = self._known.get(text)
        if words is None and len(self._known) < len(self._slots):
            words, letters = self._slots[len(self._known)]
            units = text.encode("utf-16-le", "replace")[: 2 * self._most]
            letters[: len(units) // 2] = memoryview(units).cast("H")
            words[1] = len(units) // 2
            self._known[text] = words
        (self._further if words is None else words)[0] += 1

    def clear(self) -> None:
        for words, _ in self._slots:
            words[0] = 0
        self._further[0] = 0


def message_of(error: BaseException) -> str:
    """What a job failed with, in a line."""
    text = " ".join(str(error).split())
    return text or type(error).__name__
