"""Pages beside other readers of pages, in one run: the day, the authors, the title, the text, and the time it takes.

    python benchmarks/html_accuracy.py [--data ../shared/data] [--pages 127]

The pages are real, with the truth beside them (fundus). A day is right when it is that of the truth; authors when they are
the same set of names; a title when it is the same but for white space and quotes. The text is compared by the words that
stand three in a row: F1 over all of a page, and the mean of the pages. newsqa's values are those of its tables: dates and
authors of FACTS, as `newsqa.check` gives them, title and text of ARTICLES. Times are CPU seconds of one process for the
same pages: newsqa from bytes to the article with all its metadata; trafilatura with its metadata; htmldate the date alone.
What is not installed is left out: pip install "newsqa[bench]".
"""

from __future__ import annotations

import argparse
import gzip
import json
import logging
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import newsqa
from newsqa.readers.html import article

# Scripts without spaces between words are compared by their characters.
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]|[^\W\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
QUOTES = str.maketrans("’‘“”„«»", '\'\'"""""')


class Found(NamedTuple):
    """What a reader says of a page; None for what it does not tell at all."""

    day: str | None = None
    authors: frozenset[str] | None = None
    title: str | None = None
    text: str | None = None


def pages(data: Path, count: int) -> list[dict[str, Any]]:
    """Return pages with their truth; SystemExit where the data are not there."""
    source = data / "articles" / "fundus.jsonl.gz"
    if not source.is_file():
        raise SystemExit(f"{source} is not there: this needs real pages")
    with gzip.open(source, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file][:count]
    for row in rows:
        row["html"] = gzip.decompress((data / "articles" / row["html_file"]).read_bytes())
    return rows


def ours(rows: list[dict[str, Any]]) -> tuple[list[Found], float]:
    """Read the pages with newsqa: what it finds, and the seconds for reading them."""
    for row in rows[:3]:
        article(row["html"], url=row["url"])
    begin = time.process_time()
    documents = [article(row["html"], url=row["url"]) for row in rows]
    took = time.process_time() - begin
    with tempfile.TemporaryDirectory() as folder:
        for number, row in enumerate(rows):
            (Path(folder) / f"{number:05}.html").write_bytes(row["html"])
        facts = {Path(fact["article_id"]).stem: fact for fact in newsqa.check([folder]).facts.to_pylist()}
    found = []
    for number, document in enumerate(documents):
        fact = facts.get(f"{number:05}", {})
        at = fact.get("published_at")
        found.append(
            Found(
                at.date().isoformat() if at else None,
                frozenset(fact.get("authors") or ()),
                document.title if document else None,
                document.text if document else None,
            )
        )
    return found, took


def with_trafilatura(fast: bool) -> Callable[[dict[str, Any]], Found]:
    """Return trafilatura as a reader."""
    from trafilatura import bare_extraction

    def read(row: dict[str, Any]) -> Found:
        found = bare_extraction(row["html"], url=row["url"], with_metadata=True, fast=fast)
        if found is None:
            return Found("", frozenset(), "", "")
        authors = frozenset(filter(None, (found.author or "").split("; ")))
        return Found(found.date, authors, found.title, found.text)

    return read


def with_htmldate() -> Callable[[dict[str, Any]], Found]:
    """Return htmldate as a reader."""
    from htmldate import find_date

    return lambda row: Found(
        find_date(row["html"].decode("utf-8", "replace"), original_date=True, url=row["url"])
    )


def with_newspaper() -> Callable[[dict[str, Any]], Found]:
    """Return newspaper4k as a reader, without the network."""
    import newspaper

    config = newspaper.Config()
    config.fetch_images = False

    def read(row: dict[str, Any]) -> Found:
        try:
            found = newspaper.Article(row["url"], config=config)
            found.download(input_html=row["html"].decode("utf-8", "replace"))
            found.parse()
        except Exception:  # some languages need more packages
            return Found("", frozenset(), "", "")
        day = found.publish_date.date().isoformat() if found.publish_date else None
        return Found(day, frozenset(found.authors), found.title, found.text)

    return read


def trigrams(text: str | None) -> Counter[tuple[str, str, str]]:
    """Return the words of a text, three in a row, with how often they stand in it."""
    words = WORD.findall((text or "").lower())
    return Counter(zip(words, words[1:], words[2:], strict=False))


def f1(found: str | None, truth: str) -> float:
    """Return how well a text agrees with the truth, 0 to 1."""
    ours_, theirs = trigrams(found), trigrams(truth)
    common = sum((ours_ & theirs).values())
    total = sum(ours_.values()) + sum(theirs.values())
    return 2 * common / total if total else 0.0


def plain(title: str | None) -> str:
    """Return a title without differences of white space and quotes."""
    return " ".join((title or "").translate(QUOTES).split())


def figures(found: list[Found], rows: list[dict[str, Any]]) -> list[str]:
    """Return the shares of a reader as cells of a table: right day, wrong day, authors, title, F1."""
    size = len(rows)
    right = sum((one.day or "")[:10] == row["published"][:10] for one, row in zip(found, rows, strict=True))
    told = sum(bool(one.day) for one in found)
    cells = [f"{100 * right / size:.1f}", f"{100 * (told - right) / size:.1f}"]
    if found[0].text is None and found[0].title is None:
        return [*cells, "", "", ""]
    pairs = list(zip(found, rows, strict=True))
    authors = sum(one.authors == frozenset(row["authors"] or ()) for one, row in pairs)
    titles = sum(plain(one.title) == plain(row["title"]) for one, row in pairs)
    text = sum(f1(one.text, row["text"]) for one, row in pairs) / size
    return [*cells, f"{100 * authors / size:.1f}", f"{100 * titles / size:.1f}", f"{text:.3f}"]


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--pages", type=int, default=10_000)
    arguments = parser.parse_args()
    logging.disable(logging.CRITICAL)
    rows = pages(arguments.data, arguments.pages)
    found, took = ours(rows)
    lines = [("newsqa", figures(found, rows), took)]
    others = {
        "trafilatura": lambda: with_trafilatura(False),
        "trafilatura, fast": lambda: with_trafilatura(True),
        "htmldate": with_htmldate,
        "newspaper4k": with_newspaper,
    }
    for name, make in others.items():
        try:
            read = make()
        except ImportError:
            print(f"{name} is not installed: left out", file=sys.stderr)
            continue
        read(rows[0])  # what is loaded at the first page is not counted
        begin = time.process_time()
        told = [read(row) for row in rows]
        lines.append((name, figures(told, rows), time.process_time() - begin))
    print(f"{len(rows)} pages\n")
    print("| reader | day right % | wrong % | authors % | title % | text F1 | pages/s | of newsqa's time |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for name, cells, seconds in lines:
        print(f"| {name} | {' | '.join(cells)} | {len(rows) / seconds:.0f} | {seconds / took:.1f} |")


if __name__ == "__main__":
    main()
