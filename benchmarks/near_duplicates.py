"""Near-duplicates: documents a CPU second, recall, precision, bytes kept, and what a document costs in a large corpus.

    python benchmarks/near_duplicates.py [--data ../shared/data] [--articles 20000] [--sizes 10000 100000]

The corpus is articles and, for one in ten, a copy in which up to one word in ten is replaced. newsqa, datasketch and rensa
do the same work in the same process: from texts to pairs, through runs of three words and 96 hashes in 32 bands of 3.
datasketch and rensa give candidates, newsqa what is left of them after the exact comparison; a pair counts as right when
plain Python finds a Jaccard similarity of at least 0.5. The second table repeats the articles, with other words each time,
to the ``--sizes`` asked for (1000000 takes some minutes), and one in five is an edited copy: the cost of a document must
not grow.
"""

from __future__ import annotations

import argparse
import random
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

import corpus
from newsqa.corpus.minhash import BANDS, ROWS
from newsqa.corpus.near import clusters
from newsqa.corpus.shingles import Shingles, shingle_rows, signatures

BATCH = 1000
SIMILAR = 0.5
EDITED = 0.1  # at most so many words of a copy are replaced
Pairs = set[tuple[int, int]]


def articles(data: Path, count: int) -> list[str]:
    """Return texts, always the same: of real articles where they are, else made-up ones."""
    bulk = data / "bulk" / "news.parquet"
    if bulk.exists():
        texts = [text for text in pq.read_table(bulk, columns=["text"])["text"].to_pylist() if text]
    else:
        texts = [made.article["text"] for made in corpus.articles(count) if made.article["text"]]
    random.Random(0).shuffle(texts)
    return texts[:count]


def edited(text: str, share: float, words: Sequence[str], rng: random.Random) -> str:
    """Return a copy with a share of its words replaced."""
    copy = text.split()
    for at in {rng.randrange(len(copy)) for _ in range(int(share * len(copy)))} if copy else ():
        copy[at] = words[rng.randrange(len(words))]
    return " ".join(copy)


def newsqa_pairs(texts: Sequence[str]) -> Pairs:
    """Return the pairs that newsqa reports as near-duplicates."""
    rows = Shingles()
    for first in range(0, len(texts), BATCH):
        rows.add(shingle_rows(pa.array(texts[first : first + BATCH], pa.string())), first)
    found = signatures(rows.runs(np.arange(len(texts), dtype=np.int32)))
    near = clusters(found, SIMILAR)
    names = found.documents.tolist()
    return {(names[a], names[b]) for a, b in zip(near.one.tolist(), near.other.tolist(), strict=True)}


def shingles(text: str) -> set[str]:
    """Return the runs of three words of a text, in plain Python."""
    words = re.findall(r"[^\W_]+", text.lower())
    return {" ".join(words[at : at + 3]) for at in range(len(words) - 2)}


def datasketch_pairs(texts: Sequence[str]) -> Pairs:
    """Return the candidates of datasketch."""
    from datasketch import MinHash, MinHashLSH

    index = MinHashLSH(num_perm=BANDS * ROWS, params=(BANDS, ROWS))
    pairs: Pairs = set()
    for number, text in enumerate(texts):
        sketch = MinHash(num_perm=BANDS * ROWS)
        sketch.update_batch([one.encode() for one in shingles(text)])
        pairs |= {(other, number) for other in index.query(sketch)}
        index.insert(number, sketch, check_duplication=False)
    return pairs


def rensa_pairs(texts: Sequence[str]) -> Pairs:
    """Return the candidates of rensa."""
    from rensa import RMinHash, RMinHashLSH

    index = RMinHashLSH(threshold=SIMILAR, num_perm=BANDS * ROWS, num_bands=BANDS)
    pairs: Pairs = set()
    for number, text in enumerate(texts):
        sketch = RMinHash(num_perm=BANDS * ROWS, seed=1)
        sketch.update(list(shingles(text)))
        pairs |= {(other, number) for other in index.query(sketch)}
        index.insert(number, sketch)
    return pairs


PEERS: dict[str, Callable[[Sequence[str]], Pairs]] = {"datasketch": datasketch_pairs, "rensa": rensa_pairs}


def root(parents: list[int], number: int) -> int:
    """Return what all numbers of a component have in common."""
    while parents[number] != number:
        parents[number] = parents[parents[number]]
        number = parents[number]
    return number


def quality(texts: Sequence[str], pairs: Pairs, copies: Sequence[tuple[int, int]]) -> tuple[float, float]:
    """Return the share of copies in one cluster with their originals, and the share of pairs that are similar."""
    parents = list(range(len(texts)))
    for one, other in pairs:
        parents[root(parents, other)] = root(parents, one)
    recall = sum(root(parents, a) == root(parents, b) for a, b in copies) / len(copies)
    right = 0
    for one, other in pairs:
        a, b = shingles(texts[one]), shingles(texts[other])
        right += len(a & b) >= SIMILAR * len(a | b)
    return recall, right / max(1, len(pairs))


def speed(originals: Sequence[str]) -> None:
    """Print documents a CPU second, recall and precision of newsqa and of its peers."""
    rng = random.Random(1)
    words = [word for text in originals[::20] for word in text.split()]
    long = [number for number, text in enumerate(originals) if len(text.split()) >= 20]
    chosen = long[:: max(1, 10 * len(long) // len(originals))]
    copies = [(number, len(originals) + at) for at, number in enumerate(chosen)]
    texts = [*originals, *(edited(originals[n], rng.uniform(0, EDITED), words, rng) for n in chosen)]
    rates: dict[str, float] = {}
    print(f"{len(texts):,} documents, {len(copies):,} of them edited copies")
    for name, pairs_of in {"newsqa": newsqa_pairs, **PEERS}.items():
        try:
            begun = time.process_time()
            pairs = pairs_of(texts)
        except ImportError:
            print(f"{name:<11} not installed: pip install {name}")
            continue
        rates[name] = len(texts) / (time.process_time() - begun)
        recall, precision = quality(texts, pairs, copies)
        ratio = rates["newsqa"] / rates[name]
        print(
            f"{name:<11} {rates[name]:8,.0f} documents a CPU second  newsqa is {ratio:5.1f} times as fast  "
            f"recall {recall:.2%}  precision {precision:.2%} of {len(pairs):,} pairs"
        )


# --- growth --------------------------------------------------------------------------------------------------------


def many(originals: Sequence[str], count: int) -> Iterator[str]:
    """Yield any number of documents, one in five an edited copy of the one four before it."""
    rng = random.Random(2)
    words = [word for text in originals[::20] for word in text.split()]
    recent: list[str] = []
    for number in range(count):
        turn, at = divmod(number, len(originals))
        # Another letter before each word, and no run of words is the same.
        letter = chr(ord("a") + turn % 26) * (1 + turn // 26)
        text = originals[at].replace(" ", f" {letter}") if turn else originals[at]
        if number % 5 == 4:
            text = edited(recent[0], rng.uniform(0, EDITED), words, rng)
        recent = [*recent[-3:], text]
        yield text


def memory(*, begin: bool = False) -> float:
    """Return the most memory the process has had since the beginning, in MB (of Linux; elsewhere 0)."""
    folder = Path("/proc/self")
    if not folder.exists():
        return 0
    if begin:
        (folder / "clear_refs").write_text("5")
    peak = re.search(r"VmHWM:\s+(\d+)", (folder / "status").read_text())
    return int(peak[1]) / 1024 if peak else 0


def growth(originals: Sequence[str], size: int) -> None:
    """Print what a document costs in a corpus of this size."""
    rows, update, kept = Shingles(), 0.0, 0
    documents = many(originals, size)
    base = memory(begin=True)
    for first in range(0, size, BATCH):
        texts = pa.array([next(documents) for _ in range(min(BATCH, size - first))], pa.string())
        begun = time.process_time()
        table = shingle_rows(texts)
        rows.add(table, first)
        update += time.process_time() - begun
        kept += table.nbytes
    begun = time.process_time()
    found = signatures(rows.runs(np.arange(size, dtype=np.int32)))
    near = clusters(found, SIMILAR)
    finish = time.process_time() - begun
    members = int((near.roots != np.arange(len(found))).sum())
    print(
        f"{size:>9,} documents, {members:,} near-duplicates: {1e6 * update / size:5.1f} µs to update and "
        f"{1e6 * finish / size:5.1f} µs to finish a document, {size / (update + finish):7,.0f} a CPU second; "
        f"{kept / size:,.0f} bytes a document kept, {memory() - base:,.0f} MB of memory more at the peak",
        flush=True,
    )


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--sizes", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--growth", type=int, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    texts = articles(arguments.data, arguments.articles)
    if arguments.growth:
        growth(texts, arguments.growth)
        return
    speed(texts)
    for size in arguments.sizes:  # each in a process of its own: memory is measured
        own = ["--data", str(arguments.data), "--articles", str(arguments.articles), "--growth", str(size)]
        subprocess.run([sys.executable, __file__, *own], check=True)


if __name__ == "__main__":
    main()
