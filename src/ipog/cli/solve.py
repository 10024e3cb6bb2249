"""``ipog solve``: the cheapest settings that meet a target."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from ipog.cli.complete import plant_files
from ipog.cli.output import deliver, format_option, made_for, output_option
from ipog.cli.progress import Progress
from ipog.cli.site import question_options, run_options, site_and_economics, site_options, wrong
from ipog.diagnostics import ExitCode
from ipog.language import tr

if TYPE_CHECKING:
    from ipog.advice.measures import Step
    from ipog.advice.solve import Setting

ALIASES = {
    "aci_rate": "aci_brominated",
    "bromine_dose": "bromide_on_coal",
    "blend_share": "blend_halogen_coal",
    "washing_degree": "wash_coal",
    "fgd_bypass_closed": "close_fgd_bypass",
    "scr_bypass_closed": "close_scr_bypass",
    "esp_temperature": "cool_esp",
}
"""Shorter names of settings."""
DIMENSIONS = {
    "lb/MMacf": ("injection_rate", "lb/MMacf"),
    "mg Br/kg coal": ("mass_fraction", "mg/kg"),
    "% of the feed": ("fraction", "%"),
    "% of the coal washed": ("fraction", "%"),
    "% of the bypass closed": ("fraction", "%"),
    "degC in the ESP": ("temperature", "degC"),
}
"""Dimension and unit in which a level is held, by the unit that the table of measures shows."""
MOST_SETTINGS = 3
MOST_CHOICES = 3
_RANGE = re.compile(
    r"\s*(?P<low>[-+.\deE]+?)\s*\.\.\s*(?P<high>[-+]?[\d.]+(?:[eE][-+]?\d+)?)\s*(?P<unit>.*?)\s*"
)


@click.command("solve")
@click.argument("file", shell_complete=plant_files)
@question_options
@click.option(
    "--vary",
    multiple=True,
    metavar="NAME=LOW..HIGH UNIT",
    help="A setting to find, such as aci_rate='0..10 lb/MMacf'; up to three.",
)
@click.option(
    "--choose",
    multiple=True,
    metavar="MEASURE",
    help="A measure to try with and without, such as esp_to_filter or wash_coal@100; up to three.",
)
@site_options
@format_option("table", "json")
@output_option
@run_options
def command(
    file: str, target: str | None, form: str, output: str, quiet: bool, confidence: float, **options: Any
) -> int:
    """Find the cheapest settings that meet a target.

    FILE is a plant file, - for standard input, or example:ID for one of `ipog examples`.

    --vary names a measure of `ipog advise` that has a level, with the range to search; shorter names are
    aci_rate (brominated carbon), bromine_dose, blend_share, washing_degree, fgd_bypass_closed,
    scr_bypass_closed and esp_temperature. --choose names measures that are tried with and without. Each
    --coal is tried where a measure buys one.

    One setting is found with Brent's method, several with differential evolution; both are SciPy's, and need
    the extra "solve". All points share their draws.

    What `ipog calibrate` kept beside FILE counts, as in `ipog advise`.

    Exits with 1 if no point meets every target with the confidence, or nothing can be varied of a unit; the
    likeliest point is shown then.
    """
    from ipog.advice import aim, tests_of
    from ipog.advice.changes import Place
    from ipog.advice.solve import NothingToVary, solve
    from ipog.cli.evaluated import read_with_tests
    from ipog.diagnostics import InputError, Problem
    from ipog.evaluate import DEFAULT_SEED

    settings = [_setting(text) for text in options["vary"]]
    choices = [_choice(name) for name in options["choose"]]
    if not settings and not choices:
        raise click.UsageError(tr("nothing to search: give --vary or --choose"))
    if len(settings) > MOST_SETTINGS or len(choices) > MOST_CHOICES:
        most = tr(
            "at most {settings} --vary and {choices} --choose", settings=MOST_SETTINGS, choices=MOST_CHOICES
        )
        raise click.UsageError(most)
    site, economics = site_and_economics(options)
    given, kept = read_with_tests(file, calibration=not options["no_calibration"], quiet=quiet)
    seed = DEFAULT_SEED if options["seed"] is None else options["seed"]
    country = given.plant.plant.country
    solved = []
    unsolved: dict[str, str] = {}
    for index, unit in enumerate(given.plant.units):
        where = f"units[{index}]"
        try:
            aimed, basis, assumptions = made_for(form, partial(aim, unit, where, country, target))
        except InputError as error:
            raise given.document.locate_all(error) if error.problems[0].path else error from None
        if not aimed.targets:
            message = tr("{unit} has no target to meet", unit=unit.name)
            raise wrong("no-target", message, ["--target '2 ug/Nm3'"])
        try:
            with Progress(quiet) as progress:
                search = partial(
                    solve,
                    aimed,
                    Place(site, country),
                    settings,
                    choices,
                    confidence / 100,
                    economics,
                    options["samples"],
                    seed,
                    where,
                    adjust=tests_of(aimed, {} if kept is None else kept.adjustments),
                    progress=progress.count,
                )
                solution = made_for(form, search)
        except ModuleNotFoundError as error:
            message = tr("ipog solve needs {package}, which is not installed", package=error.name)
            problem = Problem("missing-extra", message, allowed='pip install "ipog[solve]"')
            raise InputError([problem]) from None
        except InputError as error:
            raise given.document.locate_all(error) from None
        except NothingToVary as reason:
            unsolved[unit.name] = str(reason)
            continue
        solved.append((unit.name, basis, assumptions, solution))
    if not solved:
        reasons = "; ".join(f"{name}: {reason}" for name, reason in unsolved.items())
        raise wrong("nothing-to-vary", reasons, [tr("other measures")])
    from ipog.cli.render.solve_render import solve_data, solve_table

    if form == "json":
        from ipog.cli.render.formats import as_json

        text = as_json(solve_data(given.plant.plant.name, confidence / 100, solved, unsolved))
    else:
        text = solve_table(given.plant.plant.name, confidence / 100, solved, unsolved)
    deliver(text, output, inputs=(file,))
    met = not unsolved and all(solution.met for *_, solution in solved)
    return ExitCode.FINE if met else ExitCode.TARGET_MISSED


def _setting(text: str) -> Setting:
    from ipog.advice import measures
    from ipog.advice.solve import Setting
    from ipog.quantities import QuantityError, read_amount
    from ipog.vocabulary import nearest

    name, _, span = text.partition("=")
    known = {
        **{alias: measures()[name] for alias, name in ALIASES.items()},
        **{name: measure for name, measure in measures().items() if measure.level_unit in DIMENSIONS},
    }
    if name not in known:
        message = tr("{given} is no setting that can be varied", given=repr(name))
        raise wrong("unknown-setting", message, known, nearest(name, known))
    measure = known[name]
    dimension, unit = DIMENSIONS[measure.level_unit]
    match = _RANGE.fullmatch(span)
    if match is None:
        message = tr("{given} is no range", given=repr(span))
        raise wrong("not-a-range", message, [f"{name}=0..10 {unit}"])
    try:
        low, high = (
            float(read_amount(f"{match[end]} {match['unit'] or unit}", dimension, unit))
            for end in ("low", "high")
        )
    except QuantityError as error:
        raise wrong(error.id, str(error), [f"{name}=0..10 {unit}"], error.nearest) from None
    if not 0 <= low < high:
        message = tr("{given} does not rise from 0 or more", given=repr(span))
        raise wrong("not-a-range", message, [f"{name}=0..10 {unit}"])
    return Setting(measure, low, high)


def _choice(text: str) -> Step:
    from ipog.advice import measures, steps_of
    from ipog.advice.measures import Step

    measure = measures().get(text)
    if measure is not None and len(measure.levels) == 1:
        return Step(measure, measure.levels[0])
    (step,) = steps_of(text.replace("+", " "))
    return step
