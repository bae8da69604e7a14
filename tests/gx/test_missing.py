"""Without Great Expectations: one clear sentence, and nothing of it where nobody asks for it."""

import subprocess
import sys
from pathlib import Path

SEEDS = Path(__file__).parents[2] / "seeds"

BLOCKED = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in ("great_expectations", "pandas"):
            raise ModuleNotFoundError(f"No module named '{name}'", name=name)

sys.meta_path.insert(0, Blocked())
import newsqa
"""


def told(program):
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_command_that_installs_it_is_named():
    for asked in ("import newsqa.gx", "newsqa.check(['-'], select=['DUP002']).to_gx()"):
        code, out = told(
            f"{BLOCKED}\ntry:\n    {asked}\nexcept newsqa.NewsqaError as error:\n    print(error)"
        )
        assert (code, out) == (0, 'Great Expectations is not installed: pip install "newsqa[gx]"\n')
    code, out = told(f"{BLOCKED}\ntry:\n    import newsqa.gx\nexcept ImportError as error:\n    print('no')")
    assert (code, out) == (0, "no\n")


def test_a_check_imports_none_of_it():
    program = f"import newsqa, sys\nnewsqa.check({str(SEEDS)!r}).results\n"
    code, out = told(
        f"{program}print([n for n in ('great_expectations', 'pandas', 'pyspark', 'newsqa.gx') if n in sys.modules])"
    )
    assert (code, out) == (0, "[]\n")
