"""The slowest jobs of a thread and some at random, in the lab's layout (see docs/foreign-contenders.md)."""
import math
import random
from typing import TYPE_CHECKING, Any, Dict, Optional, Tuple

if TYPE_CHECKING:
    from .record import Control

_NAN = float("nan")
#: Of jobs that end within this only one is kept as slow: after a stall each is slower than the
#: last.
_APART_NS = 100_000
_SEED = 0x9E3779B9

#: When a wait began, when the job could have gone on (NaN where only the system knows), and when
#: it did.
Wait = Tuple[int, float, int]


class JobLog:
    """
    A job that is not kept costs two comparisons. A sample is drawn by algorithm L (Li 1994).
    Jobs are noted only while the lab measures.
    """

    def __init__(self, view: memoryview, layout: Dict[str, Any], control: "Control") -> None:
        self._control = control
        start = layout["start"]
        self._entry: int = layout["entry"]
        self._most_slow: int = layout["slowest"]
        self._most_sampled: int = layout["sampled"]
        places = self._most_slow + self._most_sampled
        words = layout["state"] + places * (1 + self._entry)
        self._slots = view[start : start + 8 * words].cast("d")
        self._seen_at: int = layout["seen"]
        self._slow_at: int = layout["slow"]
        self._latencies: int = layout["state"]
        self._entries: int = layout["state"] + places
        self.clear()

    def clear(self) -> None:
        """Forgets all, for the next block."""
        self._slots[self._seen_at] = self._slots[self._slow_at] = 0
        self._random = random.Random(_SEED)
        self._weight = 1.0
        self._seen = 0
        self._next = 1
        self._slow: Dict[int, int] = {}
        self._least = 0
        self._kept_at = 0

    def note(
        self,
        job: int,
        due: Optional[int],
        submitted: int,
        started: int,
        finished: int,
        answered: int,
        wait: Optional[Wait] = None,
        worker: Optional[int] = None,
    ) -> None:
        """A job is done. Times are on the clock of what is measured."""
        if not self._control.is_measuring:
            return
        latency = answered - (submitted if due is None else due)
        self._seen += 1
        is_slow = latency > self._least and answered - self._kept_at >= _APART_NS
        if not is_slow and self._seen < self._next:
            return
        entry = [
            job, _NAN if due is None else due, submitted, started, finished, answered,
            _NAN if worker is None else worker,
            0 if wait is None else 1, 0 if wait is None else wait[2] - wait[0],
            *_UNKNOWN,
        ]
        if wait is not None:
            entry += [*wait, *_UNKNOWN]
        if is_slow:
            self._put(self._slow_place(latency, answered), latency, entry)
        if self._seen >= self._next:
            self._put(self._most_slow + self._sample_place(), latency, entry)

    def note_raw(
        self,
        job: int,
        due: Optional[int],
        submitted: int,
        started: int,
        finished: int,
        wait: Optional[Wait],
    ) -> None:
        """As `note`, with times of `now`, for a job that the thread which runs it also answers."""
        parked = self._control.parked_ns
        told = None if wait is None else (wait[0] - parked, wait[1] - parked, wait[2] - parked)
        due = None if due is None else due - parked
        finished -= parked
        self.note(job, due, submitted - parked, started - parked, finished, finished, told)

    def _slow_place(self, latency: int, answered: int) -> int:
        self._kept_at = answered
        slow = self._slow
        place = len(slow) if len(slow) < self._most_slow else min(slow, key=lambda at: slow[at])
        slow[place] = latency
        if len(slow) == self._most_slow:
            self._least = min(slow.values())
        self._slots[self._slow_at] = len(slow)
        return place

    def _sample_place(self) -> int:
        seen, most = self._seen, self._most_sampled
        self._slots[self._seen_at] = min(seen, most)
        if seen < most:
            self._next = seen + 1
            return seen - 1
        self._weight *= math.exp(math.log(self._uniform()) / most)
        self._next = seen + 1 + int(math.log(self._uniform()) / math.log1p(-self._weight))
        return most - 1 if seen == most else self._random.randrange(most)

    def _uniform(self) -> float:
        return 1.0 - self._random.random()

    def _put(self, place: int, latency: int, entry: list) -> None:
        slots = self._slots
        slots[self._latencies + place] = latency
        start = self._entries + place * self._entry
        for at, value in enumerate(entry):
            slots[start + at] = value


#: What held the thread is not noted: no hold, for no time, by nobody, and there may have been some.
_UNKNOWN = (0, 0, _NAN, 0, 0)
