"""Words from the lab and answers to it, and the end: no process of a contender outlives the lab."""
import json
import os
import signal
import threading
from typing import Any, Callable, List, Optional

_ANSWERS = 3
_PR_SET_PDEATHSIG = 1


def end_with_parent(parent: Optional[int] = None) -> None:
    """
    Has Linux end this process as soon as its parent is gone, whatever it does then. `parent` is the
    one that started it, where that is known: it may be gone by now.
    """
    parent = os.getppid() if parent is None else parent
    try:
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    except (ImportError, AttributeError, OSError, TypeError):
        return  # no Linux, or a Python without ctypes: then the end of the words is its end
    if os.getppid() != parent:
        os._exit(1)


class ForPerson(Exception):
    """An error whose message is for a person, and needs no name of its kind before it."""


def told(error: BaseException) -> str:
    """An error in a line: "ValueError: no luck"."""
    text = " ".join(str(error).split())
    name = type(error).__name__
    if text == "":
        return name
    return text if isinstance(error, ForPerson) else f"{name}: {text}"


class LabLink:
    """Hears one word a line on standard input, and answers with one JSON object a line on descriptor 3."""

    def __init__(self) -> None:
        end_with_parent()

    def listen(self, hear: Callable[[List[str]], None]) -> None:
        """Hears words in a thread of its own, to be started once all processes are."""
        threading.Thread(target=self._read, args=(hear,), name="words", daemon=True).start()

    def answer(self, answer: Any) -> None:
        """Says whatever there is to say."""
        self._answer(answer)

    def close(self) -> None:
        """Ends this process and all that it started, with nothing left to say."""
        end()

    def ready(self) -> None:
        self._answer({"kind": "ready"})

    def parked(self, kept: int) -> None:
        self._answer({"kind": "parked", "kept": kept})

    def fail(self, error: BaseException) -> None:
        """Says why there will be no further answer, and ends this process."""
        self._answer({"kind": "failed", "message": told(error)})
        end()

    def _answer(self, answer: Any) -> None:
        try:
            os.write(_ANSWERS, json.dumps(answer).encode() + b"\n")
        except OSError:
            end()

    def _read(self, hear: Callable[[List[str]], None]) -> None:
        rest = b""
        while True:
            read = os.read(0, 4096)
            if not read:
                end()
            *lines, rest = (rest + read).split(b"\n")
            for line in lines:
                hear(line.decode().split())


#: Ends what this process started; set by whoever starts something.
on_end: List[Callable[[], None]] = []


def end(code: Optional[int] = 0) -> None:
    """Ends this process and all that it started, at once."""
    for finish in on_end:
        try:
            finish()
        except BaseException:
            pass
    os._exit(code or 0)
