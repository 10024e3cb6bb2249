"""``python -m ipog``."""

from __future__ import annotations

import sys

from ipog.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
