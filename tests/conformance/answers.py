"""What the thread of CPython answers to the TypeScript side: texts for texts."""

import gc
import json
import platform

from interpreter import trace_of
from record import record_all

# What is there already is not looked through again at each program's end.
gc.collect()
gc.freeze()


def version(_):
    return platform.python_version()


def recordings(_):
    """Every program below `programs`, recorded: JSON."""
    return json.dumps(record_all())


def traces(programs):
    """The trace of each random program; JSON for JSON."""
    return json.dumps([trace_of(program) for program in json.loads(programs)])
