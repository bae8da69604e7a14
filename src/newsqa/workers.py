"""Workers: batches checked by several processes, their parts in the order of the batches.

Processes, as four fifths of the time go into Python code, which threads of one process run in turn (docs/performance.md).
They are started anew, not forked: Arrow's threads do not survive a fork.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context

import pyarrow as pa

from newsqa.engine import check_batch
from newsqa.errors import WorkError
from newsqa.part import Part
from newsqa.readers.batch import Batch
from newsqa.suite import Suite
from newsqa.view import Context

# Batches that wait for each worker: one to begin with when it is through, and one that is being sent.
_WAITING = 2

_told: tuple[Suite, Context, Collection[str] | None] | None = None


def check_in_processes(
    work: Iterable[Batch | Part],
    suite: Suite,
    context: Context,
    relations: Collection[str] | None,
    workers: int,
) -> Iterator[Part]:
    """Check batches as `check_batch` does in ``workers`` processes and yield their parts in order; few batches are held at a time.

    Parts among them are handed through. WorkError when a process is killed from outside, mostly for want of memory.
    """
    waiting: deque[Future[Part]] = deque()
    pool = ProcessPoolExecutor(workers, get_context("spawn"), _begin, (suite, context, relations))
    try:
        for item in work:
            waiting.append(_done(item) if isinstance(item, Part) else pool.submit(_check, item))
            if len(waiting) >= workers * _WAITING:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    except BrokenProcessPool:
        raise WorkError(
            "a worker process was killed, perhaps for want of memory: try fewer workers"
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _done(part: Part) -> Future[Part]:
    future: Future[Part] = Future()
    future.set_result(part)
    return future


def _begin(suite: Suite, context: Context, relations: Collection[str] | None) -> None:
    """Begin a worker: what all its batches are checked against; Arrow's own threads would only get in the way."""
    global _told
    _told = suite, context, relations
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)


def _check(batch: Batch) -> Part:
    if _told is None:
        raise RuntimeError("the worker was not begun")
    suite, context, relations = _told
    return check_batch(batch, suite, context, relations=relations)
