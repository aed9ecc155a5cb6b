"""A person's own job: a file with `blocking(input)` or `async def job(input)`, and what they need."""
import asyncio
import codecs
import hashlib
import inspect
import os
import sys
import types
from typing import Any, Callable, List, NoReturn, Optional

from .lab_link import ForPerson, told

#: Most inputs that a job may have; each job of the plan takes one, in turn.
_MOST_INPUTS = 100_000


class UnusableJob(ForPerson):
    """A file that holds what cannot be used; the message is for a person."""


class JobFailed(ForPerson):
    """What a person's own job failed of, with the file and the line; the message is for a person."""


class _ForbiddenExit(SystemExit):
    """What a job gets that calls `os._exit`, which would else end its process without a word."""


class OwnJob:
    """The job of a file, loaded into this process: somebody's code, with all that the process may do."""

    def __init__(self, file: str, sha256: str, seed: int) -> None:
        self._file = file
        with open(file, "rb") as opened:
            source = opened.read()
        # Some editors begin a file with a mark of its encoding, which is no part of its text.
        if source.startswith(codecs.BOM_UTF8):
            source = source[len(codecs.BOM_UTF8) :]
        if hashlib.sha256(source).hexdigest() != sha256:
            raise UnusableJob("the file was changed since it was tried; run it again")
        _forbid_exit(file)
        module = types.ModuleType("corewise_own_job")
        module.__file__ = file
        # Modules beside the file are found, and what is pickled finds its own.
        sys.path.insert(0, os.path.dirname(file))
        sys.modules[module.__name__] = module
        exec(compile(source, file, "exec"), module.__dict__)
        self.blocking = _function(module, "blocking")
        self.job = _function(module, "job")
        if self.blocking is None and self.job is None:
            raise UnusableJob(
                f"it defines {_names(module)}; a job file defines `blocking(input)` or `async def job(input)`"
            )
        if self.job is not None and not inspect.iscoroutinefunction(self.job):
            raise UnusableJob("`job` is a plain function, expected `async def`")
        if self.blocking is not None and inspect.iscoroutinefunction(self.blocking):
            raise UnusableJob("`blocking` is an `async def`, expected a plain function")
        if self.blocking is not None and inspect.isgeneratorfunction(self.blocking):
            raise UnusableJob("`blocking` is a generator, whose body nobody runs: take out its `yield`")
        self.blocking = _given_one(self.blocking)
        self.job = _given_one(self.job)
        self._before = _function(module, "before")
        self._after = _function(module, "after")
        self.inputs = _inputs(getattr(module, "inputs", None), seed)

    def input(self, place: int) -> Any:
        return self.inputs[place % len(self.inputs)]

    async def before(self) -> None:
        """To be awaited once in every process, before its first job."""
        await _called(self._before)

    async def begin(self) -> None:
        """As `before`; what it fails of is told with its line."""
        try:
            await self.before()
        except BaseException as error:
            raise self.failure(error) from error

    async def after(self) -> None:
        """To be awaited once in every process, after its last job."""
        await _called(self._after)

    def failure(self, error: BaseException) -> ForPerson:
        """What one of its functions threw: also what would else end the process, as `sys.exit` does."""
        return failure_in(self._file, error)


def loaded(file: str, sha256: str, seed: int) -> OwnJob:
    """The job of a file that was tried; throws what it fails of with its line."""
    try:
        return OwnJob(file, sha256, seed)
    except BaseException as error:
        raise failure_in(file, error) from error


def failure_in(file: str, error: BaseException) -> ForPerson:
    """An error of somebody's code, with the line of the file that it came by."""
    if isinstance(error, ForPerson):
        return error
    line, step = None, error.__traceback__
    while step is not None:
        if step.tb_frame.f_code.co_filename == file:
            line = step.tb_lineno
        step = step.tb_next
    place = os.path.basename(file) + ("" if line is None else f":{line}")
    return JobFailed(f"{place} {said_of(error)}")


def said_of(error: BaseException) -> str:
    """What somebody's code threw, in a line."""
    if isinstance(error, SystemExit):
        called = "os._exit" if isinstance(error, _ForbiddenExit) else "sys.exit"
        return f"it called {called}({error}), which would end the measurement"
    return told(error)


def _forbid_exit(file: str) -> None:
    """Only of what the file calls in this process: others that it starts end as they are to."""
    leave, process = os._exit, os.getpid()

    def refuse(code: int) -> NoReturn:
        if os.getpid() == process and _is_called_by(file):
            raise _ForbiddenExit(code)
        leave(code)

    os._exit = refuse


def _is_called_by(file: str) -> bool:
    frame = inspect.currentframe()
    while frame is not None and frame.f_code.co_filename != file:
        frame = frame.f_back
    return frame is not None


async def _called(function: Optional[Callable[..., Any]]) -> None:
    value = None if function is None else function()
    if inspect.isawaitable(value):
        await value


def _function(module: types.ModuleType, name: str) -> Optional[Callable[..., Any]]:
    found = getattr(module, name, None)
    if found is not None and not callable(found):
        raise UnusableJob(f"`{name}` is of type {type(found).__name__}, expected a function")
    return found


def _given_one(function: Optional[Callable[..., Any]]) -> Optional[Callable[..., Any]]:
    """One that takes no input is called without: a file without `inputs` has none to give."""
    if function is None:
        return None
    try:
        takes_one = bool(inspect.signature(function).parameters)
    except (TypeError, ValueError):
        takes_one = True
    return function if takes_one else lambda _: function()


def _inputs(given: Any, seed: int) -> List[Any]:
    if given is None:
        return [None]
    listed = given(seed) if callable(given) else given
    if isinstance(listed, (str, bytes)) or not hasattr(listed, "__iter__"):
        verb = "gives" if callable(given) else "is"
        raise UnusableJob(f"`inputs` {verb} of type {type(listed).__name__}, expected a list")
    inputs: List[Any] = []
    for one in listed:
        if len(inputs) >= _MOST_INPUTS:
            raise UnusableJob(
                f"`inputs` has more than {_MOST_INPUTS:,} entries; give fewer, jobs take them in turn"
            )
        inputs.append(one)
    if not inputs:
        raise UnusableJob("`inputs` is empty, expected a list with at least one input")
    return inputs


def _names(module: types.ModuleType) -> str:
    names = [f"`{name}`" for name in vars(module) if not name.startswith("__")]
    return ", ".join(names[:8]) or "nothing"
