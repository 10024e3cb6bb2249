"""Finding coals in the library."""

from __future__ import annotations

from dataclasses import replace

import pytest

from ipog.coals import UnknownCoal, as_coal, find, library, search


def test_find_ignores_case_and_blanks() -> None:
    assert find(" ZA-Highveld ").id == "za-highveld"


def test_unknown_coal_names_the_nearest() -> None:
    with pytest.raises(UnknownCoal) as caught:
        find("za-highvelt")
    assert caught.value.given == "za-highvelt"
    assert caught.value.nearest == "za-highveld"


def test_a_strange_id_has_no_nearest() -> None:
    with pytest.raises(UnknownCoal) as caught:
        find("zzzzzzzz")
    assert caught.value.nearest is None


def test_library_is_read_once_and_cannot_be_changed() -> None:
    assert library() is library()
    with pytest.raises(TypeError):
        library()["za-highveld"] = find("us-prb")  # type: ignore[index]


def test_search_by_country_and_rank() -> None:
    found = search(country="za", rank="bituminous")
    assert "za-highveld" in {coal.id for coal in found}
    assert {(coal.country, coal.rank) for coal in found} == {("ZA", "bituminous")}


def test_search_wants_every_word() -> None:
    both = {coal.id for coal in search("powder river montana")}
    assert "us-prb-montana-in-ground" in both
    assert "us-prb" not in both


def test_search_by_mercury_tells_own_from_lent_and_missing() -> None:
    own, without = search(with_mercury=True), search(with_mercury=False)
    assert len(own) + len(without) == len(library())
    assert "us-prb" in {coal.id for coal in own}
    assert {"ru-berezovo", "pk-thar"} <= {coal.id for coal in without}


def test_percentiles_of_a_row_are_its_spread() -> None:
    coal = find("us-prb")
    spread = coal.mercury_spread(2.9)
    assert spread is not None
    assert (spread.kind, spread.low, spread.high) == ("percentiles", coal.mercury_low, coal.mercury_high)


def test_published_extremes_only_bound_the_usual_spread() -> None:
    coal = replace(
        find("us-prb"), mercury=0.1, mercury_low=0.05, mercury_high=5.0, mercury_spread_kind="min-max"
    )
    spread = coal.mercury_spread(3.0)
    assert spread is not None
    assert (spread.low, spread.high) == pytest.approx((0.05, 0.3))


def test_no_mercury_no_spread() -> None:
    assert find("pk-thar").mercury_spread(2.9) is None


def test_library_coal_reads_as_an_analysis() -> None:
    coal = as_coal(find("us-prb"))
    assert coal.rank == "subbituminous"
    assert coal.trace is not None
    assert (coal.trace.basis, float(coal.trace.mercury)) == ("dry", 0.078)
    assert coal.heating_value is not None
    assert coal.heating_value.basis == "dry"


def test_a_basis_the_source_does_not_state_is_read_as_dry() -> None:
    coal = as_coal(find("za-highveld"))
    assert find("za-highveld").mercury_basis == "unspecified"
    assert coal.trace is not None
    assert coal.trace.basis == "dry"
