"""What a report says of a unit's coal, of its flue gas, and of what the plant file gave."""

from __future__ import annotations

from collections.abc import Iterator

from ipog.language import mark, tr
from ipog.plant import Plant
from ipog.report.document import Block, table, words
from ipog.report.given import given_fields, origin
from ipog.results import UnitResult
from ipog.shown import figure

_COAL_ROWS: tuple[tuple[str, str, str, str, str], ...] = (
    (mark("mercury"), "mercury_mg_kg_dry", mark("mg/kg dry"), "trace", "mercury"),
    (mark("chlorine"), "chlorine_mg_kg_dry", mark("mg/kg dry"), "trace", "chlorine"),
    (mark("bromine"), "bromine_mg_kg_dry", mark("mg/kg dry"), "trace", "bromine"),
    (mark("sulfur"), "sulfur_percent_as_received", mark("% as received"), "ultimate", "sulfur"),
    (mark("ash"), "ash_percent_as_received", mark("% as received"), "proximate", "ash"),
    (mark("moisture"), "moisture_percent_as_received", mark("% as received"), "proximate", "moisture"),
    (
        mark("higher heating value"),
        "hhv_mj_kg_as_received",
        mark("MJ/kg as received"),
        "heating_value",
        "hhv",
    ),
    (
        mark("lower heating value"),
        "lhv_mj_kg_as_received",
        mark("MJ/kg as received"),
        "heating_value",
        "lhv",
    ),
)


def inputs(plant: Plant, unit: UnitResult, index: int) -> Iterator[Block]:
    """Tables of the coal, the gas and the fields that were given."""
    coal = unit.coal
    rank = tr(coal.rank.replace("_", " "))
    yield words(tr("Coal as fired: {coal}, {rank}.", coal=coal.name, rank=rank))
    rows = [
        [tr(label), figure(getattr(coal, field)), tr(basis), origin(plant, unit, index, group, part)]
        for label, field, basis, group, part in _COAL_ROWS
    ]
    head = ("", tr("value"), tr("unit and basis"), tr("origin"))
    yield table(tr("Coal as fired"), head, rows, "<><<")
    yield words(
        tr(
            '"Given" stands in the plant file, perhaps on another basis; "coal library" is the figure of the '
            'library coal that the file names; "assumed" and "worked out" were filled in.'
        )
    )
    gas = unit.flue_gas
    rows = [
        [tr("dry gas"), figure(gas.dry_nm3_per_kg_at_6pct_o2), tr("Nm3 per kg of coal at 6 % O2")],
        [tr("gas flow"), figure(gas.flow_nm3_h), tr("Nm3/h dry at 6 % O2")],
        [tr("coal burned"), figure(gas.coal_feed_kg_h), "kg/h"],
        ["SO2", figure(gas.so2_mg_nm3), "mg/Nm3"],
        ["HCl", figure(gas.hcl_mg_nm3), "mg/Nm3"],
        ["SO3", figure(gas.so3_ppmv), "ppmv"],
    ]
    yield table(tr("Flue gas of the furnace"), ("", tr("value"), tr("unit of measure")), rows, "<><")
    fields = given_fields(plant, index)
    yield table(tr("Given in the plant file"), (tr("field"), tr("value")), fields, "<<")
