"""Documents a second beside datatrove's filters of web text, on the same texts in the same run.

    python benchmarks/peers.py [--data ../shared/data] [--documents 1000] [--rounds 2]

newsqa's document suite against the filters that large corpora of text are made with: Gopher's repetition and quality, C4's
and FineWeb's quality, each with its defaults. All run on one thread, and only the checking counts, as CPU time: the texts
are in memory, in the form that each tool takes. "all four" shows every document to every filter, as newsqa shows every
article to every rule; "in turn" is a pipeline, where what one filter drops is not shown to the next. datatrove takes its
words from spaCy's rules for English, which need no download, whatever the language of a text.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

import corpus
import newsqa

TARGET = 200


def sample(data: Path, count: int) -> pa.Table:
    """Return articles, always the same: real ones where they are, else made-up ones."""
    bulk = data / "bulk" / "news.parquet"
    if not bulk.is_file():
        print(f"{bulk} is not there: made-up articles instead")
        return corpus.table(count)
    table = pq.read_table(bulk)
    table = table.filter(pc.greater(pc.utf8_length(table["text"]), 0))
    chosen = random.Random(0).sample(range(table.num_rows), min(count, table.num_rows))
    return table.take(sorted(chosen)).combine_chunks()


def datatrove_filters() -> list[Any]:
    """Return the four filters; ImportError where datatrove, or what they need, is not installed."""
    import spacy  # noqa: F401 - asked for at the first word otherwise
    from datatrove.pipeline.filters import (
        C4QualityFilter,
        FineWebQualityFilter,
        GopherQualityFilter,
        GopherRepetitionFilter,
    )

    return [GopherRepetitionFilter(), GopherQualityFilter(), C4QualityFilter(), FineWebQualityFilter()]


def filtered(filters: Sequence[Any], texts: Sequence[str], *, in_turn: bool = False) -> int:
    """Run filters over texts and return how many pass all of them."""
    from datatrove.data import Document

    passed = 0
    for text in texts:
        document = Document(text=text, id="")
        good = True
        for one in filters:
            good = _passes(one, document) and good
            if in_turn and not good:
                break
            if not in_turn:
                document.text = text  # C4's filter takes lines out
        passed += good
    return passed


def _passes(one: Any, document: Any) -> bool:
    try:
        return one.filter(document) is True
    except ZeroDivisionError:  # a text without a word
        return False


def rate(name: str, count: int, work: Callable[[], object], rounds: int) -> float:
    """Print and return how many documents a second of CPU time are done, as the median of some rounds."""
    seconds = []
    for _ in range(rounds):
        begun = time.process_time()
        work()
        seconds.append(time.process_time() - begun)
    documents = count / statistics.median(seconds)
    print(f"{name:<42} {documents:9,.0f} documents a CPU second", flush=True)
    return documents


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    pa.set_cpu_count(1)
    pa.set_io_thread_count(1)
    table = sample(options.data, options.documents)
    texts = table["text"].to_pylist()
    print(f"{len(texts):,} documents, {sum(len(text.encode()) for text in texts) / 1e6:.1f} MB")
    newsqa.check(table, corpus=False)  # patterns are compiled, data are loaded
    own = rate(
        "newsqa, document suite",
        len(texts),
        lambda: newsqa.check(table, corpus=False),
        10 * options.rounds,
    )
    try:
        filters = datatrove_filters()
    except ImportError as error:
        print(f"datatrove: NOT MEASURED, {error.name} is not installed: pip install 'newsqa[bench]'")
        return
    filtered(filters, texts[:50])
    for one in filters:
        rate(f"datatrove, {type(one).__name__}", len(texts), lambda one=one: filtered([one], texts), 1)
    in_turn = rate(
        "datatrove, in turn", len(texts), lambda: filtered(filters, texts, in_turn=True), options.rounds
    )
    together = rate("datatrove, all four", len(texts), lambda: filtered(filters, texts), options.rounds)
    print(
        f"newsqa is {own / together:.0f} times as fast as all four (target: {TARGET}), "
        f"{own / in_turn:.0f} times as fast as a pipeline of them"
    )


if __name__ == "__main__":
    main()
