"""``python -m ipog.cli`` does what ``ipog`` does."""

import sys

from ipog.cli.main import main

sys.exit(main())
