"""Progress on standard error, when it is a terminal and the work is long."""

from __future__ import annotations

import time
from types import TracebackType
from typing import IO

_SILENT_SECONDS = 1.0
_EVERY_SECONDS = 0.2


class Progress:
    """A line that says how far the work is; it leaves no trace."""

    def __init__(self, out: IO[str]) -> None:
        self._out = out
        self._shown = False
        self._begun = self._last = time.monotonic()
        self._wanted = out.isatty()

    def update(self, articles: int, text_bytes: int) -> None:
        """Show the counts, at most five times a second and not in the first second."""
        now = time.monotonic()
        if not self._wanted or now - self._begun < _SILENT_SECONDS or now - self._last < _EVERY_SECONDS:
            return
        self._last, self._shown = now, True
        megabytes = text_bytes / 1e6
        rate = megabytes / (now - self._begun)
        self._out.write(f"\r\x1b[K{articles:,} articles, {megabytes:,.0f} MB, {rate:,.0f} MB/s")
        self._out.flush()

    def __enter__(self) -> Progress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._out.write("\r\x1b[K")
            self._out.flush()
