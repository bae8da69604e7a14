"""Generate ``src/newsqa/data/list_joiners.json`` from CLDR, through Babel.

``python tools/generate_list_joiners.py`` writes the file; ``--check`` writes nothing and exits 1 when it is out of date.
Babel is needed here only, not where newsqa runs.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import unicodedata
from pathlib import Path

from babel import Locale, localedata

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "newsqa" / "data" / "list_joiners.json"
STYLES = ("standard", "standard-short", "standard-narrow")
# Patterns that put something around the items as well are left out: no name can be told from what is glued to it.
PATTERN = re.compile(r"\{0\}(.*)\{1\}", re.DOTALL)


def joiners() -> dict[str, list[str]]:
    """Return what stands between the items of lists: words between spaces, words glued to an item, and marks."""
    found: dict[str, set[str]] = {"spaced": set(), "glued": set(), "marks": set()}
    for code in localedata.locale_identifiers():
        for style in STYLES:
            for pattern in Locale.parse(code).list_patterns.get(style, {}).values():
                match = PATTERN.fullmatch(pattern)
                if match:
                    sort(match[1], found)
    return {kind: sorted(items) for kind, items in found.items()}


def sort(joint: str, found: dict[str, set[str]]) -> None:
    """Put a joint such as ", and " into its kinds: a mark and a word."""
    joint = re.sub(r"[\u200e\u200f]", "", joint)
    word = joint
    while word and (word[0].isspace() or unicodedata.category(word[0]) == "Po"):
        if not word[0].isspace() and word[0] != "&":
            found["marks"].add(word[0])
        elif word[0] == "&":
            break
        word = word[1:]
    if word.strip() != "&" and not any(map(str.isalpha, word)):
        return
    spaced = joint[0].isspace() or joint[0] != word[0]
    if word[-1].isspace() and spaced:
        found["spaced"].add(word.strip())
    else:
        found["glued"].add(word.strip())


def generated() -> str:
    """Return the file's contents."""
    return json.dumps(joiners(), ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Write the file, or compare it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail when the file is out of date")
    if parser.parse_args().check:
        if TARGET.read_text("utf-8") == generated():
            return 0
        print(f"{TARGET} is out of date: run tools/generate_list_joiners.py", file=sys.stderr)
        return 1
    TARGET.write_text(generated(), "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
