"""How long 300 variants of one unit take, and the ratio to single evaluations one after the other.

python scripts/benchmarks/advice.py [variants] [samples]
"""

from __future__ import annotations

import sys
from time import perf_counter, process_time

from ipog.advice import advise
from ipog.evaluate import evaluate
from ipog.evaluate.many import evaluate_many
from ipog.examples import read
from ipog.files import read_plant_text
from ipog.plant import Plant, Unit

PLANT = read_plant_text(read("us-cheng-2009"))
UNIT = PLANT.units[0]


def variants(count: int) -> list[Unit]:
    """Units of a dozen trains, at many injection rates."""
    found = []
    for number in range(count):
        train = [device for place, device in enumerate(UNIT.apcs) if not number >> place & 1 or place > 1]
        if number % 3:
            train.insert(-2, {"type": "sorbent_injection", "rate": 0.1 + number / 50})  # type: ignore[arg-type]
        given = {name: getattr(UNIT, name) for name in UNIT.model_fields_set}
        found.append(Unit.model_validate(given | {"apcs": train}))
    return found


def main(count: int = 300, samples: int = 2000) -> None:
    units = variants(count)
    evaluate_many(units[:2], "US", "units[0]", samples, 1)  # draws the parameters
    began, busy = perf_counter(), process_time()
    found = evaluate_many(units, "US", "units[0]", samples, 1)
    together, worked = perf_counter() - began, process_time() - busy
    busy = process_time()
    some = found[: max(count // 10, 1)]
    for variant in some:
        evaluate(Plant(plant=PLANT.plant, units=[variant.unit]), samples=samples)
    single = (process_time() - busy) * count / len(some)
    # The ratio is of processor time, which other work on the machine does not move.
    print(
        f"{count} variants x {samples} samples: {together:.2f} s, of it {worked:.2f} s of one core; "
        f"one by one {single:.2f} s of one core, ratio {single / worked:.1f}"
    )
    began, busy = perf_counter(), process_time()
    unit = advise(PLANT, samples=samples).units[0]
    print(
        f"ipog advise example:us-cheng-2009: {len(unit.levels)} options in {perf_counter() - began:.2f} s, "
        f"of it {process_time() - busy:.2f} s of one core"
    )


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
