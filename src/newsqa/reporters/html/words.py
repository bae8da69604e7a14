"""The page's own words: one JSON file a language, and how it writes numbers, shares and dates."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from newsqa.errors import NewsqaError

LANGUAGES = ("en", "fr")

_FOLDER = Path(__file__).parent
_THIN, _NO_BREAK = "\u202f", "\u00a0"


class Words:
    """The messages of one language; ``lang`` is one of `LANGUAGES`, NewsqaError for another."""

    def __init__(self, lang: str) -> None:
        if lang not in LANGUAGES:
            raise NewsqaError(f"there is no HTML report in '{lang}' (known: {', '.join(LANGUAGES)})")
        self.lang = lang
        self.all: dict[str, str | list[str]] = json.loads((_FOLDER / f"{lang}.json").read_text("utf-8"))

    def __call__(self, key: str, /, **values: object) -> str:
        """Return a message with its values; of two forms, the one for the number ``n``. Numbers are written as the language does."""
        message = self.all[key]
        if isinstance(message, list):
            message = message[not self._is_one(values["n"])]
        return message.format(
            **{name: self.number(v) if isinstance(v, int) else v for name, v in values.items()}
        )

    def _is_one(self, number: object) -> bool:
        return number == 1 or (self.lang == "fr" and number == 0)

    def number(self, value: int) -> str:
        """Write a whole number in groups of three."""
        return f"{value:,}".replace(",", _THIN) if self.lang == "fr" else f"{value:,}"

    def share(self, value: float) -> str:
        """Write a share as a percentage that never rounds up to 100 or down to 0."""
        shown = str(int(value * 100)) if value in (0, 1) else f"{min(max(value * 100, 0.1), 99.9):.1f}"
        return self._percent(shown)

    def limit(self, value: float) -> str:
        """Write a share that somebody has chosen, with no more digits than it has."""
        return self._percent(f"{value * 100:.4g}")

    def _percent(self, shown: str) -> str:
        return shown.replace(".", ",") + _NO_BREAK + "%" if self.lang == "fr" else shown + "%"

    def moment(self, value: dt.datetime) -> str:
        """Write a time to the minute, in UTC."""
        utc = value.astimezone(dt.UTC)
        return self("moment", day=self.day(utc.date()), time=f"{utc:%H:%M}")

    def day(self, value: dt.date) -> str:
        """Write a day with the month's name."""
        day = "1er" if self.lang == "fr" and value.day == 1 else str(value.day)
        return f"{day} {self.all['months'][value.month - 1]} {value.year:04}"
