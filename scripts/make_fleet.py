"""Make a table of synthetic plants for ``ipog batch``: coals of the library, usual trains, seeded.

Every row says that it is synthetic, in its plant's name, its owner and its note.

    python scripts/make_fleet.py 10000 fleet.csv --seed 1
"""

from __future__ import annotations

import argparse
import csv
import random
from collections.abc import Iterator
from pathlib import Path

from ipog.coals import library
from ipog.vocabulary import countries

TRAINS: tuple[tuple[str, int], ...] = (
    ("esp_cold_side", 30),
    ("esp_cold_side + wet_fgd", 24),
    ("scr + esp_cold_side + wet_fgd", 22),
    ("scr + fabric_filter + wet_fgd", 6),
    ("fabric_filter", 5),
    ("spray_dryer + fabric_filter", 5),
    ("esp_hot_side", 3),
    ("scr + sorbent_injection + fabric_filter", 3),
    ("esp_cold_side + sorbent_injection + fabric_filter + wet_fgd", 2),
)
"""Trains and their weights: judgement, to look like a world's fleet; not statistics."""
BOILERS = (("wall", 45), ("tangential", 40), ("cyclone", 3), ("circulating_fluidised_bed", 12))
HEAD = (
    "id",
    "plant",
    "unit",
    "country",
    "owner",
    "gross_capacity [MW]",
    "net_efficiency [%]",
    "capacity_factor [%]",
    "commissioned",
    "coal_1",
    "boiler_type",
    "apcs",
    "device_1_rate [lb/MMacf]",
    "device_2_rate [lb/MMacf]",
    "target_1",
    "note",
)


def rows(count: int, seed: int) -> Iterator[list[object]]:
    """Rows of the table, one by one."""
    chance = random.Random(seed)
    coals = [coal for coal in library().values() if coal.mercury is not None and coal.country in countries()]
    trains, weights = zip(*TRAINS, strict=True)
    boilers, boiler_weights = zip(*BOILERS, strict=True)
    number = 0
    while number < count:
        coal = chance.choice(coals)
        plant = f"Synthetic {number + 1}"
        train = chance.choices(trains, weights)[0]
        kinds = [*train.split(" + "), ""]
        rates = ["3" if kind == "sorbent_injection" else "" for kind in kinds[:2]]
        for unit in range(1, chance.randint(1, 6) + 1):
            number += 1
            row: list[object] = [
                f"S{number}",
                plant,
                f"Unit {unit}",
                coal.country,
                "synthetic",
                chance.randint(60, 1000),
                round(chance.uniform(28, 44), 1),
                chance.randint(35, 90),
                chance.randint(1965, 2022),
                coal.id,
                chance.choices(boilers, boiler_weights)[0],
                train,
                *rates,
                "5 ug/Nm3",
                f"synthetic, seed {seed}",
            ]
            if number <= count:
                yield row


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("output", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with given.output.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(HEAD)
        writer.writerows(rows(given.count, given.seed))


if __name__ == "__main__":
    main()
