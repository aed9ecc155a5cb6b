"""Locks under the lab's clock: what waits for one lets time pass, and what would wait for ever is told.

What `threading`, `queue` and `concurrent.futures` build of locks is their own.
"""

import _thread
import queue
import threading
import time


def replace_locks(entries):
    """Makes `threading` and `queue` use the lab's locks, and know its threads."""

    class Lock:
        """One of `threading`'s."""

        def __init__(self):
            self._is_held = False

        def acquire(self, blocking=True, timeout=-1):
            if not blocking and timeout != -1:
                raise ValueError("can't specify a timeout for a non-blocking call")
            if timeout < 0 and timeout != -1:
                raise ValueError("timeout value must be a non-negative number")
            if self._is_held:
                if not blocking:
                    return False
                if not entries.block_until(self._is_free, None if timeout == -1 else timeout):
                    return False
            self._is_held = True
            return True

        def release(self):
            if not self._is_held:
                raise RuntimeError("release unlocked lock")
            self._is_held = False

        def locked(self):
            return self._is_held

        def _is_free(self):
            return not self._is_held

        def _at_fork_reinit(self):
            self._is_held = False

        def __enter__(self):
            self.acquire()
            return True

        def __exit__(self, *_):
            self.release()

        def __repr__(self):
            return f"<{'locked' if self._is_held else 'unlocked'} lock at {id(self):#x}>"

    own_ident = _thread.get_ident

    def get_ident():
        return entries.ident(own_ident())

    threading.Lock = threading._allocate_lock = _thread.allocate_lock = Lock
    threading.get_ident = _thread.get_ident = get_ident
    threading.get_native_id = _thread.get_native_id = get_ident
    # They took the machine's clock as they were imported.
    threading._time = queue.time = time.monotonic
    # The one in C has a lock of its own.
    queue.SimpleQueue = queue._PySimpleQueue
