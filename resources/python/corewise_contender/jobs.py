"""What a job does, in both ways to wait: blocking its thread, and leaving the loop to others."""
import asyncio
import hashlib
import http.client
import os
import threading
import time
from typing import List, Optional, Tuple

from .job_log import Wait
from .hidden_work import KINDS, do_hidden_work
from .order import Order
from .own_job import loaded
from .record import Control, Record, now
from .work import work

_HOST = "127.0.0.1"
#: Of an answer only the system knows when it was there.
_UNKNOWN = float("nan")
#: Every kind of work that there is: one that is left out here is refused, not run empty.
KNOWN = ("wait", "cpu", "mixed", "fan-out", "http", "files", "own", *KINDS)
#: Exit code of a process that the fault `exitAt` ended.
_EXIT_CODE = 70


def check_kind(kind: str) -> None:
    """Throws where jobs do not know what work of that kind is."""
    if kind not in KNOWN:
        raise ValueError(f"workload.kind: jobs of Python know none of kind {kind!r}")


def commit_fault(order: Order, index: int) -> None:
    """Does what the spec's faults ask of that job; they count jobs from 1, and 0 is never."""
    if order.exit_at and index + 1 == order.exit_at:
        os._exit(_EXIT_CODE)
    if order.throw_every and (index + 1) % order.throw_every == 0:
        raise RuntimeError(
            f"faults.throwEvery: every job number that {order.throw_every} divides fails"
        )


def _hash(content: bytes) -> None:
    hashlib.sha256(content).digest()


class BlockingJobs:
    """Jobs that hold their thread while they wait."""

    def __init__(self, order: Order, control: Control) -> None:
        check_kind(order.kind)
        self._order = order
        self._control = control
        self._connections = threading.local()
        self._own = None if order.own is None else loaded(**order.own)
        if self._own is not None:
            asyncio.run(self._own.begin())

    def run(self, place: int, index: int, record: Record) -> Optional[Wait]:
        """Runs the job at that place of the plan and gives its wait; throws what it throws."""
        order = self._order
        commit_fault(order, index)
        work(order.rounds_before(place))
        wait: Optional[Wait] = None
        if order.kind in ("wait", "mixed"):
            seconds = self._control.wait_of(order.wait_ms(place))
            record.waiting()
            began = now()
            time.sleep(seconds)
            wait = (began, began + seconds * 1e9, now())
            record.running()
        elif order.kind == "fan-out":
            # A thread that asked them all blocks until the last has answered.
            seconds = max(self._control.wait_of(ms) for ms in order.parts_ms(place))
            record.waiting()
            began = now()
            time.sleep(seconds)
            wait = (began, began + seconds * 1e9, now())
            record.running()
        elif order.kind == "http":
            record.waiting()
            began = now()
            self._request(order.wait_ms(place))
            wait = (began, _UNKNOWN, now())
            record.running()
        elif order.kind == "files":
            record.waiting()
            began = now()
            with open(order.file(place), "rb") as file:
                content = file.read()
            wait = (began, _UNKNOWN, now())
            record.running()
            _hash(content)
        elif order.kind in KINDS:
            # Of looking up a name it is not known whether it computes or waits.
            do_hidden_work(order, place)
        elif self._own is not None:
            # Whether it computes or waits is not known: the thread is seen running.
            try:
                self._own.blocking(self._own.input(place))  # type: ignore[misc]
            except BaseException as error:  # SystemExit and KeyboardInterrupt as well
                raise self._own.failure(error) from None
        work(order.rounds_after(place))
        return wait

    def conclude(self) -> None:
        """Ends what jobs needed."""
        if self._own is not None:
            asyncio.run(self._own.after())

    def _request(self, ms: float) -> None:
        connection = getattr(self._connections, "connection", None)
        if connection is None:
            connection = http.client.HTTPConnection(_HOST, self._order.http_port)
            self._connections.connection = connection
        wait = self._control.wait_of(ms) * 1_000
        connection.request("GET", f"/wait?ms={wait}&bytes={self._order.response_bytes}")
        answer = connection.getresponse()
        _check(answer.status, len(answer.read()), self._order.response_bytes)


class AsyncJobs:
    """Jobs that leave the loop to others while they wait."""

    def __init__(self, order: Order, control: Control, record: Record) -> None:
        check_kind(order.kind)
        self._order = order
        self._control = control
        self._record = record
        self._own = None if order.own is None else loaded(**order.own)
        self._idle: List[Tuple[asyncio.StreamReader, asyncio.StreamWriter]] = []

    async def begin(self) -> None:
        """Makes ready what jobs need."""
        if self._own is not None:
            await self._own.begin()

    async def conclude(self) -> None:
        """Ends what jobs needed."""
        if self._own is not None:
            await self._own.after()

    async def run(self, place: int, index: int) -> Optional[Wait]:
        """Runs the job at that place of the plan and gives its wait; throws what it throws."""
        order, record = self._order, self._record
        commit_fault(order, index)
        work(order.rounds_before(place))
        wait: Optional[Wait] = None
        if order.kind in ("wait", "mixed"):
            seconds = self._control.wait_of(order.wait_ms(place))
            began = now()
            due = began + int(seconds * 1e9)
            record.waiting()
            await asyncio.sleep(seconds)
            record.running()
            resumed = now()
            record.timer_late(resumed - due)
            wait = (began, due, resumed)
        elif order.kind == "fan-out":
            waits = [self._control.wait_of(ms) for ms in order.parts_ms(place)]
            began = now()
            due = began + int(max(waits) * 1e9)
            record.waiting()
            await asyncio.gather(*(asyncio.sleep(seconds) for seconds in waits))
            record.running()
            resumed = now()
            record.timer_late(resumed - due)
            wait = (began, due, resumed)
        elif order.kind == "http":
            record.waiting()
            began = now()
            await self._request(order.wait_ms(place))
            wait = (began, _UNKNOWN, now())
            record.running()
        elif order.kind == "files":
            record.waiting()
            began = now()
            content = await asyncio.to_thread(_read, order.file(place))
            wait = (began, _UNKNOWN, now())
            record.running()
            _hash(content)
        elif order.kind in KINDS:
            record.waiting()
            began = now()
            await asyncio.to_thread(do_hidden_work, order, place)
            wait = (began, _UNKNOWN, now())
            record.running()
        elif self._own is not None:
            # What it computes after its first await is within its wait.
            began = now()
            try:
                await self._own.job(self._own.input(place))  # type: ignore[misc]
            except (asyncio.CancelledError, GeneratorExit):
                raise
            except BaseException as error:  # SystemExit and KeyboardInterrupt as well
                raise self._own.failure(error) from None
            wait = (began, _UNKNOWN, now())
        work(order.rounds_after(place))
        return wait

    async def _request(self, ms: float) -> None:
        if self._idle:
            reader, writer = self._idle.pop()
        else:
            reader, writer = await asyncio.open_connection(_HOST, self._order.http_port)
        wait = self._control.wait_of(ms) * 1_000
        path = f"/wait?ms={wait}&bytes={self._order.response_bytes}"
        writer.write(f"GET {path} HTTP/1.1\r\nHost: {_HOST}\r\n\r\n".encode())
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
        status = int(head.split(" ", 2)[1])
        length = int(head.split("content-length:", 1)[1].split("\r\n", 1)[0])
        await reader.readexactly(length)
        self._idle.append((reader, writer))
        _check(status, length, self._order.response_bytes)


def _read(path: str) -> bytes:
    with open(path, "rb") as file:
        return file.read()


def _check(status: int, length: int, expected: int) -> None:
    if status != 200:
        raise RuntimeError(f"The loopback service answered {status}")
    if length != expected:
        raise RuntimeError(f"The loopback service sent {length} bytes instead of {expected}")
