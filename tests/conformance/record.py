"""Records what CPython's asyncio does for every program below `programs`."""

import importlib
import inspect
import pathlib
import platform

from recorder import record

FOLDER = pathlib.Path(__file__).parent


def programs_of(topic):
    """The programs of one file, in the order in which they are written, by their sentence."""
    module = importlib.import_module(f"programs.{topic}")
    for name, value in vars(module).items():
        is_own = inspect.isfunction(value) and value.__module__ == module.__name__
        if is_own and not name.startswith("_"):
            yield name.replace("_", " "), value


def record_topic(topic):
    return {
        "recordedWith": f"CPython {platform.python_version()}",
        "programs": {sentence: record(program) for sentence, program in programs_of(topic)},
    }


def record_all():
    topics = sorted(path.stem for path in (FOLDER / "programs").glob("*.py"))
    return {topic.replace("_", "-"): record_topic(topic) for topic in topics}
