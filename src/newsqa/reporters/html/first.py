"""The first findings as plain HTML: what is seen where scripts are off, and until the script has started."""

from __future__ import annotations

from typing import Any

from newsqa.reporters.html.escaping import escape
from newsqa.reporters.html.words import Words
from newsqa.reporters.terminal import place

FIRST = 30


def first(rows: list[dict[str, Any]], total: int, words: Words) -> str:
    """Return a list of the first findings, and how many there are."""
    if not rows:
        return f"<p class=none>{words('none-found')}</p>"
    items = "\n".join(_item(row, words) for row in rows[:FIRST])
    more = (
        f"<p class=soft>{words('without-script', n=min(FIRST, total), total=total)}</p>"
        if total > FIRST
        else ""
    )
    return f"<ol class=plain>\n{items}\n</ol>{more}"


def _item(row: dict[str, Any], words: Words) -> str:
    excerpt = f"<br><q dir=auto>{escape(row['excerpt'])}</q>" if row["excerpt"] else ""
    fixable = f" <span class=tag>{words('fix-' + row['fix_safety'])}</span>" if row["fix_safety"] else ""
    return (
        f'<li class="{row["severity"]}"><span class=where dir=auto>{escape(place(row))}</span> <code>{escape(row["code"])}</code> '
        f"<span class=sev>{words(row['severity'])}</span> <span lang=en dir=auto>{escape(row['message'])}</span>{fixable}{excerpt}</li>"
    )
