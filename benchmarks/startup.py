"""What a commit hook pays: whole processes, in turn with the yardstick, as medians and ratios.

python benchmarks/startup.py [--rounds 11]
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from corpus import articles

_FILES = 1000
_SEED = Path(__file__).parent.parent / "seeds" / "000_0ddeb315b541c810.txt"
# An installed package has byte code: a checkout whose byte code must not be written would be compiled in every run.
_ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
_NEWSQA = str(Path(sys.executable).with_name("newsqa"))
_COMMANDS = {
    "python -c pass": [sys.executable, "-c", "pass"],
    "python -c 'import newsqa'": [sys.executable, "-c", "import newsqa"],
    "newsqa --version": [_NEWSQA, "--version"],
    "python -c 'import pyarrow.compute'": [sys.executable, "-c", "import pyarrow.compute"],
    "newsqa check, one file": [_NEWSQA, "check", str(_SEED)],
}
_MANY = f"newsqa check, {_FILES:,} files"
_YARDSTICK = "python -c 'import pyarrow.compute'"


def milliseconds(command: list[str]) -> float:
    """Return how long a whole process takes."""
    begun = time.perf_counter()
    subprocess.run(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_ENVIRONMENT, check=False
    )
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--rounds", type=int, default=11)
    rounds = parser.parse_args().rounds
    times: dict[str, list[float]] = {name: [] for name in (*_COMMANDS, _MANY)}
    with tempfile.TemporaryDirectory() as folder:
        for number, item in enumerate(articles(_FILES, seed=1)):
            Path(folder, f"{number}.txt").write_text(item.article["text"], "utf-8")
        commands = _COMMANDS | {_MANY: [_NEWSQA, "check", "--no-cache", folder]}
        for command in commands.values():
            milliseconds(command)  # byte code is written, files are in the cache
        for _ in range(rounds):
            for name, command in commands.items():
                times[name].append(milliseconds(command))
    for name, taken in times.items():
        ratio = statistics.median(a / b for a, b in zip(taken, times[_YARDSTICK], strict=True))
        print(f"{name:<36} {statistics.median(taken):6.0f} ms  {ratio:5.2f} × import pyarrow.compute")


if __name__ == "__main__":
    main()
