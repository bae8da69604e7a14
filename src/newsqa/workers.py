"""Workers: batches checked by several processes, their parts in the order of the batches.

Processes, as two thirds of the time go into Python code, which threads of one process run in turn (docs/performance.md).
They are started anew, not forked: Arrow's threads do not survive a fork. This process is one of them: it hands batches
out, and those that the others have no time for it checks itself. So half as much is sent with two, and one less started.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import current_process, get_context, parent_process
from multiprocessing.synchronize import Event
from threading import Thread

import pyarrow as pa

from newsqa.engine import check_batch
from newsqa.errors import WorkError, WorkersError
from newsqa.part import Part
from newsqa.readers.batch import Batch
from newsqa.suite import Suite
from newsqa.view import Context

# Batches that each other process has at most: one that it checks, and what keeps it busy while this one checks another.
_SENT = 3
# Parts held for each process until it is their turn, when those before them take long.
_HELD = 4

_NOT_BEGUN = (
    "the worker processes could not begin: a script that asks for several workers must do its work below "
    "'if __name__ == \"__main__\":', as each worker imports it anew; or check with workers=1"
)

_told: tuple[Suite, Context, Collection[str]] | None = None


def check_in_processes(
    work: Iterable[Batch | Part],
    suite: Suite,
    context: Context,
    relations: Collection[str],
    workers: int,
) -> Iterator[Part]:
    """Check batches as `check_batch` does in ``workers`` processes, at least two, and yield their parts in order.

    This process counts as one of them. Few batches are held at a time. Parts among them are handed through. WorkError
    when a process is killed from outside, mostly for want of memory; WorkersError when none of them could begin.
    """
    waiting: deque[Future[Part]] = deque()
    spawn = get_context("spawn")
    begun = spawn.Event()
    pool = ProcessPoolExecutor(workers - 1, spawn, _begin, (begun, suite, context, relations))
    try:
        for item in work:
            if isinstance(item, Part):
                waiting.append(_done(item))
            elif sum(not one.done() for one in waiting) < (workers - 1) * _SENT:
                waiting.append(pool.submit(_check, _alone(item)))
            else:
                waiting.append(_done(check_batch(item, suite, context, relations=relations)))
            while waiting and (waiting[0].done() or len(waiting) >= workers * _HELD):
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        if not begun.is_set():
            raise WorkersError(_NOT_BEGUN) from None
        raise WorkError(
            "a worker process was killed, perhaps for want of memory: try fewer workers"
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def refuse_within_a_worker() -> None:
    """Raise WorkersError where a worker that is just importing the user's script would begin workers of its own.

    Before anything else is done: the script would wait for a state or a run directory that its parent holds.
    """
    if getattr(current_process(), "_inheriting", False):  # what multiprocessing itself goes by
        raise WorkersError(_NOT_BEGUN)


def _done(part: Part) -> Future[Part]:
    future: Future[Part] = Future()
    future.set_result(part)
    return future


def _alone(batch: Batch) -> Batch:
    """Return a batch with memory of its own: a slice of a table would be sent with all that it is cut from."""
    articles = batch.articles
    if articles.get_total_buffer_size() < 2 * articles.nbytes:
        return batch
    return batch._replace(articles=pa.ipc.read_record_batch(articles.serialize(), articles.schema))


def _begin(begun: Event, suite: Suite, context: Context, relations: Collection[str]) -> None:
    """Begin a worker: what all its batches are checked against; Arrow's own threads would only get in the way."""
    global _told
    begun.set()
    _told = suite, context, relations
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """End this process when the one that began it was killed: nothing else would tell it, and it would wait for ever."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _check(batch: Batch) -> Part:
    if _told is None:
        raise RuntimeError("the worker was not begun")
    suite, context, relations = _told
    return check_batch(batch, suite, context, relations=relations)
