"""Every factor, offset and alias of units.toml against pint, and the lookups of the table."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from importlib.resources import files

import numpy as np
import pint
import pytest

from ipog.quantities import QuantityError, convert, dimensions, dimensions_of, units_of
from ipog.quantities.table import dimension, find_unit

# What pint lacks or reads otherwise, in pint's own terms.
DEFINITIONS = """
USD = [currency]
Nm3 = [normal_gas]
dscm = 273.15 / 293.15 * Nm3
dscf = dscm * (0.3048 ** 3)
am3 = meter ** 3
MMacf = 1e6 * foot ** 3
MMBtu = 1e6 * Btu_it
TBtu = 1e12 * Btu_it
kcal_it = 1e3 * cal_it
MWe = megawatt
kWe = kilowatt
GWe = gigawatt
inH2O = 249.08891 * pascal
mmH2O = 9.80665 * pascal
plant_year = 8760 * hour
"""
WORDS = {
    "%": "percent",
    "wt%": "percent",
    "wt.%": "percent",
    "wt %": "percent",
    "wt-%": "percent",
    "vol%": "percent",
    "vol.%": "percent",
    "vol %": "percent",
    "vol-%": "percent",
    "ppm": "1e-6",
    "ppmw": "1e-6",
    "ppmv": "1e-6",
    "ppb": "1e-9",
    "ppbw": "1e-9",
    "ppbv": "1e-9",
    "Btu": "Btu_it",
    "BTU": "Btu_it",
    "cal": "cal_it",
    "kcal": "kcal_it",
    "MWth": "megawatt",
    "MWt": "megawatt",
    "MWel": "megawatt",
    "kWth": "kilowatt",
    "kWel": "kilowatt",
    "GWel": "gigawatt",
    "°C": "degC",
    "℃": "degC",
    "C": "degC",
    "celsius": "degC",
    "K": "kelvin",
    "°F": "degF",
    "℉": "degF",
    "F": "degF",
    "fahrenheit": "degF",
    "year": "plant_year",
    "years": "plant_year",
    "yr": "plant_year",
    "a": "plant_year",
    "d": "day",
    "days": "day",
    "h": "hour",
    "hr": "hour",
    "t": "metric_ton",
    "kt": "1e3 * metric_ton",
    "Mt": "1e6 * metric_ton",
    "tonnes": "metric_ton",
    "lbs": "lb",
    "m3": "meter ** 3",
    "mmWC": "mmH2O",
    "inWC": "inH2O",
    "US$": "USD",
    "10^12Btu": "TBtu",
}


@pytest.fixture(scope="module")
def registry() -> pint.UnitRegistry:
    registry = pint.UnitRegistry(cache_folder=None)
    for line in DEFINITIONS.strip().splitlines():
        registry.define(line)
    return registry


def in_pint(spelling: str) -> str:
    if spelling in WORDS:
        return WORDS[spelling]
    parts = spelling.split("/")
    return " / ".join(f"({WORDS.get(part, part)})" for part in parts)


def every_spelling() -> list[tuple[str, str]]:
    return [(name, spelling) for name in dimensions() for spelling in dimension(name).units]


@pytest.mark.parametrize(("name", "spelling"), every_spelling())
def test_every_unit_and_alias_agrees_with_pint(registry, name, spelling):
    kind = dimension(name)
    unit = kind.units[spelling]
    for given in (1.0, 250.0):
        if kind.has_offsets:
            expected = registry.Quantity(given, in_pint(spelling)).to(in_pint(kind.canonical)).magnitude
        else:
            ratio = registry.parse_expression(in_pint(spelling)) / registry.parse_expression(
                in_pint(kind.canonical)
            )
            expected = given * registry.Quantity(ratio).to("").magnitude
        assert given * unit.factor + unit.offset == pytest.approx(
            expected, rel=2e-13, abs=1e-10 * kind.has_offsets
        )


def test_canonical_units_have_factor_one_and_no_offset():
    for name in dimensions():
        unit = dimension(name).units[dimension(name).canonical]
        assert (unit.name, unit.factor, unit.offset) == (dimension(name).canonical, 1.0, 0.0)


def test_units_of_two_dimensions_convert_alike_wherever_both_hold_a_pair():
    # convert() without a dimension takes the first that fits, so all that fit must agree.
    for spelling in {text for _, text in every_spelling()}:
        names = dimensions_of(spelling)
        for first in names:
            for second in names:
                for other in set(dimension(first).units) & set(dimension(second).units):
                    assert convert(3.0, spelling, other, first) == pytest.approx(
                        convert(3.0, spelling, other, second), rel=1e-14
                    )


def test_no_refused_word_is_a_unit_where_it_is_refused():
    rows = tomllib.loads(files("ipog.quantities").joinpath("units.toml").read_text(encoding="utf-8"))[
        "refused"
    ]
    for row in rows:
        for name in row.get("dimensions", dimensions()):
            spelled = {spelling.casefold() for spelling in dimension(name).units}
            assert not spelled & set(row["words"])


def test_bridges_and_refusals_name_known_dimensions():
    raw = tomllib.loads(files("ipog.quantities").joinpath("units.toml").read_text(encoding="utf-8"))
    named = {name for row in raw["bridge"] for name in row["between"]}
    named |= {name for row in raw["refused"] for name in row.get("dimensions", ())}
    assert named <= set(dimensions())


@pytest.mark.parametrize(
    ("value", "given", "wanted", "expected"),
    [
        (1.0, "lb/TBtu", "mg/GJ", 0.42992),
        (1.0, "lb/MMacf", "mg/m3", 16.0185),
        (1.0, "ug/dscm", "ug/Nm3", 1.07322),
        (10_000.0, "Btu/lb", "MJ/kg", 23.26),
        (6000.0, "kcal/kg", "MJ/kg", 25.1208),
        (300.0, "degF", "degC", 148.889),
        (0.0, "K", "degF", -459.67),
        (9780.0, "dscf/MMBtu", "Nm3/GJ", 244.58),
        (1.0, "lb/GWh", "g/GWh", 453.59),
        (0.25, "ppm", "ug/kg", 250.0),
        (1.0, "year", "h", 8760.0),
        (1.0, "long_ton", "t", 1.016047),
    ],
)
def test_conversions_give_worked_values(value, given, wanted, expected):
    assert convert(value, given, wanted) == pytest.approx(expected, rel=2e-5)


def test_arrays_convert_as_numbers_do():
    values = np.array([0.0, 20.0, 140.0])
    assert convert(values, "degC", "K", "temperature") == pytest.approx(values + 273.15)


def test_micro_signs_superscripts_and_blanks_read_as_plain():
    for spelling in ("µg/Nm3", "μg/Nm3", "ug/Nm³", " ug/Nm^3 "):
        assert find_unit(spelling, "gas_concentration").name == "ug/Nm3"


def test_units_of_lists_names_without_aliases():
    assert units_of("volume_fraction") == ("%", "ppmv", "ppbv")


@pytest.mark.parametrize("name", ["bridge", "refused", "no_such_thing"])
def test_an_unknown_dimension_is_a_key_error(name):
    assert name not in dimensions()
    with pytest.raises(KeyError):
        units_of(name)


@pytest.mark.parametrize(
    ("text", "name", "error_id", "sentence", "nearest"),
    [
        (
            "mw",
            "power",
            "unknown-unit",
            "'mw' is not a unit of electric power: capitals count, so write MW",
            "MW",
        ),
        ("MJ/kgg", "heating_value", "unknown-unit", "'MJ/kgg' is not a unit of heating value", "MJ/kg"),
        ("BTU/LB", "heating_value", "unknown-unit", "capitals count, so write Btu/lb", "Btu/lb"),
        (
            "%",
            "power",
            "wrong-dimension",
            "'%' is a unit of mass fraction, but an electric power is wanted",
            None,
        ),
        ("MWth", "power", "wrong-dimension", "takes the efficiency", None),
        ("kg/h", "injection_rate", "wrong-dimension", "takes the actual gas flow", None),
        ("kg/h", "mass_per_year", "wrong-dimension", "takes the hours of operation", None),
        ("ton", "mass", "ambiguous-unit", "write t (tonne), short_ton or long_ton", None),
        ("USD/ton", "money_per_mass", "ambiguous-unit", "write t (tonne), short_ton or long_ton", None),
        ("$/t", "money_per_mass", "ambiguous-unit", "write USD", None),
        ("MT/year", "mass_per_year", "ambiguous-unit", "write t (tonne)", None),
        ("lb/Macf", "injection_rate", "ambiguous-unit", "write MMacf", None),
        ("lb/MBtu", "mass_per_heat", "ambiguous-unit", "write MMBtu", None),
        ("mg/Nm3", "injection_rate", "ambiguous-unit", "actual gas volume", None),
        ("mg/m3", "gas_concentration", "ambiguous-unit", "write Nm3 (0 degC, 101.325 kPa) or dscm", None),
        ("ug/Sm3", "gas_concentration", "ambiguous-unit", "write Nm3", None),
        ("ug/Nm3 @ 3 % O2", "gas_concentration", "ambiguous-unit", "at 6 % O2", None),
        ("MJ/kg gross", "heating_value", "ambiguous-unit", "put a gross one under hhv", None),
        ("kcal/kg NAR", "heating_value", "ambiguous-unit", "put a net one under lhv", None),
        ("MW net", "power", "ambiguous-unit", "the name of the field", None),
        ("% LHV", "fraction", "ambiguous-unit", "or its basis", None),
        ("mg/kg dry", "mass_fraction", "ambiguous-unit", "write basis: dry", None),
        ("% (daf)", "mass_fraction", "ambiguous-unit", "write basis: dry_ash_free", None),
        ("% ar", "mass_fraction", "ambiguous-unit", "write basis: as_received", None),
        ("% adb", "mass_fraction", "ambiguous-unit", "write basis: air_dried", None),
    ],
)
def test_a_unit_that_does_not_fit_is_explained(text, name, error_id, sentence, nearest):
    with pytest.raises(QuantityError, match=re.escape(sentence)) as caught:
        find_unit(text, name)
    assert (caught.value.id, caught.value.nearest) == (error_id, nearest)
    assert caught.value.given == text
    assert caught.value.allowed == ", ".join(units_of(name))


@pytest.mark.parametrize(
    ("given", "wanted", "error_id", "sentence"),
    [
        ("ug/Nm3", "lb/TBtu", "wrong-dimension", "takes the gas volume per heat of the coal"),
        ("kg", "MJ/kg", "wrong-dimension", "one can't be converted into the other"),
        ("furlong", "kg", "unknown-unit", "'furlong' is not a known unit"),
        ("kg", "ton", "ambiguous-unit", "write t (tonne)"),
    ],
)
def test_a_conversion_that_makes_no_sense_is_explained(given, wanted, error_id, sentence):
    with pytest.raises(QuantityError, match=re.escape(sentence)) as caught:
        convert(1.0, given, wanted)
    assert caught.value.id == error_id


def test_reading_quantities_does_not_import_numpy():
    code = (
        "import sys, ipog.quantities as quantities\n"
        "quantities.read_amount('1 MW', 'power', 'MW')\n"
        "sys.exit('numpy' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
