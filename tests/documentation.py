"""What the pages of the documentation show, taken apart: blocks of code, and the commands in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its place, its language, its text, and the file it is said to be."""

    place: str
    language: str
    text: str
    file: str | None


def blocks(page: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a page; the line before one names its file when it ends with "`name`:"."""
    text = page.read_text("utf-8")
    for found in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.DOTALL | re.MULTILINE):
        before = text[: found.start()].rstrip().rpartition("\n")[2]
        file = re.search(r"`([\w./-]+)`:$", before)
        line = text.count("\n", 0, found.start()) + 1
        yield Block(f"{page.relative_to(ROOT)}:{line}", found[1], found[2], file[1] if file else None)


def commands(block: Block) -> Iterator[tuple[str, str | None]]:
    """Yield the commands of a block, each with the output shown below it; None for any, in a block of sh."""
    if block.language == "sh":
        for command in block.text.splitlines():
            yield command, None
    if block.language == "console":
        for part in re.split(r"^\$ ", block.text, flags=re.MULTILINE)[1:]:
            command, _, output = part.partition("\n")
            yield command, output


def check_output(command: str, shown: str, printed: str) -> None:
    """Compare what a command prints with what a page shows; a line that begins with "…" stands for any lines."""
    lines = shown.splitlines(keepends=True)
    pattern = "".join("(?s:.*)" if line.startswith("…") else re.escape(line) for line in lines)
    assert re.fullmatch(pattern, printed), f"{command} prints:\n{printed}"
