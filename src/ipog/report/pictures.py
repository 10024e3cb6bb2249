"""The charts of a unit, each with the words that say the same."""

from __future__ import annotations

from ipog.evaluate.targets import predicted_in
from ipog.language import tr
from ipog.report.charts import Branch, Ranges, Sankey, Stages, Tornado, Train
from ipog.report.document import Picture, picture
from ipog.report.given import within_unit
from ipog.report.safe import name
from ipog.results import StackResult, TargetResult, UnitResult, outlet
from ipog.shown import figure, percent, series

SHOWN_INFLUENCES = 8


def outlets(captured_in: str | None) -> str:
    """Words for where a stage puts what it takes."""
    return tr(" and ").join(tr(outlet(part)) for part in (captured_in or "").split(", ") if part)


def train_picture(unit: UnitResult, key: str) -> Picture:
    """The train, with the mercury behind each stage."""
    boxes = [(tr("coal"), f"{figure(unit.coal.mercury_mg_kg_as_received)} mg/kg")]
    boxes += [(name(tr(stage.label)), f"{figure(stage.hg_total_ug_nm3)} ug/Nm3") for stage in unit.stages]
    boxes.append((tr("stack"), f"{figure(unit.stack.hg_ug_nm3)} ug/Nm3"))
    alt = tr(
        "In the order the gas meets them: {stages}.",
        stages="; ".join(f"{label}, {words}" for label, words in boxes),
    )
    title = tr("The train, with the mercury in the gas behind each stage")
    return picture(f"{key}-train", title, alt, Train(tuple(boxes)))


def stages_chart(unit: UnitResult, *, shares: bool) -> Stages:
    """Forms of mercury behind each stage, as concentrations or as shares of the total."""
    scale = [100.0 if shares else stage.hg_total_ug_nm3 for stage in unit.stages]
    parts = [
        tuple(getattr(stage, part) * factor for stage, factor in zip(unit.stages, scale, strict=True))
        for part in ("hg0_fraction", "hg2_fraction", "hgp_fraction")
    ]
    axis = tr("% of the mercury in the gas") if shares else tr("mercury in the gas, ug/Nm3 (dry, 6 % O2)")
    return Stages(tuple(name(tr(stage.label)) for stage in unit.stages), parts[0], parts[1], parts[2], axis)


def stages_picture(unit: UnitResult, key: str) -> Picture:
    """Mercury in the gas behind each stage, by form."""
    chart = stages_chart(unit, shares=False)
    alt = _stage_words(chart, "ug/Nm3")
    return picture(f"{key}-stages", tr("Mercury in the gas behind each stage"), alt, chart)


def speciation_picture(unit: UnitResult, key: str) -> Picture:
    """Shares of the forms behind each stage."""
    chart = stages_chart(unit, shares=True)
    title = tr("Forms of mercury behind each stage")
    return picture(f"{key}-speciation", title, _stage_words(chart, "%"), chart)


def _stage_words(chart: Stages, unit: str) -> str:
    rows = zip(chart.labels, chart.hg0, chart.hg2, chart.hgp, strict=True)
    return tr(
        "Hg0, Hg2+ and Hg-p in {unit}. {stages}.",
        unit=unit,
        stages="; ".join(
            tr(
                "behind {stage}: {hg0}, {hg2}, {hgp}",
                stage=label,
                hg0=figure(hg0),
                hg2=figure(hg2),
                hgp=figure(hgp),
            )
            for label, hg0, hg2, hgp in rows
        ),
    )


def sankey_picture(unit: UnitResult, key: str) -> Picture:
    """The way of the mercury from the coal to its outlets."""
    branches = tuple(
        Branch(name(tr(stage.label)), outlets(stage.captured_in), stage.captured_here_fraction_of_coal_hg)
        for stage in unit.stages
        if stage.captured_in is not None
    )
    stack = unit.balance_fraction["stack"]
    chart = Sankey(tr("coal 100 %"), branches, stack)
    parts = [
        tr(
            "{stage} puts {percent} % into {outlet}",
            stage=branch.stage,
            percent=percent(branch.share),
            outlet=branch.into,
        )
        for branch in branches
    ]
    parts.append(tr("{percent} % leave by the stack", percent=percent(stack)))
    alt = tr("Of the coal's mercury: {shares}.", shares="; ".join(parts))
    return picture(f"{key}-sankey", tr("Mercury from the coal to its outlets"), alt, chart)


def ranges_picture(unit: UnitResult, key: str) -> Picture | None:
    """P10 to P90 over each target; None without targets, or without draws."""
    rows: list[tuple[str, float, float, float]] = []
    for target in unit.targets if unit.percentiles else ():
        # A high removal is a low emission.
        ends = (90, 10) if target.unit == "%" else (10, 90)
        low, high = (_over(target, unit.percentiles[level]) for level in ends)
        middle = _over(target, unit.stack)
        if low is not None and middle is not None and high is not None:
            rows.append((name(tr(target.name)), low, middle, high))
    if not rows:
        return None
    chart = Ranges(tuple(rows))
    alt = tr(
        "Emission over what the target allows, P10, central estimate and P90. {targets}. Below 1 the target "
        "is met.",
        targets="; ".join(f"{label}: {series(*figures)}" for label, *figures in chart.rows),
    )
    return picture(f"{key}-targets", tr("Emission over what each target allows"), alt, chart)


def _over(target: TargetResult, stack: StackResult) -> float | None:
    """Emission over the emission that a target allows; None if that is nothing, or not known."""
    predicted = predicted_in(target.unit, stack)
    if predicted is None:
        return None
    removal = target.unit == "%"
    allowed = 100 - target.limit if removal else target.limit
    actual = 100 - predicted if removal else predicted
    return actual / allowed if allowed > 0 else None


def tornado_picture(unit: UnitResult, key: str) -> Picture | None:
    """What moves the stack most; None without draws."""
    if unit.uncertainty is None or not unit.uncertainty.influences:
        return None
    shown = unit.uncertainty.influences[:SHOWN_INFLUENCES]
    rows = tuple((name(within_unit(item.field)), item.stack_at_low, item.stack_at_high) for item in shown)
    chart = Tornado(rows, unit.stack.hg_ug_nm3, tr("mercury at the stack, ug/Nm3 (dry, 6 % O2)"))
    alt = tr(
        "Stack in ug/Nm3 with one input at its P10 and at its P90; all central: {centre}. {inputs}.",
        centre=figure(chart.centre),
        inputs="; ".join(
            tr("{input}: {low} and {high}", input=label, low=figure(low), high=figure(high))
            for label, low, high in rows
        ),
    )
    return picture(f"{key}-tornado", tr("What moves the stack most"), alt, chart)
