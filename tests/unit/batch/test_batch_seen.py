"""What was seen before is known again, however much there is and however it comes."""

from __future__ import annotations

import numpy as np

from ipog.batch.seen import Hashes


def test_hashes_are_known_again() -> None:
    chance = np.random.default_rng(1)
    hashes, before = Hashes(), set[int]()
    for size in (0, 1, 50, 50, 3, 2000, 1, 700, 50, 50, 50):
        values = chance.integers(-(2**63), 2**63 - 1, size)
        repeated = chance.random(size) < 0.3
        if before:
            values[repeated] = chance.choice(sorted(before), int(repeated.sum()))
        expected = []
        for value in values.tolist():
            expected.append(value in before)
            before.add(value)
        assert hashes.seen(values).tolist() == expected
