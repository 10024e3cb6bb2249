"""What the tests of the command line share."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Callable

Run = Callable[..., "subprocess.CompletedProcess[bytes]"]
"""What the fixture ``ipog`` gives: words, ``stdin`` (bytes) and ``env`` (changes) to a finished process."""

COMMAND = (sys.executable, "-m", "ipog.cli")

PLANT = """\
ipog_version: 1
plant: {name: Kraftwerk Ölfeld 中文, country: ZA}
units:
  - name: Unit 1
    gross_capacity: 600 MW
    coal_feed: [{coal: za-highveld}]
    boiler: {type: wall}
    apcs: [{type: esp_cold_side}, {type: wet_fgd}]
    targets: [{name: easy, value: 1000 ug/Nm3}]
"""


def can_be_interrupted() -> None:
    """For ``preexec_fn``: heed Ctrl+C, which a suite started in the background hands on as ignored."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
