"""Threads or processes run by `concurrent.futures`, each with one job at a time."""
import multiprocessing
import multiprocessing.connection
import os
import queue
import signal
import threading
import time
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any, List, Optional, Tuple

from . import lab_link
from .job_log import Wait
from .jobs import BlockingJobs
from .lab_link import ForPerson, LabLink, end
from .order import Order
from .record import STOPPING, Control, Record, now
from .standing import tell_where

#: How long workers may take to start, in seconds.
_START_LIMIT = 60
#: How long a process that is seen to end may take to be gone, in seconds.
_END_LIMIT = 1
#: Between two looks at whether all workers are held, in seconds.
_LOOK = 0.001
_LONGEST_WAIT = 0.05


def serve(order: Order, link: LabLink) -> None:
    """Runs blocks until the lab says that it is enough."""
    _Dispatcher(order, link).serve()


#: Which worker ran a job, when it began and ended it, and its wait.
Served = Tuple[int, int, int, Optional[Wait]]


class _Gate:
    """Where workers wait with a job that they took while threads were parked."""

    def __init__(self, make: Any) -> None:
        self._opened = make.Semaphore(0)
        self._came = make.Semaphore(0)
        self._held = 0

    def hold(self) -> None:
        self._came.release()
        self._opened.acquire()

    def held(self) -> int:
        """How many wait. For the dispatcher only, as is `open`."""
        while self._came.acquire(False):
            self._held += 1
        return self._held

    def open(self) -> None:
        for _ in range(self.held()):
            self._opened.release()
        self._held = 0


class _Worker:
    """What every worker has of its own; threads share all but the record."""

    def __init__(self, order: Order, gate: "_Gate", is_answered_elsewhere: bool) -> None:
        self.order = order
        self.gate = gate
        self.control = Control(order)
        self.jobs = BlockingJobs(order, self.control)
        self.is_answered_elsewhere = is_answered_elsewhere
        self.own = threading.local()

    def begin(self, number: int) -> None:
        self.own.number = number
        self.own.record = Record(self.order, number, self.control)
        self.own.record.begin()

    def run(
        self, place: int, index: int, handed_in: int, due: Optional[int]
    ) -> Optional[Served]:
        """Runs a job on the calling thread. None where it was not finished."""
        control, record = self.control, self.own.record
        if control.is_halted:
            self.gate.hold()
        if control.phase == STOPPING:
            return None
        record.started()
        started = now()
        started_clock = control.clock()
        try:
            wait = self.jobs.run(place, index, record)
        except Exception as error:
            record.failed(error)
            return None
        finally:
            record.idle()
        finished = now()
        service = finished - started
        queueing = None if due is None else started_clock - due
        parked = control.parked_ns
        told = None if wait is None else (wait[0] - parked, wait[1] - parked, wait[2] - parked)
        served = (self.own.number - 1, started_clock, finished - parked, told)
        if self.is_answered_elsewhere:
            record.served(finished, service, queueing)
            return served
        clock = control.clock()
        record.jobs.note(index, due, handed_in, started_clock, finished - parked, clock, told)
        if due is None:
            record.finished(finished, clock - handed_in, service)
        else:
            record.finished(finished, clock - due, service, queueing, clock - handed_in)
        return served


#: Of this process; set before a worker's first job.
_worker: Optional[_Worker] = None


def _begin_thread(numbers: "queue.SimpleQueue[int]") -> None:
    assert _worker is not None
    _worker.begin(numbers.get())


def _begin_process(
    order: Order, gate: _Gate, numbers: Any, parent: Optional[int], faults: Any
) -> None:
    global _worker
    lab_link.end_with_parent(parent)
    tell_where()
    try:
        _worker = _Worker(order, gate, True)
    except BaseException as error:
        # The pool would tell of the end of a process alone.
        faults.put(lab_link.told(error))
        raise
    with numbers.get_lock():
        number = numbers.value
        numbers.value = number + 1
    _worker.begin(number)


def _run(place: int, index: int, handed_in: int, due: Optional[int]) -> Optional[Served]:
    assert _worker is not None
    return _worker.run(place, index, handed_in, due)


def _conclude() -> None:
    assert _worker is not None
    _worker.jobs.conclude()
    _meet()


def _code_of_ended(processes: List[Any]) -> Optional[int]:
    """With what the first of these ended that did so by itself: others are ended after it."""
    ended = multiprocessing.connection.wait([process.sentinel for process in processes], _END_LIMIT)
    for process in processes:
        if process.sentinel in ended:
            # It is gone before its code is there.
            process.join(_END_LIMIT)
            return process.exitcode
    return None


def _end_of(code: Optional[int]) -> str:
    if code is None:
        return "ended"
    return f"ended with code {code}" if code >= 0 else f"was ended by {signal.Signals(-code).name}"


#: Where workers meet that start; handed to each process as it begins.
_meeting: Any = None


def _set_meeting(meeting: Any, begin: Any, *order: Any) -> None:
    global _meeting
    _meeting = meeting
    begin(*order)


def _meet() -> None:
    _meeting.wait(_START_LIMIT)


class _Dispatcher:
    """Hands jobs in and takes their answers. Its record is the first."""

    def __init__(self, order: Order, link: LabLink) -> None:
        self._order = order
        self._link = link
        self._control = Control(order)
        self._record = Record(order, 0, self._control)
        self._has_processes = order.contender == "python-processes"
        self._has_begun = False
        self._lock = threading.Lock()
        self._first = 0
        self._count = 0
        self._in_pool = 0

    def serve(self) -> None:
        order, link = self._order, self._link
        self._executor = self._start_processes() if self._has_processes else self._start_threads()
        try:
            for future in [self._executor.submit(_meet) for _ in range(order.workers)]:
                future.result()
        except BrokenProcessPool as error:
            raise self._broken(error) from error
        self._record.begin()
        words: "queue.SimpleQueue[List[str]]" = queue.SimpleQueue()
        # Only now: a process is not to be forked while another thread runs.
        link.listen(words.put)
        has_clients = False
        records = [
            Record(order, number, self._control) for number in range(1, len(order.records))
        ]
        while True:
            word = words.get()
            if word[0] == "end":
                self._conclude()
                end()
            if word[0] != "go":
                continue
            self._first, self._count = int(word[1]), int(word[2])
            for record in [self._record, *records]:
                record.clear()
            self._gate.open()
            if not order.is_open and not has_clients:
                has_clients = True
                for _ in range(order.concurrency):
                    self._hand_in(self._control.clock())
            link.ready()
            if order.is_open:
                self._open_load()
            while words.get()[0] != "halt":
                pass
            while self._gate.held() < min(self._in_pool, order.workers):
                time.sleep(_LOOK)
            link.parked(self._in_pool)

    def _conclude(self) -> None:
        if _worker is not None:
            _worker.jobs.conclude()
            return
        if self._order.own is not None:
            self._gate.open()
            for future in [self._executor.submit(_conclude) for _ in range(self._order.workers)]:
                future.result()

    def _start_threads(self) -> Executor:
        global _worker
        order = self._order
        numbers: "queue.SimpleQueue[int]" = queue.SimpleQueue()
        for number in range(order.workers):
            numbers.put(number + 1)
        self._gate = _Gate(threading)
        _worker = _Worker(order, self._gate, False)
        return ThreadPoolExecutor(
            max_workers=order.workers,
            initializer=_set_meeting,
            initargs=(threading.Barrier(order.workers), _begin_thread, numbers),
        )

    def _start_processes(self) -> Executor:
        order = self._order
        context = multiprocessing.get_context()
        self._gate = _Gate(context)
        self._faults = context.SimpleQueue()
        executor = ProcessPoolExecutor(
            max_workers=order.workers,
            mp_context=context,
            initializer=_set_meeting,
            initargs=(
                context.Barrier(order.workers),
                _begin_process,
                order,
                self._gate,
                context.Value("i", 1),
                # Else a process is started by one that is there for that alone.
                os.getpid() if context.get_start_method() == "fork" else None,
                self._faults,
            ),
        )
        self._processes = executor._processes
        lab_link.on_end.append(
            lambda: [process.kill() for process in list(self._processes.values())]
        )
        return executor

    def _broken(self, error: BaseException) -> BaseException:
        """What the pool broke of, which it does not say itself: a process that ended by itself."""
        if not isinstance(error, BrokenProcessPool):
            return error
        if not self._faults.empty():
            return ForPerson(self._faults.get())
        code = _code_of_ended(list(self._processes.values()))
        own = self._order.own
        whose = "a process of the pool" if own is None else f"{os.path.basename(own['file'])}: its process"
        return ForPerson(f"{whose} {_end_of(code)}")

    def _hand_in(
        self, handed_in: int, due: Optional[int] = None, arrival: Optional[int] = None
    ) -> None:
        """Hands in the next job, or that of an arrival. Several threads may, so the count has a lock."""
        with self._lock:
            index = self._count if arrival is None else arrival
            self._count += 1
            self._in_pool += 1
            self._control.handed_in(self._count)
        place = (self._first + index) % self._order.length
        future = self._executor.submit(_run, place, index, handed_in, due)
        future.add_done_callback(lambda done: self._answered(done, index, handed_in, due))

    def _answered(
        self, done: "Future[Optional[Served]]", index: int, handed_in: int, due: Optional[int]
    ) -> None:
        try:
            served = done.result()
            clock = self._control.clock()
            with self._lock:
                self._in_pool -= 1
            if self._has_processes:
                self._note_answer(served, clock, index, handed_in, due)
            if due is None and self._control.phase != STOPPING:
                self._hand_in(clock)
        except BaseException as error:  # of the pool itself: it has broken
            self._link.fail(self._broken(error))

    def _note_answer(
        self, served: Optional[Served], clock: int, index: int, handed_in: int, due: Optional[int]
    ) -> None:
        if not self._has_begun:
            # Answers come in the executor's own thread, whose time is the dispatcher's.
            self._has_begun = True
            self._record.begin()
        if served is None:
            self._record.returned()
            return
        worker, started, finished, wait = served
        self._record.jobs.note(index, due, handed_in, started, finished, clock, wait, worker)
        if due is None:
            self._record.answered(clock - handed_in)
        else:
            self._record.answered(clock - due, clock - handed_in)

    def _open_load(self) -> None:
        """Hands in every job when the plan has it come in."""
        order, control = self._order, self._control
        start = now()
        parked = start - control.clock()
        index = 0
        while True:
            due = start + int(order.arrival_ns(self._first, index))
            while (wait := (due - now()) / 1e9) > 0 and not control.is_halted:
                time.sleep(min(wait, _LONGEST_WAIT))
            if control.is_halted:
                return
            is_rejected = self._in_pool >= order.concurrency
            self._record.arrived(is_rejected)
            if not is_rejected:
                self._hand_in(control.clock(), due - parked, index)
            index += 1
