"""Takes from the interpreter what leads out of it. What the thread around it does is the real seal."""

import gc
import importlib.machinery
import sys

from lab.absent import NoProcesses

# The bridge to JavaScript, machine code, and what only a bridge or a machine could serve.
REFUSED = ("js", "pyodide", "pyodide_js", "_pyodide", "_pyodide_core", "micropip", "_ctypes", "ctypes")


def is_refused(name):
    return name.split(".")[0] in REFUSED


class Refusal:
    """Finds what is refused, before anything else does, and says so."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if is_refused(name):
            raise ModuleNotFoundError(f"No module named {name!r}: programs are sealed off", name=name)
        return None


def seal():
    """Forgets the modules that are refused, and whatever could find them again."""
    for name in [name for name in sys.modules if is_refused(name)]:
        module = sys.modules.pop(name)
        contents = getattr(module, "__dict__", None)
        if isinstance(contents, dict):
            contents.clear()
    kept = (importlib.machinery.BuiltinImporter, importlib.machinery.FrozenImporter,
            importlib.machinery.PathFinder)
    sys.meta_path[:] = [Refusal, NoProcesses, *(finder for finder in sys.meta_path if finder in kept)]
    sys.path_hooks[:] = [hook for hook in sys.path_hooks if "pyodide" not in repr(hook).lower()]
    sys.path_importer_cache.clear()
    vars(sys.modules["__main__"]).clear()
    gc.collect()
    gc.freeze()
