"""Write the sample of a result in the README anew, after a change that moves figures.

python scripts/update_readme.py
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parents[1] / "README.md"
SAMPLE = re.compile(r"(<!-- sample: example:(\S+) -->\n```text\n).*?(?=^```$)", re.DOTALL | re.MULTILINE)
ENDS = re.compile(r"^(Measured beside|Uncertainty|Targets|Warnings|Assumed)", re.MULTILINE)


def shortened(example: str) -> str:
    """The result of the first unit of an example, up to where the mercury goes."""
    done = subprocess.run(
        [sys.executable, "-m", "ipog.cli", "run", "--quiet", f"example:{example}"],
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    return f"{ENDS.split(done.stdout, maxsplit=1)[0].rstrip()}\n"


def main() -> int:
    """Replace the sample; 1 if the README has none."""
    text = README.read_text(encoding="utf-8")
    new, found = SAMPLE.subn(lambda match: match[1] + shortened(match[2]), text)
    README.write_text(new, encoding="utf-8", newline="\n")
    return 0 if found else 1


if __name__ == "__main__":
    sys.exit(main())
