"""Tables of a batch as the app shows them."""

from __future__ import annotations

from ipog.language import SOURCE, use
from ipog.tui.batches import Table, read_by_people


def test_fields_and_values_with_errors_stay_as_in_the_input_and_the_rest_is_translated():
    errors = Table("errors", ("level", "field", "value"), (("error", "country", "6.5"),))
    totals = Table("totals", ("by", "share"), (("country", "6.5"),))
    use("fr")
    try:
        assert read_by_people(errors) == [["erreur", "country", "6.5"]]
        assert read_by_people(totals) == [["pays", "6,5"]]
    finally:
        use(SOURCE)
