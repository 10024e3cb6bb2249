"""Options: the measures that the tree opened, alone and combined, run through the model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations, product

from ipog.advice.asked import Asked
from ipog.advice.changes import NotPossible, Place, apply_all
from ipog.advice.cobenefits import co_benefits
from ipog.advice.costs import cost_of
from ipog.advice.facts import lowest_probability
from ipog.advice.measures import Measure, Step, measures, steps
from ipog.advice.result import Option
from ipog.evaluate import Adjustment
from ipog.evaluate.many import Variant, evaluate_many
from ipog.language import decimal, plural, tr
from ipog.plant import Unit

MOST_OPTIONS = 300
"""Options that are run at most; the last combinations of three are left out first."""
FEW_UNITS = 10
"""Field units below which the model's error for a class of train counts as little known."""
IDLE = 0.98
"""Emission over that without one of the measures, above which that measure adds nothing [1]."""
CONFLICTS = (
    {"polishing_filter", "toxecon"},
    {"esp_to_filter", "toxecon"},
    {"polishing_filter", "cool_esp"},
    {"esp_to_filter", "cool_esp"},
    {"esp_to_filter", "esp_low_low"},
    {"esp_to_filter", "conditioning_without_so3"},
    {"esp_to_filter", "raise_carbon_in_ash"},
    {"add_spray_dryer", "polishing_filter"},
    {"add_circulating_scrubber", "polishing_filter"},
    {"add_spray_dryer", "esp_to_filter"},
    {"add_circulating_scrubber", "esp_to_filter"},
    {"add_spray_dryer", "toxecon"},
    {"add_circulating_scrubber", "toxecon"},
    {"add_wet_esp", "polymer_modules"},
)
"""Measures that are not combined: one takes the other's place or use."""
NAMED = (
    {"add_scr", "add_wet_fgd"},
    {"add_scr", "esp_to_filter", "add_wet_fgd"},
    {"add_scr", "add_esp", "add_wet_fgd"},
    {"add_scr", "add_filter", "add_wet_fgd"},
    {"esp_to_filter", "add_wet_fgd"},
    {"add_filter", "add_wet_fgd"},
    {"add_esp", "add_wet_fgd"},
    {"add_scr", "esp_to_filter"},
)
"""Large investments that go together: the trains that the Minamata guidance names, and parts of them."""


def candidates(
    opened: Sequence[str], unit: Unit, place: Place, excluded: Sequence[str]
) -> tuple[list[tuple[tuple[Step, ...], Unit]], dict[str, str], int]:
    """What to run: steps with the unit they make; what is not possible; and how many were left out.

    Efficiency stands alone, since it changes the yearly mass and not what the train takes. Up to three
    other measures are combined, each of another group, with one large investment unless the guidance
    names the combination.
    """
    wanted = [measures()[name] for name in opened if name not in excluded]
    found: list[tuple[tuple[Step, ...], Unit]] = []
    not_possible: dict[str, str] = {}
    for measure in wanted:
        alone = [(step,) for step in steps(measure)]
        possible = list(_possible(alone, unit, place, not_possible))
        found += possible
        if possible:
            not_possible.pop(measure.id, None)
    combinable = [measure for measure in wanted if measure.rung > 1 and not measure.alone]
    for size in (2, 3):
        for group in combinations(combinable, size):
            if _sensible(group):
                found += _possible(_levels(group), unit, place)
    kept = found[:MOST_OPTIONS]
    in_combination = {step.measure.id for combined, _ in kept for step in combined}
    for name in in_combination:
        if name in not_possible:
            not_possible[name] = tr("not alone ({reason}), but in a combination", reason=not_possible[name])
    return kept, not_possible, len(found) - len(kept)


def _possible(
    groups: Sequence[tuple[Step, ...]], unit: Unit, place: Place, reasons: dict[str, str] | None = None
) -> Iterator[tuple[tuple[Step, ...], Unit]]:
    for combined in groups:
        try:
            yield combined, apply_all(combined, unit, place)
        except NotPossible as reason:
            if reasons is not None:
                reasons[combined[0].measure.id] = str(reason)


def _levels(group: Sequence[Measure]) -> list[tuple[Step, ...]]:
    """Pairs run every level of the dedicated measure and the middle of others; triples the middles."""
    choices = []
    for measure in group:
        all_of_them = steps(measure)
        middle = all_of_them[len(all_of_them) // 2]
        choices.append(all_of_them if len(group) == 2 and measure.rung == 5 else (middle,))
    return list(product(*choices))


def _sensible(group: Sequence[Measure]) -> bool:
    ids = {measure.id for measure in group}
    if len({measure.group for measure in group}) < len(group):
        return False
    if any(conflict <= ids for conflict in CONFLICTS):
        return False
    large = {measure.id for measure in group if measure.major}
    if len(large) > 1:
        return large in NAMED
    if len(group) == 3 and not large:
        # Three small ones: one of each kind is enough to see.
        return len({measure.rung for measure in group}) == 3 or all(m.rung == 3 for m in group)
    return True


def run(
    chosen: Sequence[tuple[tuple[Step, ...], Unit]],
    baseline: Variant,
    asked: Asked,
    opened: Mapping[str, str],
    where: str,
    adjust: Callable[[Unit], Adjustment] | None,
    progress: Callable[[int], None] | None = None,
) -> list[Option]:
    """Evaluate what was chosen."""
    variants = evaluate_many(
        [unit for _, unit in chosen],
        asked.place.country,
        where,
        asked.samples,
        asked.seed,
        adjust=adjust,
        progress=progress,
    )
    return [
        Option(
            steps=combined,
            variant=variant,
            probability_met=lowest_probability(variant.targets),
            cost=cost_of(combined, baseline, variant, asked.place.site, asked.economics),
            reasons=tuple(dict.fromkeys(opened[step.measure.id] for step in combined)),
            thin=tuple(_thin(combined, variant, baseline)),
            co_benefits=co_benefits(baseline, variant),
        )
        for (combined, _), variant in zip(chosen, variants, strict=True)
    ]


def _thin(combined: Sequence[Step], variant: Variant, baseline: Variant) -> Iterator[str]:
    if variant.error_class_units < FEW_UNITS:
        units = variant.error_class_units
        kind = tr(variant.error_class.replace("_", " "))
        if units == 0:
            yield tr(
                "no field unit stands behind the model's error for trains of the class {kind}", kind=kind
            )
        else:
            yield plural(
                "only {count} field unit stands behind the model's error for trains of the class {kind}",
                "only {count} field units stand behind the model's error for trains of the class {kind}",
                units,
                kind=kind,
            )
    known = {(caution.id, caution.message) for caution in baseline.cautions}
    for caution in variant.cautions:
        if caution.id in ("thin-evidence", "outside-range") and (caution.id, caution.message) not in known:
            yield tr(caution.message)
    for step in combined:
        if step.measure.maturity == "emerging":
            yield tr("{measure}: few full-scale plants have it", measure=step.measure.name)


def without_idle(options: Sequence[Option], baseline: Variant) -> list[Option]:
    """Options that lower the mercury, and in which every measure adds something.

    Efficiency is kept even so: it lowers the yearly mass and pays for itself.
    """
    by_steps = {frozenset(option.steps): option for option in options}
    kept = []
    for option in options:
        if option.rung > 1 and _emission(option.variant) >= IDLE * _emission(baseline):
            continue
        parts = [
            by_steps.get(frozenset(option.steps) - {step}) for step in option.steps if len(option.steps) > 1
        ]
        if not any(
            part is not None and _emission(option.variant) > IDLE * _emission(part.variant) for part in parts
        ):
            kept.append(option)
    return kept


def useless(options: Sequence[Option], baseline: Variant) -> dict[str, str]:
    """Measures that alone would hardly lower the mercury of this unit at any level, with the figure."""
    best: dict[str, float] = {}
    for option in options:
        if len(option.steps) == 1 and option.rung > 1:
            ratio = _emission(option.variant) / _emission(baseline)
            name = option.measures[0]
            best[name] = min(ratio, best.get(name, ratio))
    return {
        name: tr(
            "alone it would hardly lower the mercury here ({percent} %)",
            percent=decimal(f"{100 * (ratio - 1):+.1f}"),
        )
        for name, ratio in best.items()
        if ratio >= IDLE
    }


def _emission(variant: Variant) -> float:
    return variant.stack.hg_ug_nm3
