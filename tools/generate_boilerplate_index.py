"""Generate the index of the boilerplate lists from their data files: see ``newsqa.text.phrase_index``.

``python tools/generate_boilerplate_index.py`` writes the files; ``--check`` writes nothing and exits 1 when one is out
of date.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from re import _constants as code  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import numpy as np
import re2

from newsqa.data import load
from newsqa.text.boilerplate import TOPICS
from newsqa.text.fold import fold
from newsqa.text.phrase_index import LENGTHS, LINES, OPENINGS, bare, digest, sketch, tolerant

FOLDER = Path(__file__).resolve().parent.parent / "src" / "newsqa" / "data"
Heads = set[tuple[str, bool]]  # beginnings of lines, and whether more of the line is known

_MAX_HEADS = 400
_MAX_CLASS = 6
_CODE_POINT = re.compile(r"\\x\{([0-9a-fA-F]+)\}")
_PROPERTY = re.compile(r"\[[^\]]*\\p\{[^\]]*\]|\\p\{[^}]*\}|\\p[A-Z]")
_WIDE = "\u2e80"  # from here on a character says as much as two letters


def lines_index() -> bytes:
    """Return the lines of all topics as `LINES`."""
    known: dict[str, tuple[str, int]] = {}
    for kind in ("exact", "ambiguous"):
        for number, topic in enumerate(TOPICS):
            for entries in load(topic).get(kind, {}).values():
                for entry in entries:
                    line = bare(" ".join(entry.split()))
                    if folded := fold(line):
                        known.setdefault(folded, (line, 2 * number + (kind == "ambiguous")))
    table = np.empty(len(known), LINES)
    table["digest"] = [digest(folded) for folded in known]
    # As written and folded: the sketches of İ and its folded form differ.
    table["written"] = sketch([line for line, _ in known.values()], ("",))
    table["folded"] = sketch(list(known), ("",))
    table["kind"] = [kind for _, kind in known.values()]
    assert len(np.unique(table["digest"])) == len(table), "two lines share a digest"
    return table[np.argsort(table["digest"])].tobytes()


def patterns_index() -> tuple[bytes, bytes]:
    """Return the openings of all patterns as `OPENINGS`, and the patterns as JSON."""
    entries: list[list[Any]] = []
    keys: set[tuple[int, int, int]] = set()
    unknown: list[str] = []
    for topic_number, topic in enumerate(TOPICS):
        for languages, patterns in load(topic).get("patterns", {}).items():
            for source in (part for whole in patterns for part in alternatives(whole)):
                re2.compile(tolerant(source))
                parsed = parser.parse(_PROPERTY.sub(r"\\w", _CODE_POINT.sub(_escaped, source)))
                literals, heads = required(parsed), {head for head, _ in beginnings(parsed, {("", True)})}
                if not literals or "" in heads:
                    unknown.append(f"{topic}: a pattern needs a known beginning and a literal: {source}")
                    continue
                keys |= {(*key(form), len(entries)) for head in heads for form in forms(head)}
                entries.append([topic_number, languages, source, sorted(literals)])
    if unknown:
        sys.exit("\n".join(unknown))
    table = np.array([(key, length, number) for length, key, number in sorted(keys)], OPENINGS)
    content = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
    return table.tobytes(), f'{{"patterns": [\n{content}\n]}}\n'.encode()


def _escaped(match: re.Match[str]) -> str:
    return re.escape(chr(int(match[1], 16)))


def alternatives(source: str) -> list[str]:
    """Return the alternatives of a pattern that no brackets hold together: each has its own beginning."""
    parts, depth, last = [], 0, 0
    for match in re.finditer(r"\\.|\[(?:\\.|[^\]\\])+\]|[()|]", source):
        depth += {"(": 1, ")": -1}.get(match.group(), 0)
        if match.group() == "|" and not depth:
            parts.append(source[last : match.start()])
            last = match.end()
    return [*parts, source[last:]]


def required(parsed: Any) -> set[str]:
    """Return literals, in lower case, one of which every match holds; the longest there are."""
    found: list[set[str]] = []
    run = ""
    for operator, value in [*parsed, (None, None)]:
        if operator is code.LITERAL and chr(value) not in " '":
            run += chr(value).lower()
            continue
        if run:
            found.append({run})
            run = ""
        if operator is code.SUBPATTERN:
            found.append(required(value[-1]))
        elif operator is code.BRANCH:
            parts = [required(part) for part in value[1]]
            found.append(set().union(*parts) if all(parts) else set())
        elif operator is code.MAX_REPEAT and value[0]:
            found.append(required(value[2]))
    return max(filter(None, found), key=_weight, default=set())


def _weight(literals: set[str]) -> tuple[int, int]:
    return min(sum(1 + (char >= _WIDE) for char in literal) for literal in literals), -len(literals)


def beginnings(parsed: Any, heads: Heads) -> Heads:
    """Return what lines may begin with, in lower case, as far as it is known: ``heads`` and what follows them."""
    for operator, value in parsed:
        live = {head for head, more in heads if more}
        if not live:
            break
        ended = {head for head in heads if not head[1]}
        going = {(head, True) for head in live}
        heads = ended | _extended(operator, value, live, going)
        if len(heads) > _MAX_HEADS:
            return {(head, False) for head, _ in heads}
    return heads


def _extended(operator: Any, value: Any, live: set[str], going: Heads) -> Heads:
    if operator is code.LITERAL:
        marks = {_longer(head, ord("’")) for head in live} | going if value == ord("'") else set()
        return marks | {_longer(head, value) for head in live}
    if operator is code.SUBPATTERN:
        return beginnings(value[-1], going)
    if operator is code.BRANCH:
        return set().union(*(beginnings(part, going) for part in value[1]))
    if operator is code.MAX_REPEAT:
        least, most, part = value
        once = beginnings(part, going)
        once = once if most == 1 else {(head, False) for head, _ in once}
        return once if least else once | going
    if operator is code.AT:
        return going
    if operator is code.IN and value == [(code.CATEGORY, code.CATEGORY_DIGIT)]:
        return {(head + digit, False) for head in live for digit in "0123456789"}
    if operator is code.IN and len(value) <= _MAX_CLASS and all(kind is code.LITERAL for kind, _ in value):
        return {_longer(head, char) for head in live for _, char in value}
    return {(head, False) for head in live}


def _longer(head: str, char: int) -> tuple[str, bool]:
    head += chr(char).lower()
    return head, len(head.encode()) < LENGTHS[-1]


def forms(head: str) -> set[bytes]:
    """Return a beginning in lower case, as a title and in capitals, ASCII always in lower case."""
    return {form.encode().lower() for form in (head, head[:1].upper() + head[1:], head.upper())}


def key(head: bytes) -> tuple[int, int]:
    """Return how many bytes of a beginning count, and they as a number."""
    length = max(length for length in LENGTHS if length <= len(head))
    return length, int.from_bytes(head[:length], "little")


def generate() -> dict[str, bytes]:
    """Return the files' contents by name."""
    openings, patterns = patterns_index()
    return {
        "boilerplate_lines.bin": lines_index(),
        "boilerplate_openings.bin": openings,
        "boilerplate_patterns.json": patterns,
    }


def main(argv: list[str] | None = None) -> int:
    """Write the files, or check them with ``--check``; returns the exit code."""
    cli = argparse.ArgumentParser(description=__doc__)
    cli.add_argument("--check", action="store_true", help="exit 1 when a file is out of date")
    options = cli.parse_args(argv)
    for name, content in generate().items():
        target = FOLDER / name
        if not options.check:
            target.write_bytes(content)
        elif not target.exists() or target.read_bytes() != content:
            print(f"{name} is out of date: run python tools/generate_boilerplate_index.py", file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
