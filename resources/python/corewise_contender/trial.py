"""Tries a person's own job before anything is measured: as the lab does with jobs of its own runtime."""
import asyncio
import copy
import inspect
import json
import math
import pickle
import sys
import time
import traceback
from typing import Any, Dict, Optional, Tuple

from .lab_link import LabLink
from .own_job import OwnJob, UnusableJob, said_of

#: Inputs for which all variants must give the same.
_COMPARED_INPUTS = 5
#: A variant is tried for about as long in seconds, half of it to get warm.
_TRIAL = 1.0
#: However long a job takes, it is timed so often.
_LEAST_TIMED = 3
#: What is timed is looked at in so many parts, to tell how far they come apart.
_PARTS = 5
#: Jobs that wait less are taken as they come alone, in seconds.
_LEAST_WAIT = 0.000_2
#: A job that awaits leaves the loop idle; one that does for less of its wait holds it.
_LEAST_IDLE_SHARE = 0.5
#: No more jobs are tried at once, and no job is taken to compute less.
_MOST_AT_ONCE = 64
_LEAST_CPU = 0.000_05
#: A trial that goes on says so, in seconds.
_TOLD_EVERY = 1.0
_MOST_SHOWN = 200


def try_job(said: str) -> None:
    """Tries the job that this JSON names, and answers with what came of it."""
    link = LabLink()
    link.listen(lambda word: None)
    order = json.loads(said)
    trial = _Trial(link, order["file"])
    link.answer(trial.outcome(order))
    link.close()


class _Trial:
    def __init__(self, link: LabLink, file: str) -> None:
        self._link = link
        self._file = file
        self._part = ""
        self._input = 0
        self._told = 0.0

    def outcome(self, order: Dict[str, Any]) -> Dict[str, Any]:
        self._tell("load")
        try:
            job = OwnJob(order["file"], order["sha256"], order["seed"])
            return asyncio.run(self._tried(job))
        except BaseException as error:  # whatever somebody's code throws, SystemExit as well
            return self._fault(error)

    def _tell(self, part: str, at: int = 0, is_timed: bool = False) -> None:
        # To tell costs as much as a short job does.
        is_another = part != self._part or (at != self._input and not is_timed)
        self._part, self._input = part, at
        now = time.perf_counter()
        if is_another or now - self._told > _TOLD_EVERY:
            self._told = now
            self._link.answer({"kind": "trying", "part": part, "input": at})

    async def _tried(self, job: OwnJob) -> Dict[str, Any]:
        self._tell("before")
        await job.before()
        variants = [name for name in ("blocking", "job") if getattr(job, name) is not None]
        for at in range(min(_COMPARED_INPUTS, len(job.inputs))):
            before = _copied(job.inputs[at])
            results = []
            for name in variants:
                results.append((name, await self._run(job, name, at)))
                if before is not None and not _equal(before, job.inputs[at]):
                    raise UnusableJob(
                        f"`{name}` changes input {at} from {_shown(before)} to {_shown(job.inputs[at])}, "
                        "which later jobs are given: work on a copy"
                    )
            if not all(_equal(value, results[0][1]) for _, value in results):
                return {
                    "kind": "different",
                    "input": at,
                    "given": _shown(job.inputs[at]),
                    "results": [
                        {"variant": name, "text": _shown(value)} for name, value in results
                    ],
                }
        costs = {name: await self._cost(job, name) for name in variants}
        self._tell("after")
        await job.after()
        return {"kind": "tried", "inputs": len(job.inputs), "costs": costs}

    async def _run(self, job: OwnJob, variant: str, at: int, is_timed: bool = False) -> Any:
        self._tell(variant, at, is_timed)
        given = job.inputs[at]
        assert job.blocking is not None or job.job is not None
        if variant == "job":
            return await job.job(given)  # type: ignore[misc]
        value = job.blocking(given)  # type: ignore[misc]
        if inspect.isawaitable(value):
            raise UnusableJob(
                "`blocking` gives what is to be awaited, so it does not block: make it `async def job`"
            )
        return value

    async def _cost(self, job: OwnJob, variant: str) -> Dict[str, Any]:
        """As the lab does: to sleep and wake up is no part of a job that waits."""
        await self._alone(job, variant, is_timed=False)
        idle = _Idle()
        cpu, passed, apart = await self._alone(job, variant, is_timed=True)
        wait, idle_share = passed - cpu, idle.share()
        holds_loop = False
        if wait >= _LEAST_WAIT:
            if variant == "blocking":
                cpu = max(0.0, cpu - _empty_wait(wait))
            else:
                # Where the system does not tell for how long a thread had no core, that may be all of it.
                is_told = _queued() > 0 and idle_share is not None
                holds_loop = is_told and idle_share * passed < wait * _LEAST_IDLE_SHARE
                at_once = 1 + math.ceil(wait / max(_LEAST_CPU, cpu))
                cpu = await self._busy(job, min(_MOST_AT_ONCE, at_once))
        return {
            "cpuMs": cpu * 1_000,
            "waitMs": max(0.0, passed - cpu) * 1_000,
            "apart": apart,
            "holdsLoop": holds_loop,
        }

    async def _alone(self, job: OwnJob, variant: str, is_timed: bool) -> Tuple[float, float, float]:
        """CPU seconds and seconds of a job, and how far a part of this comes from the mean, as a share."""
        began, jobs, cpu, passed = time.perf_counter(), 0, 0.0, 0.0
        parts = []
        while jobs < _LEAST_TIMED or time.perf_counter() - began < _TRIAL / 2:
            before, part_began, queued = jobs, time.perf_counter(), _queued()
            cpu_began = time.process_time()
            while jobs == before or time.perf_counter() - part_began < _TRIAL / 2 / _PARTS:
                await self._run(job, variant, jobs % len(job.inputs), is_timed)
                jobs += 1
            cpu += time.process_time() - cpu_began
            part = time.perf_counter() - part_began - (_queued() - queued)
            passed += part
            parts.append(part / (jobs - before))
        apart = max(abs(part * jobs / passed - 1) for part in parts)
        return cpu / jobs, passed / jobs, apart

    async def _busy(self, job: OwnJob, at_once: int) -> float:
        """The CPU seconds of a job while so many are in flight."""
        began, cpu_began, jobs = time.perf_counter(), time.process_time(), 0

        async def client() -> None:
            nonlocal jobs
            while True:
                jobs += 1
                await self._run(job, "job", jobs % len(job.inputs), is_timed=True)
                if time.perf_counter() - began >= _TRIAL / 2:
                    return

        await asyncio.gather(*(client() for _ in range(at_once)))
        return (time.process_time() - cpu_began) / jobs

    def _fault(self, error: BaseException) -> Dict[str, Any]:
        why, line = self._why(error)
        return {"kind": "faulty", "why": why, "line": line}

    def _why(self, error: BaseException) -> Tuple[str, Optional[int]]:
        if isinstance(error, SyntaxError) and self._part == "load":
            line = error.lineno if error.filename == self._file else self._line_of(error)
            return f"does not parse: {error.msg}", line
        if isinstance(error, UnusableJob):
            return f"cannot be used: {error}", None
        line = self._line_of(error)
        if isinstance(error, ModuleNotFoundError):
            name = error.name or str(error)
            return (
                f"needs `{name}`, which this Python does not have: run `{sys.executable} -m pip install {name}`",
                line,
            )
        return f"fails {self._place()}: {said_of(error)[:_MOST_SHOWN]}", line

    def _place(self) -> str:
        if self._part == "load":
            return "as it is loaded"
        given = "" if self._part in ("before", "after") else f", given `inputs[{self._input}]`"
        return f"in `{self._part}`{given}"

    def _line_of(self, error: BaseException) -> Optional[int]:
        """The innermost line of the file that the error came through."""
        lines = [
            frame.lineno
            for frame in traceback.extract_tb(error.__traceback__)
            if frame.filename == self._file
        ]
        return lines[-1] if lines else None


class _Idle:
    """For what share of the time the running loop waited for something to do, from when this is made."""

    def __init__(self) -> None:
        self._selector = getattr(asyncio.get_running_loop(), "_selector", None)
        self._seconds = 0.0
        self._began = time.perf_counter()
        if self._selector is not None:
            self._select = self._selector.select
            self._selector.select = self._timed

    def _timed(self, timeout: Optional[float] = None) -> Any:
        began = time.perf_counter()
        try:
            return self._select(timeout)
        finally:
            self._seconds += time.perf_counter() - began

    def share(self) -> Optional[float]:
        """And ends looking; None for a loop that cannot be looked at."""
        if self._selector is None:
            return None
        del self._selector.select
        return self._seconds / (time.perf_counter() - self._began)


def _queued() -> float:
    """For how long this thread could have run and had no core, in seconds; 0 where that is not told."""
    try:
        with open("/proc/thread-self/schedstat") as file:
            return int(file.read().split()[1]) / 1e9
    except (OSError, IndexError, ValueError):
        return 0.0


def _empty_wait(seconds: float) -> float:
    """The CPU seconds that a thread takes to block for so long and to wake up."""
    began, cpu_began, waits = time.perf_counter(), time.process_time(), 0
    while waits < _LEAST_TIMED or time.perf_counter() - began < _TRIAL / 4:
        time.sleep(seconds)
        waits += 1
    return (time.process_time() - cpu_began) / waits


def _copied(value: Any) -> Any:
    """A copy of plain data; None of all else, which may change by its nature, as connections do."""
    if not isinstance(value, (list, dict, set, bytearray)):
        return None
    try:
        return copy.deepcopy(value)
    except Exception:  # what cannot be copied, such as a lock
        return None


def _equal(one: Any, other: Any) -> bool:
    """As they say of themselves, or else by what they hold: objects, arrays and NaN do not say it."""
    try:
        if bool(one == other):
            return True
    except Exception:  # such as arrays, which compare element by element
        pass
    try:
        return pickle.dumps(one) == pickle.dumps(other)
    except Exception:  # what cannot be written down, such as a lock
        return repr(one) == repr(other)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= _MOST_SHOWN else f"{text[:_MOST_SHOWN]}…"
