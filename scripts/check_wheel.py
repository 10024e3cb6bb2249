"""Check that a wheel holds every data file of the checkout: coals, examples, tables and the manual.

python scripts/check_wheel.py dist/ipog-0.1.0-py3-none-any.whl
"""

from __future__ import annotations

import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOT_DATA = {".py", ".pyc"}


def wanted() -> set[str]:
    """Names that the data files of the checkout must have in the wheel."""
    package = ROOT / "src" / "ipog"
    names = {
        f"ipog/{path.relative_to(package).as_posix()}"
        for path in package.rglob("*")
        if path.is_file() and path.suffix not in NOT_DATA
    }
    coals = {f"ipog/coal_data/{path.name}" for path in (ROOT / "coal_data").glob("*.csv")}
    return names | coals | {f"ipog/manual/{path.name}" for path in (ROOT / "manual").glob("*.md")}


def main(wheel: Path) -> int:
    """Print what is missing; 1 if anything is."""
    with zipfile.ZipFile(wheel) as archive:
        held = set(archive.namelist())
    needed = wanted()
    for name in sorted(needed - held):
        print(f"{wheel.name} lacks {name}")
    print(f"{wheel.name}: {len(needed & held)} of {len(needed)} data files")
    return 0 if needed <= held else 1


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: python scripts/check_wheel.py WHEEL")
    sys.exit(main(Path(sys.argv[1])))
