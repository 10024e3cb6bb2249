"""Plants and reports that tests of the reports share."""

from __future__ import annotations

from datetime import date

from ipog.evaluate import evaluate
from ipog.files import parse
from ipog.plant import Plant
from ipog.report import build
from ipog.report.document import Report
from ipog.results import Evaluation

DAY = date(2026, 1, 1)

PLANT = """\
ipog_version: 1
plant: {name: Example & Söhne, country: ZA}
units:
  - name: Unit 1
    gross_capacity: 600 MW
    coal_feed:
      - rank: bituminous
        trace: {mercury: 0.2 mg/kg, chlorine: 300 mg/kg, basis: dry}
        heating_value: {hhv: 22 MJ/kg, basis: dry}
    boiler: {type: wall}
    apcs: [{type: sorbent_injection, rate: 2}, {type: esp_cold_side}, {type: wet_fgd}]
    targets: [{name: own goal, value: 4 ug/Nm3}, {name: share, value: 80 %}]
    measured: [{quantity: removal, value: 70 %, low: 60 %, high: 80 %, source: own test}]
  - name: Unit 2
    coal_feed: [{coal: za-highveld}]
    boiler: {type: wall}
"""

HOSTILE = """\
ipog_version: 1
plant: {name: "<script>alert(1)</script>\\u202E #panic() \\\\input{x} $x$", country: ZA}
units:
  - name: "=HYPERLINK(1) <img src=x onerror=alert(1)> #set page(fill: red) {{ 7*7 }}"
    note: "#read(\\"/etc/passwd\\") {% raw %} ``` ]]>"
    gross_capacity: 600 MW
    coal_feed: [{coal: za-highveld, name: "</title></svg><script>alert(2)</script> $\\\\frac$"}]
    boiler: {type: wall}
    apcs: [{type: esp_cold_side, name: "<b>ESP</b> $\\\\frac{1 \\u202E"}, {type: wet_fgd}]
    targets: [{name: "=cmd|' /C calc'!A0 <i>", value: 3 ug/Nm3}]
    measured: [{quantity: removal, value: 50 %, source: "<u>me</u> #1 ``` *b*"}]
  - name: LONG
    coal_feed: [{coal: za-highveld}]
    boiler: {type: wall}
""".replace("LONG", "x" * 10_000)


def read(text: str) -> Plant:
    """The plant of a text."""
    plant, problems, _ = parse(text)
    assert plant is not None, problems
    return plant


def evaluated(text: str, samples: int = 60) -> tuple[Plant, Evaluation]:
    """A plant and its results."""
    plant = read(text)
    return plant, evaluate(plant, samples=samples)


def report(text: str, samples: int = 60) -> Report:
    """The report of a plant."""
    plant, evaluation = evaluated(text, samples)
    return build(plant, evaluation, text, DAY)
