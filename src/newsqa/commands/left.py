"""What mending leaves: a line a file where they are few, and a summary where they are many."""

from __future__ import annotations

import sys
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from newsqa.fixes import AppliedFix
from newsqa.reporters.terminal import printable

_MOST_LINES = 10


@dataclass(slots=True)
class Left:
    """Files that were not mended, by reason, and files with edits that need a second look, as their number and codes."""

    reasons: dict[str, list[Path]] = field(default_factory=dict)
    skipped: dict[Path, tuple[int, list[str]]] = field(default_factory=dict)

    def note(self, path: Path, reason: str | None, skipped: Collection[AppliedFix]) -> None:
        """Note why a file was not mended, and the edits that were left."""
        if reason:
            self.reasons.setdefault(reason, []).append(path)
        if skipped:
            self.skipped[path] = len(skipped), list(dict.fromkeys(edit.code for edit in skipped))

    def say(self) -> None:
        """Say on standard error what was left."""
        for reason, paths in self.reasons.items():
            few = len(paths) <= _MOST_LINES
            for whose in paths if few else [f"{len(paths):,} files"]:
                say(f"{whose}: {reason}")
        if len(self.skipped) <= _MOST_LINES:
            for path, (count, codes) in self.skipped.items():
                say(f"{path}: {_second_look(count, codes)}")
            return
        count = sum(count for count, _ in self.skipped.values())
        codes = sorted({code for _, codes in self.skipped.values() for code in codes})
        say(f"{len(self.skipped):,} files: {_second_look(count, codes)}")


def _second_look(count: int, codes: Collection[str]) -> str:
    return f"{count:,} left that need a second look ({', '.join(codes)}): --unsafe-fixes"


def say(message: str) -> None:
    """Print a line of newsqa's own on standard error."""
    print(f"newsqa: {printable(message)}", file=sys.stderr)
