"""What was seen before is known again, however much there is."""

from __future__ import annotations

import pytest

from ipog.batch import plan
from ipog.batch.plan import Hashes


def test_hashes_are_known_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(plan, "MOST_RECENT", 10)
    values = [hash(("plant", number)) for number in range(95)]
    hashes = Hashes()
    for value in values:
        assert value not in hashes
        hashes.add(value)
    assert all(value in hashes for value in values)
    assert all(value + 1 not in hashes for value in values)
