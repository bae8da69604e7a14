"""The command line: runs the command that the arguments name, and turns what goes wrong into exit codes.

What a command needs is imported when it runs, so that ``--version`` and ``--help`` answer at once.
"""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

from newsqa.arguments import parser

EXIT_OK, EXIT_FINDINGS, EXIT_ERROR = 0, 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return the exit code: 0 nothing found, 1 findings, 2 newsqa could not do what it was asked."""
    arguments = parser().parse_args(argv)
    if arguments.command is None:
        parser().print_help()
        return EXIT_ERROR
    from newsqa import commands
    from newsqa.errors import NewsqaError

    _take_any_text()
    try:
        code = commands.COMMANDS[arguments.command](arguments)
        sys.stdout.flush()
        return code
    except NewsqaError as error:
        _complain(str(error))
        return EXIT_ERROR
    except KeyboardInterrupt:
        _complain("interrupted")
        return 130
    except BrokenPipeError:  # the reader of our output has gone, as "| head" does
        _drop_output()
        return EXIT_ERROR
    except OSError as error:  # a full disk, most often the one that standard output is sent to
        _drop_output()
        _complain(f"{error.filename}: {error.strerror}" if error.filename else error.strerror or str(error))
        return EXIT_ERROR


def entry() -> NoReturn:
    """Run the command line as a process of its own.

    The process ends without the interpreter's tidying up, which frees object by object what the system frees at once
    and takes a sixth of the time of a check of one file. Garbage is collected seldom: next to nothing here is cyclic.
    """
    gc.set_threshold(100_000, 50, 50)
    try:
        code = main()
    except SystemExit as error:  # argparse: --help, --version, a bad option
        code = error.code if isinstance(error.code, int) else EXIT_OK
    except Exception:  # a fault of newsqa's own is no finding
        import traceback

        traceback.print_exc()
        code = EXIT_ERROR
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _take_any_text() -> None:
    """Make standard output take any article's text, whatever the terminal's encoding: what it lacks is escaped."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure:
        reconfigure(errors="backslashreplace")


def _complain(message: str) -> None:
    from newsqa.reporters.terminal import printable

    print(f"newsqa: {printable(message)}", file=sys.stderr)


def _drop_output() -> None:
    """Send what is still in the buffer nowhere, or the interpreter tries to write it once more when it ends."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    entry()
