"""Parts: what checking one batch gave, in a form that can be sent to another process and stored in a file."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

import pyarrow as pa

_KEY = b"newsqa"

# How long what was found stays true as time goes by: at that very time only, for the rest of the day, or of the year.
Span = Literal["instant", "day", "year"]


@dataclass(slots=True)
class Tally:
    """Counts of one expectation: integers until the end, so that the order of batches does not matter.

    ``needs`` is why nothing was evaluated, where the rule does not know beforehand.
    """

    evaluated: int = 0
    failed: int = 0
    crash: str | None = None
    needs: str | None = None

    def add(self, other: Tally) -> None:
        """Add another part's counts; the first crash is kept."""
        self.evaluated += other.evaluated
        self.failed += other.failed
        self.crash = self.crash or other.crash
        self.needs = self.needs or other.needs


@dataclass(slots=True)
class Part:
    """What checking one batch gave.

    ``found`` has the schema FOUND; ``tallies`` are by the rule's code. ``kept`` are the rows that the batch adds to the
    relations of the corpus rules, by the relation's name. ``notes`` and ``unread`` are for people: remarks on the
    input, and files that could not be read to their end.
    """

    articles: int
    text_bytes: int
    found: pa.Table
    tallies: dict[str, Tally]
    notes: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    kept: dict[str, pa.Table] = field(default_factory=dict)
    made: dt.datetime | None = None
    span: Span = "instant"

    def holds(self, now: dt.datetime) -> bool:
        """Tell whether the same would be found at another reference time: ``span`` says how long after ``made``."""
        if self.made is None or now < self.made:
            return False
        if self.span == "day":
            return now.date() == self.made.date() and now.tzinfo == self.made.tzinfo
        return now == self.made if self.span == "instant" else now.year == self.made.year

    def write(self, out: pa.NativeFile) -> None:
        """Write the part as one Arrow stream a table, the findings first; their metadata hold the rest."""
        about = {
            "articles": self.articles,
            "text_bytes": self.text_bytes,
            "tallies": {code: asdict(tally) for code, tally in self.tallies.items()},
            "notes": self.notes,
            "unread": self.unread,
            "kept": list(self.kept),
            "made": self.made and self.made.isoformat(),
            "span": self.span,
        }
        found = self.found.replace_schema_metadata({_KEY: json.dumps(about)})
        for table in (found, *self.kept.values()):
            with pa.ipc.new_stream(out, table.schema) as sink:
                sink.write_table(table)

    @classmethod
    def read(cls, source: pa.NativeFile) -> Part:
        """Read what `write` wrote; pa.ArrowInvalid, OSError, KeyError or ValueError when it is not whole."""
        found = pa.ipc.open_stream(source).read_all()
        about: dict[str, Any] = json.loads(found.schema.metadata[_KEY])
        kept = {name: pa.ipc.open_stream(source).read_all() for name in about["kept"]}
        return cls(
            about["articles"],
            about["text_bytes"],
            found.replace_schema_metadata(None),
            {code: Tally(**counts) for code, counts in about["tallies"].items()},
            tuple(about["notes"]),
            tuple(about["unread"]),
            kept,
            about["made"] and dt.datetime.fromisoformat(about["made"]),
            about["span"],
        )
