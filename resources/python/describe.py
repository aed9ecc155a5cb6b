"""Says which Python this is, as JSON. Runs on any Python, so that one that is too old is told apart."""
import json
import platform
import sys

has_gil = getattr(sys, "_is_gil_enabled", lambda: True)()
# What was printed as it started may have left a line open.
print(
    "\n"
    + json.dumps(
        {
            "executable": sys.executable,
            "implementation": platform.python_implementation(),
            "version": platform.python_version(),
            "hasGil": bool(has_gil),
            "build": " ".join(platform.python_build()),
            "compiler": platform.python_compiler(),
        }
    )
)
