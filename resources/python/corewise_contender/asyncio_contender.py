"""One thread with asyncio, run by `asyncio.run`, and every job in flight."""
import asyncio
from typing import List, Set

from .jobs import AsyncJobs
from .lab_link import LabLink, end
from .order import Order
from .record import Control, Record, now

#: After this many jobs in one go that were due already others have a turn.
_MOST_AT_ONCE = 64
#: Whoever waits for an arrival looks as often whether the block is over.
_LONGEST_WAIT = 0.05


def serve(order: Order, link: LabLink) -> None:
    """Runs blocks until the lab says that it is enough."""
    asyncio.run(_Contender(order, link).serve())


class _Contender:
    def __init__(self, order: Order, link: LabLink) -> None:
        self._order = order
        self._link = link
        self._control = Control(order)
        self._record = Record(order, 0, self._control)
        self._jobs = AsyncJobs(order, self._control, self._record)
        self._first = 0
        self._count = 0
        self._held = 0

    async def serve(self) -> None:
        order, link = self._order, self._link
        self._begun = asyncio.Event()
        await self._jobs.begin()
        self._record.begin()
        words: "asyncio.Queue[List[str]]" = asyncio.Queue()
        loop = asyncio.get_running_loop()
        link.listen(lambda word: loop.call_soon_threadsafe(words.put_nowait, word))
        clients: List["asyncio.Task[None]"] = []
        while True:
            word = await words.get()
            if word[0] == "end":
                await self._jobs.conclude()
                end()
            if word[0] != "go":
                continue
            self._first, self._count = int(word[1]), int(word[2])
            self._record.clear()
            if not order.is_open and not clients:
                clients = [asyncio.create_task(self._client()) for _ in range(order.concurrency)]
                await asyncio.sleep(0)
            arrivals = asyncio.create_task(self._open_load()) if order.is_open else None
            begun, self._begun = self._begun, asyncio.Event()
            begun.set()
            link.ready()
            while (await words.get())[0] != "halt":
                pass
            if arrivals is not None:
                await arrivals
            while not order.is_open and self._held < order.concurrency:
                await asyncio.sleep(0.001)
            link.parked(0)

    def _next_job(self) -> int:
        index = self._count
        self._count = index + 1
        self._control.handed_in(self._count)
        return index

    def _place(self, index: int) -> int:
        return (self._first + index) % self._order.length

    async def _next_block(self) -> None:
        self._held += 1
        await self._begun.wait()
        self._held -= 1

    async def _client(self) -> None:
        """One client of the closed load: runs a job, awaits its end, runs the next."""
        record, control, jobs = self._record, self._control, self._jobs
        # A job that only computes has nothing to await, so its client gives way by itself. Whether a
        # person's own job waits is not known.
        must_give_way = not self._order.can_wait or self._order.own is not None
        await self._next_block()
        handed_in = now()
        while True:
            if control.is_halted:
                await self._next_block()
                handed_in = now()
            index = self._next_job()
            if must_give_way:
                await asyncio.sleep(0)
            record.started()
            started = now()
            try:
                wait = await jobs.run(self._place(index), index)
            except Exception as error:
                record.failed(error)
                # A job that fails before its first wait would else keep the thread.
                await asyncio.sleep(0)
                handed_in = now()
                continue
            finished = now()
            record.finished(finished, finished - handed_in, finished - started)
            record.jobs.note_raw(index, None, handed_in, started, finished, wait)
            handed_in = finished

    async def _open_load(self) -> None:
        """Runs every job when the plan has it come in, whatever became of earlier ones."""
        order, record, control = self._order, self._record, self._control
        start = now()
        running: Set["asyncio.Task[None]"] = set()
        index = 0
        while not control.is_halted:
            due = start + int(order.arrival_ns(self._first, index))
            record.next_arrival(index, due)
            while (wait := (due - now()) / 1e9) > 0 and not control.is_halted:
                await asyncio.sleep(min(wait, _LONGEST_WAIT))
            if control.is_halted:
                break
            if index % _MOST_AT_ONCE == 0:
                await asyncio.sleep(0)
            is_rejected = len(running) >= order.concurrency
            record.arrived(is_rejected)
            if not is_rejected:
                self._next_job()
                task = asyncio.create_task(self._arrived(index, due, now()))
                running.add(task)
                task.add_done_callback(running.discard)
            index += 1
        await asyncio.gather(*running)

    async def _arrived(self, index: int, due: int, handed_in: int) -> None:
        record = self._record
        record.started()
        started = now()
        try:
            wait = await self._jobs.run(self._place(index), index)
        except Exception as error:
            record.failed(error)
            return
        finished = now()
        record.finished(
            finished, finished - due, finished - started, started - due, finished - handed_in
        )
        record.jobs.note_raw(index, due, handed_in, started, finished, wait)
