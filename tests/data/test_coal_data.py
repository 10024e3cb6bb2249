"""Every row of the coal library: ids, words, ranges, sums, sources."""

from __future__ import annotations

import csv
import re
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from each_row import each_row

from ipog import vocabulary
from ipog.coals import bases, defaults, estimate
from ipog.coals.library import STANDINGS, UNSPECIFIED, LibraryCoal, as_coal, library
from ipog.plant import Coal
from ipog.sources import bibliography

FOLDER = Path(__file__).parents[2] / "coal_data"
COALS = list(library().values())
ELEMENTS = ("carbon", "hydrogen", "nitrogen", "sulfur", "oxygen")
GROUPS = {
    "composition": ("moisture", "ash", "volatile_matter", "fixed_carbon", *ELEMENTS),
    "heating": ("hhv", "lhv"),
    "mercury_origin": ("mercury",),
    "chlorine_origin": ("chlorine",),
    "bromine_origin": ("bromine",),
    "trace_origin": ("selenium", "arsenic"),
}
WORLD = "XX"

each_coal = each_row(COALS, lambda coal: coal.id)


def share(coal: LibraryCoal, basis: str | None) -> float:
    """Dry, ash-free matter in one mass unit of the basis, by the row's own moisture and ash."""
    moisture, ash = (coal.moisture or 0) / 100, (coal.ash or 0) / 100
    dry_ash = ash / (1 - moisture)
    return float(
        bases.convert(
            1.0,
            "dry_ash_free",
            "dry" if basis in (None, UNSPECIFIED) else basis,
            moisture=moisture,
            ash=dry_ash,
        )
    )


def daf_elements(coal: LibraryCoal) -> dict[str, float]:
    scale = share(coal, coal.ultimate_basis)
    figures = {element: getattr(coal, element) for element in ELEMENTS}
    return {name: value / scale / 100 for name, value in figures.items() if value is not None}


def daf_hhv(coal: LibraryCoal) -> float | None:
    moisture = (coal.moisture or 0) / 100
    if coal.hhv is not None:
        return coal.hhv / share(coal, coal.heating_basis)
    if coal.lhv is None:
        return None
    hydrogen = daf_elements(coal).get("hydrogen", 0.05)
    burns = share(coal, coal.heating_basis)
    water = moisture if coal.heating_basis == "as_received" else 0.0
    return (coal.lhv + float(estimate.water_heat(hydrogen * burns, water))) / burns


def fully_analysed() -> list[LibraryCoal]:
    """Coals with moisture, ash, volatile matter, all elements and a heating value of their own."""
    wanted = ("moisture", "ash", "volatile_matter", *ELEMENTS)
    return [
        coal
        for coal in COALS
        if all(getattr(coal, name) is not None for name in wanted)
        and daf_hhv(coal) is not None
        and coal.composition is not None
        and coal.composition.standing != "proxy"
    ]


def test_every_table_has_the_same_columns_and_belongs_to_a_region() -> None:
    headers = {table.read_text(encoding="utf-8").splitlines()[0] for table in FOLDER.glob("*.csv")}
    assert len(headers) == 1
    assert {table.stem for table in FOLDER.glob("*.csv")} >= {"africa", "europe", "north_america"}


def test_ids_are_unique_over_all_tables() -> None:
    ids = [
        row["id"]
        for table in FOLDER.glob("*.csv")
        for row in csv.DictReader(table.read_text(encoding="utf-8").splitlines())
    ]
    assert sorted(ids) == sorted(set(ids))
    assert len(ids) == len(COALS)


@each_coal
def test_id_is_kebab_case_and_begins_with_the_country(coal: LibraryCoal) -> None:
    assert re.fullmatch(r"[a-z]{2}(-[a-z0-9]+)+", coal.id)
    assert re.fullmatch(r"[A-Z]{2}", coal.country)
    assert coal.id.startswith(coal.country.lower())
    assert (coal.country == WORLD) == (coal.id.startswith("xx-world"))


@each_coal
def test_words_are_canonical(coal: LibraryCoal) -> None:
    assert coal.name.strip()
    assert coal.rank in vocabulary.words("rank")
    allowed = {*vocabulary.words("basis"), UNSPECIFIED, None}
    for basis in (
        coal.ultimate_basis,
        coal.heating_basis,
        coal.mercury_basis,
        coal.chlorine_basis,
        coal.bromine_basis,
        coal.trace_basis,
    ):
        assert basis in allowed
    assert coal.mercury_statistic in {"mean", "median", "geometric_mean", None}
    assert coal.mercury_spread_kind in {"p10-p90", "min-max", None}


@each_coal
def test_every_group_of_figures_has_a_source_and_a_standing(coal: LibraryCoal) -> None:
    for origin_name, figures in GROUPS.items():
        origin = getattr(coal, origin_name)
        known = any(getattr(coal, figure) is not None for figure in figures)
        assert (origin is not None) == known, origin_name
        if origin is not None:
            assert origin.source in bibliography()
            assert origin.standing in STANDINGS


@each_coal
def test_every_figure_has_a_basis(coal: LibraryCoal) -> None:
    for basis, figures in (
        ("ultimate_basis", ELEMENTS),
        ("heating_basis", ("hhv", "lhv")),
        ("mercury_basis", ("mercury",)),
        ("chlorine_basis", ("chlorine",)),
        ("bromine_basis", ("bromine",)),
        ("trace_basis", ("selenium", "arsenic")),
    ):
        known = any(getattr(coal, figure) is not None for figure in figures)
        assert (getattr(coal, basis) is not None) == known, basis


@each_coal
def test_trace_elements_of_a_row_share_one_basis(coal: LibraryCoal) -> None:
    stated = (coal.mercury_basis, coal.chlorine_basis, coal.bromine_basis, coal.trace_basis)
    assert len({"dry" if basis == UNSPECIFIED else basis for basis in stated if basis}) <= 1


@each_coal
def test_figures_are_possible(coal: LibraryCoal) -> None:
    ranges = {
        "moisture": (0.1, 70),
        "ash": (0.4, 70),
        "volatile_matter": (2, 60),
        "fixed_carbon": (10, 95),
        "carbon": (15, 97),
        "hydrogen": (1, 7),
        "nitrogen": (0.2, 3.6),
        "sulfur": (0.05, 9),
        "oxygen": (0.5, 30),
        "hhv": (5, 36),
        "lhv": (4, 35),
        "mercury": (0.005, 1),
        "chlorine": (5, 10_000),
        "bromine": (0.5, 100),
        "selenium": (0.1, 20),
        "arsenic": (0.3, 100),
    }
    for name, (low, high) in ranges.items():
        value = getattr(coal, name)
        assert value is None or low <= value <= high, name
    assert coal.hhv is None or coal.lhv is None


@each_coal
def test_proximate_analysis_adds_up(coal: LibraryCoal) -> None:
    parts = [coal.moisture, coal.ash, coal.volatile_matter, coal.fixed_carbon]
    total = sum(part for part in parts if part is not None)
    if None not in parts:
        assert total == pytest.approx(100, abs=1)
    else:
        assert total < 100


@each_coal
def test_ultimate_analysis_closes_with_moisture_and_ash(coal: LibraryCoal) -> None:
    elements = daf_elements(coal)
    if len(elements) == 5:
        # Per cent of the coal as received.
        miss = 100 * (sum(elements.values()) - 1) * share(coal, "as_received")
        assert abs(miss) <= 1
    elif elements:
        assert sum(elements.values()) < 1


@each_coal
def test_heating_value_agrees_with_the_elements_or_is_doubted(coal: LibraryCoal) -> None:
    elements, hhv = daf_elements(coal), daf_hhv(coal)
    if hhv is None or len(elements) < 5:
        return
    dulong = estimate.hhv_from_elements(
        elements["carbon"], elements["hydrogen"], elements["oxygen"], elements["sulfur"]
    )
    off = abs(hhv / float(dulong) - 1)
    assert off < 0.15
    assert off < 0.09 or "disagree" in coal.doubt


@each_coal
def test_heating_value_fits_the_rank_or_is_doubted(coal: LibraryCoal) -> None:
    hhv = daf_hhv(coal)
    if hhv is None or coal.ash is None or coal.moisture is None:
        return
    assert 24 < hhv < 37 or coal.doubt


@each_coal
def test_mercury_lies_within_its_spread(coal: LibraryCoal) -> None:
    if coal.mercury is None:
        assert coal.mercury_low is None
        assert coal.mercury_high is None
        assert "no mercury known" in coal.doubt
        return
    assert coal.mercury_low is None or coal.mercury_low <= coal.mercury
    assert coal.mercury_high is None or coal.mercury <= coal.mercury_high
    given = coal.mercury_low is not None or coal.mercury_high is not None
    assert given == (coal.mercury_spread_kind is not None)


@each_coal
def test_lent_mercury_says_who_lent_it(coal: LibraryCoal) -> None:
    if coal.mercury_origin is not None and coal.mercury_origin.standing == "proxy":
        assert "mercury lent" in coal.note


@each_coal
def test_mercury_without_a_basis_is_doubted(coal: LibraryCoal) -> None:
    own = coal.mercury_origin is not None and coal.mercury_origin.standing != "proxy"
    if coal.mercury_basis == UNSPECIFIED and own:
        assert "basis of the mercury" in coal.doubt


@each_coal
def test_a_coal_without_mercury_is_kept_for_its_composition(coal: LibraryCoal) -> None:
    if coal.mercury is None:
        assert coal.composition is not None
        assert coal.heating is not None


@each_coal
def test_row_reads_as_a_plant_file_coal(coal: LibraryCoal) -> None:
    view = as_coal(coal)
    assert isinstance(view, Coal)
    assert view.coal == coal.id
    assert view.rank == coal.rank


def test_the_library_covers_the_world() -> None:
    assert {coal.country for coal in COALS} >= {
        "US", "CN", "IN", "ZA", "ID", "AU", "RU", "PL", "DE", "TR", "VN", "CO", "KZ", "UA", "TH", "BW"
    }  # fmt: skip
    assert "za-highveld" in library()
    assert {coal.rank for coal in COALS} == set(vocabulary.words("rank"))


def test_carbon_and_hydrogen_fits_are_those_of_the_library() -> None:
    coals = fully_analysed()
    assert len(coals) > 80
    hhv = np.array([daf_hhv(coal) for coal in coals])
    volatile = np.array([coal.volatile_matter / share(coal, "as_received") for coal in coals])
    design = np.column_stack([np.ones(len(coals)), hhv, volatile])
    for element, coefficients, error in (
        ("carbon", estimate.CARBON_FIT, estimate.CARBON_ERROR),
        ("hydrogen", estimate.HYDROGEN_FIT, estimate.HYDROGEN_ERROR),
    ):
        true = np.array([100 * daf_elements(coal)[element] for coal in coals])
        fit = np.linalg.lstsq(design, true, rcond=None)[0]
        best, shipped = design @ fit, design @ np.array(coefficients)
        assert np.abs(best - shipped).max() < 0.3, element
        assert np.std((shipped - true) / true) == pytest.approx(error, rel=0.15), element


def test_dulong_is_as_good_as_stated_on_the_library() -> None:
    off = []
    for coal in fully_analysed():
        parts = daf_elements(coal)
        dulong = estimate.hhv_from_elements(
            parts["carbon"], parts["hydrogen"], parts["oxygen"], parts["sulfur"]
        )
        off.append(float(dulong) / daf_hhv(coal) - 1)
    assert abs(np.mean(off)) < 0.005
    assert np.std(off) == pytest.approx(estimate.HHV_ERROR, rel=0.15)


def of_country() -> list[dict[str, Any]]:
    text = (Path(defaults.__file__).parent / "defaults.toml").read_text(encoding="utf-8")
    rows: list[dict[str, Any]] = tomllib.loads(text)["of_country"]
    return rows


@pytest.mark.parametrize("row", of_country(), ids=lambda row: f"{row['country']}-{row['rank']}")
def test_usual_figures_of_a_country_are_those_of_its_coals_in_the_library(row: dict[str, Any]) -> None:
    coals = [coal for coal in COALS if (coal.country, coal.rank) == (row["country"], row["rank"])]
    coals = [coal for coal in coals if coal.composition is not None and coal.composition.standing != "proxy"]
    found = {
        "ash": [coal.ash / (1 - coal.moisture / 100) for coal in coals if coal.ash and coal.moisture],
        "sulfur": [
            coal.sulfur / share(coal, coal.ultimate_basis) for coal in coals if coal.ash and coal.sulfur
        ],
    }
    for name, figures in found.items():
        if row[name]["source"] != "ipog-coal-library":
            continue
        assert len(figures) >= 3
        stated = [row[name][part] for part in ("low", "value", "high")]
        assert stated == pytest.approx(list(np.percentile(figures, [10, 50, 90])), rel=0.06)


def test_coal_of_a_country_that_gives_no_ash_gets_that_of_its_own_coals() -> None:
    assert defaults.composition("ash", "bituminous", "IN").value > 30
    assert defaults.composition("ash", "bituminous", "US").value < 15
    assert defaults.composition("ash", "bituminous") == defaults.composition("ash", "bituminous", "US")
