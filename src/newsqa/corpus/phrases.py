"""Phrases for a suite, proposed from the lines that recur in a corpus."""

from __future__ import annotations

from collections.abc import Iterable

from newsqa.corpus.lines import TEXT_BYTES
from newsqa.corpus.recurring import Recurring
from newsqa.reporters.terminal import as_json, printable
from newsqa.snippets import shorten
from newsqa.text.fold import fold


def proposed_phrases(lines: Iterable[Recurring]) -> str:
    """Return ``[boilerplate] phrases`` of a suite as TOML, each line under a comment that tells how often it stands where.

    Left out are lines that the rules of family boilerplate know already, and those too long to be matched as phrases;
    a line of several sources stands once. ``lines`` come the most frequent first.
    """
    entries, seen = [], set()
    for line in lines:
        folded = fold(line.text)
        if line.listed or folded in seen or len(line.text.encode()) >= TEXT_BYTES:
            continue
        seen.add(folded)
        entries += [f"  # {_told(line)}", f"  {as_json(' '.join(line.text.split()))},"]
    return "\n".join(["[boilerplate]", "phrases = [", *entries, "]"]) + "\n" if entries else ""


def _told(line: Recurring) -> str:
    source = printable(shorten(line.source)) if line.source is not None else "articles without a source"
    return f"{source}: {line.articles:,} of {line.total:,} articles ({line.share:.1%})"
