"""Where a process stands: told on standard error where it crashes, or where the lab asks for it."""
import asyncio
import faulthandler
import os
import signal
from types import FrameType
from typing import Any, List

_ERRORS = 2


def tell_where() -> None:
    """
    Has every thread's lines told where this process crashes, and where SIGUSR1 asks for them: also
    of one that computes for ever in C. Then those of tasks, which no thread runs while they wait.
    To be called on the main thread. Windows has no such signal.
    """
    faulthandler.enable(_ERRORS)
    if hasattr(faulthandler, "register"):
        # A process that was forked is registered already, which the next line would undo.
        faulthandler.unregister(signal.SIGUSR1)
        signal.signal(signal.SIGUSR1, _tell_tasks)
        faulthandler.register(signal.SIGUSR1, _ERRORS, all_threads=True, chain=True)


def _tell_tasks(_signal: int, _frame: Any) -> None:
    try:
        tasks = asyncio.all_tasks()
    except RuntimeError:  # no loop runs here
        return
    for task in tasks:
        lines = ["Task (most recent call first):"]
        for frame in reversed(_awaited(task.get_coro())):
            code = frame.f_code
            lines.append(f'  File "{code.co_filename}", line {frame.f_lineno} in {code.co_name}')
        os.write(_ERRORS, "\n".join([*lines, "", ""]).encode())


def _awaited(coroutine: Any) -> List[FrameType]:
    """The frames of a coroutine and of those that it awaits, the outermost first."""
    frames = []
    while getattr(coroutine, "cr_frame", None) is not None:
        frames.append(coroutine.cr_frame)
        coroutine = coroutine.cr_await
    return frames
