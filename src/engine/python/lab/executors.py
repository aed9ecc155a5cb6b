"""`ThreadPoolExecutor` on the lab's threads: its functions run as those of `asyncio.to_thread` do."""

import concurrent.futures
import weakref
from concurrent.futures import thread

from lab.threads import Work


def replace_executor(entries):
    """Makes every pool of threads hand its work to the lab's."""
    # How many threads of each have begun.
    begun = weakref.WeakKeyDictionary()

    def submit(self, fn, /, *args, **kwargs):
        if self._shutdown:
            raise RuntimeError("cannot schedule new futures after shutdown")
        future = concurrent.futures.Future()

        def run():
            context = self._create_worker_context()
            if begun.get(self, 0) < self._max_workers:
                begun[self] = begun.get(self, 0) + 1
                context.initialize()
            return context.run(self._resolve_work_item_task(fn, args, kwargs))

        def ends(value, error):
            if error is None:
                future.set_result(value)
            else:
                future.set_exception(error)

        entries.hand(self, Work(run, future.set_running_or_notify_cancel, ends, future.cancel))
        return future

    def shutdown(self, wait=True, *, cancel_futures=False):
        self._shutdown = True
        pool = entries.pool_of(self)
        if cancel_futures:
            for work in pool.waiting:
                work.cancel()
        if wait and not pool.is_idle():
            entries.block_until(pool.is_idle, None)

    submit.__doc__ = thread.ThreadPoolExecutor.submit.__doc__
    shutdown.__doc__ = thread.ThreadPoolExecutor.shutdown.__doc__
    thread.ThreadPoolExecutor.submit = submit
    thread.ThreadPoolExecutor.shutdown = shutdown
