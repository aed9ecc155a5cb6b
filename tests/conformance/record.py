"""Records what CPython's asyncio does for every program below `programs`.

    python3 tests/conformance/record.py            writes traces/<topic>.json
    python3 tests/conformance/record.py --print    prints all of them as one JSON object
"""

import importlib
import inspect
import json
import pathlib
import platform
import sys

FOLDER = pathlib.Path(__file__).parent
sys.path.insert(0, str(FOLDER))
sys.dont_write_bytecode = True

from recorder import record  # noqa: E402 (found through the line above)


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


def main():
    topics = sorted(path.stem for path in (FOLDER / "programs").glob("*.py"))
    traces = {topic.replace("_", "-"): record_topic(topic) for topic in topics}
    if "--print" in sys.argv:
        json.dump(traces, sys.stdout)
        return
    for topic, trace in traces.items():
        path = FOLDER / "traces" / f"{topic}.json"
        path.write_text(json.dumps(trace, indent=1) + "\n")
        print(f"{path.name}: {len(trace['programs'])} programs")


if __name__ == "__main__":
    main()
