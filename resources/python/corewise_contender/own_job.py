"""A person's own job: a file with `blocking(input)` or `async def job(input)`, and what they need."""
import asyncio
import codecs
import hashlib
import inspect
import os
import sys
import types
from typing import Any, Callable, List, Optional

#: Most inputs that a job may have; each job of the plan takes one, in turn.
_MOST_INPUTS = 100_000


class UnusableJob(Exception):
    """A file that holds what cannot be used; the message is for a person."""


class JobFailed(Exception):
    """What a person's own job failed of, with the file and the line; the message is for a person."""


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
        self._before = _function(module, "before")
        self._after = _function(module, "after")
        self.inputs = _inputs(getattr(module, "inputs", None), seed)

    def input(self, place: int) -> Any:
        return self.inputs[place % len(self.inputs)]

    async def before(self) -> None:
        """To be awaited once in every process, before its first job."""
        await _called(self._before)

    async def after(self) -> None:
        """To be awaited once in every process, after its last job."""
        await _called(self._after)

    def failure(self, error: BaseException) -> JobFailed:
        """What one of its jobs threw: also what would else end the process, as `sys.exit` does."""
        line, step = None, error.__traceback__
        while step is not None:
            if step.tb_frame.f_code.co_filename == self._file:
                line = step.tb_lineno
            step = step.tb_next
        place = os.path.basename(self._file) + ("" if line is None else f":{line}")
        if isinstance(error, SystemExit):
            return JobFailed(f"{place} it called sys.exit({error}), which would end the measurement")
        text = str(error)
        name = type(error).__name__
        return JobFailed(f"{place} {name}: {text}" if text else f"{place} {name}")

    def before_blocking(self) -> None:
        asyncio.run(self.before())


async def _called(function: Optional[Callable[..., Any]]) -> None:
    value = None if function is None else function()
    if inspect.isawaitable(value):
        await value


def _function(module: types.ModuleType, name: str) -> Optional[Callable[..., Any]]:
    found = getattr(module, name, None)
    if found is not None and not callable(found):
        raise UnusableJob(f"`{name}` is of type {type(found).__name__}, expected a function")
    return found


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
