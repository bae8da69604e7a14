"""LNG002 mismatched-language: the text is not in the declared language.

What it does
    Detects the language of the text with CLD2 and compares it with the declared one; in pages with each that is declared
    (``lang``, ``inLanguage``). Languages that CLD2 cannot tell apart reliably (Norwegian and Danish, Croatian and Serbian,
    Malay and Indonesian …) count as the same.

Why it matters
    Articles end up in the wrong training set, index and price list.

Example
    ``language: en`` on a French text; mended: ``language: fr``.

Fix safety
    No fix: the field or the text may be the wrong one.

Options
    min_chars: shorter texts are not judged (200). min_confidence: the share of the text that must be in the detected
    language (0.9).

Nulls
    Judged only where a language is declared. A declared value that is no language tag is not judged.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from newsqa import arrow, items
from newsqa.rules.base import Hit, Rule
from newsqa.text.language import beginnings, primary_language, same_language, sounds_like, surely_in
from newsqa.view import View

_BESIDES = "declared_languages"


class Options(NamedTuple):
    """Options of mismatched-language."""

    min_chars: int = 200
    min_confidence: float = 0.9


def check(view: View, options: Options) -> Iterator[Hit]:
    """Yield the articles whose text is in another language than declared."""
    by_language: dict[str, list[int]] = {}
    for row in np.flatnonzero(applies(view, options)).tolist():
        for declared in _declared(view, row):
            by_language.setdefault(declared, []).append(row)
    if not by_language:
        return
    texts = beginnings(view.articles.column("text"))
    for declared, rows in by_language.items():
        judged = np.array(rows, np.int64)
        every = len(judged) == view.size  # then there is nothing to copy
        sure = surely_in(declared, texts if every else texts.take(arrow.from_numpy(judged, pa.int64())))
        for row in judged[~sure].tolist():
            if sounds_like(declared, view.text_bytes(row)):
                continue
            found = view.detected(row)
            if found is None or found.confidence < options.min_confidence:
                continue
            if not same_language(declared, found.language):
                where = _declared(view, row)[declared]
                yield Hit(
                    row, f"declared '{declared}'{where}, but the text is '{found.language}'", field="language",
                    value=found.confidence, threshold=options.min_confidence,
                )  # fmt: skip


def _declared(view: View, row: int) -> dict[str, str]:
    """Return the languages that an article declares, with where a page does so besides the one of its field."""
    own = primary_language(view.declared("language")[row])
    found = {own: ""} if own else {}
    if _BESIDES in (view.declared("item_metadata")[row] or ""):
        for name, tag in items.named(view, row, _BESIDES):
            if language := primary_language(tag):
                found.setdefault(language, f" in its {name}")
    return found


def applies(view: View, options: Options) -> NDArray[np.bool_]:
    """Articles that declare a language and have enough text."""
    mask: NDArray[np.bool_] = view.memo(
        ("declared language", options.min_chars),
        lambda: view.has("language") & view.at_least_chars(options.min_chars),
    )
    return mask


RULE = Rule(
    "LNG002", "mismatched-language", "warning", __name__, check, applies,
    "no article with enough text declares its language", Options,
)  # fmt: skip
