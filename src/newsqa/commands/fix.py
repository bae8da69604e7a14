"""``newsqa fix``: mends text files in place, a table into a new file, and shows what it would change."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Iterator
from pathlib import Path

from newsqa import mending, readers
from newsqa.cli import EXIT_FINDINGS, EXIT_OK
from newsqa.commands.left import Left, say
from newsqa.commands.settings import Settings
from newsqa.errors import InputError, NewsqaError
from newsqa.files import replacing
from newsqa.fixes import fix_text
from newsqa.readers.files import format_by_name, suffix_of
from newsqa.reporters.terminal import printable

_IN_MARKUP = "pages and news items are not mended: their text stands in markup"


def mend(paths: list[str], chosen: Settings, output: Path | None) -> list[str]:
    """Mend text files in place, and the one table, or the one text, among the paths into ``output``.

    Return the paths to report on: the mended copy in place of the original.
    """
    files = readers.expand(paths, exclude=chosen.exclude)
    kinds = {path: mending.kind(path) for path in files}
    tables = [path for path in files if kinds[path] != "text" and mending.is_mended(kinds[path])]
    if output is not None and len(tables) > 1:
        raise InputError(f"--output {output}: there are {len(tables)} tables to mend; mend them one by one")
    if output is not None and any(
        output.exists() and output.samefile(path) for path in files if path.exists()
    ):
        raise InputError(f"--output {output} is one of the inputs: name a new file")
    if output is not None and not tables:
        if format_by_name(output) != "text":
            raise InputError(f"--output {output}: there is no table to mend; text files are mended in place")
        if len(files) > 1:
            raise InputError(
                f"--output {output}: there are {len(files)} texts to mend; leave it out to mend them in place"
            )
        if kinds[files[0]] != "text":
            raise InputError(f"{files[0]}: {_IN_MARKUP}")
        done = mending.mend_file(
            files[0], chosen.suite, chosen.context, unsafe=chosen.unsafe_fixes, output=output
        )
        left = Left()
        left.note(files[0], done.reason, done.skipped)
        left.say()
        say(f"mended {len(done.applied)} flaw{'' if len(done.applied) == 1 else 's'} into {output}")
        return [str(files[0] if done.reason else output)]
    if (
        output is not None
        and suffix_of(output) != suffix_of(tables[0])
        and format_by_name(output) != kinds[tables[0]]
    ):
        raise InputError(
            f"--output {output}: the mended copy of {tables[0]} is {kinds[tables[0]]}, too: name it so"
        )
    edits = articles = 0
    left = Left()
    for path in files:
        if not mending.is_mended(kinds[path]):
            left.note(path, _IN_MARKUP, ())
        if kinds[path] != "text":
            continue
        done = mending.mend_file(path, chosen.suite, chosen.context, unsafe=chosen.unsafe_fixes)
        left.note(path, done.reason, done.skipped)
        edits += len(done.applied)
        articles += done.changed
    left.say()
    reported = [str(path) for path in files]
    if tables and output is None:
        say(f"{len(tables)} table(s) not mended: name a new file with --output, one table at a time")
    elif tables and output is not None:
        from newsqa.mending_tables import mend_table

        found = mend_table(
            tables[0], output, kinds[tables[0]], chosen.fields, chosen.suite, chosen.context,
            unsafe=chosen.unsafe_fixes,
        )  # fmt: skip
        edits += found.edits
        articles += len(found.by_record)
        reported = [str(output if path == tables[0] else path) for path in files]
    say(f"mended {edits} flaw{'' if edits == 1 else 's'} in {articles} article{'' if articles == 1 else 's'}")
    return reported


def is_copy(output: str | None, paths: list[str]) -> bool:
    """Tell whether ``--output`` names a place for a mended table or text, rather than for the report.

    A report may be JSON, too: the copy of a file that is named so, and a report on anything else.
    """
    if output is None:
        return False
    if suffix_of(output) == ".json":
        return any(suffix_of(path) == ".json" for path in paths)
    return format_by_name(Path(output)) is not None


def show_diff(paths: list[str], chosen: Settings) -> int:
    """Print what mending would change as a unified diff; the exit code is 1 when there is something to change."""
    code, left = EXIT_OK, Left()
    for path in readers.expand(paths, exclude=chosen.exclude):
        for name, before, after in _previews(path, chosen, left):
            code = EXIT_FINDINGS
            sys.stdout.write(unified(name, before, after))
    left.say()
    return code


def _previews(path: Path, chosen: Settings, left: Left) -> Iterator[tuple[str, str, str]]:
    """Yield the name, the text before and the text after of each article that mending would change; note the others."""
    if path == Path("-"):
        given = _stdin_text()
        result = fix_text(given.text, chosen.suite, chosen.context, unsafe=chosen.unsafe_fixes)
        if result.changed:
            yield "-", given.text, result.text
        return
    kind = mending.kind(path)
    if not mending.is_mended(kind):
        left.note(path, _IN_MARKUP, ())
        return
    if kind == "text":
        before = mending.read_file(path)
        if isinstance(before, str):
            left.note(path, before, ())
            return
        result = fix_text(before.text, chosen.suite, chosen.context, unsafe=chosen.unsafe_fixes)
        if result.changed:
            yield str(path), before.text, result.text
        return
    from newsqa.mending_tables import corrections

    found = corrections(path, chosen.fields, chosen.suite, chosen.context, unsafe=chosen.unsafe_fixes)
    for record, values, _ in found:
        for field, value in values.items():
            name = f"{path}#{record}" + ("" if field == "text" else f".{field}")
            yield name, _shown(value.before), _shown(value.after)


def _shown(value: str | list[str | None]) -> str:
    """Return a value as lines to compare: of the authors, one a line."""
    return value if isinstance(value, str) else "".join(f"{name or ''}\n" for name in value)


def unified(name: str, before: str, after: str) -> str:
    """Return a unified diff of two texts; a missing final line end is marked as diff does it."""
    lines = []
    name = printable(name)
    for line in difflib.unified_diff(_lines(before), _lines(after), f"a/{name}\n", f"b/{name}\n"):
        lines.append("\t".join(map(printable, line.rstrip("\r\n").split("\t"))) + "\n")
        if not line.endswith("\n"):
            lines.append("\\ No newline at end of file\n")
    return "".join(lines)


def _lines(text: str) -> list[str]:
    """Split as editors count lines; other separators that Python knows are part of a line."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [line + "\n" for line in lines[:-1]] + [line for line in lines[-1:] if line]


def filter_stdin(chosen: Settings, output: str | None) -> int:
    """Mend one article from standard input to standard output, or into a file."""
    given = _stdin_text()
    fixed = fix_text(given.text, chosen.suite, chosen.context, unsafe=chosen.unsafe_fixes)
    try:
        data = given.encode(fixed.text)
    except UnicodeEncodeError:
        raise NewsqaError(f"standard input: the mended text does not fit into {given.codec}") from None
    if output is not None:
        with replacing(Path(output)) as file:
            file.write(data)
        return EXIT_OK
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
    return EXIT_OK


def _stdin_text() -> mending.Decoded:
    found = mending.decoded(sys.stdin.buffer.read())
    if found is None:
        raise NewsqaError("standard input: the text cannot be decoded without loss")
    return found
