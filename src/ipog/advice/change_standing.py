"""Changes of what stands there: the unit after a measure, or why it does not fit."""

from __future__ import annotations

from typing import Any

from ipog.advice.change_tools import (
    COLD_ESPS,
    FRESH_CATALYST_H,
    SO2_SCRUBBERS,
    NotPossible,
    Place,
    edited,
    index_of,
    percent,
    replaced,
)
from ipog.language import mark, tr
from ipog.model import prior_table
from ipog.plant import Unit
from ipog.shown import plain_number

GOOD_ESP_PERCENT = 99.5
UPGRADED_ESP_PERCENT = 99.8
COOLEST_ESP_C = 105.0
"""Gas temperature to which an ESP can be cooled without being made for it (judgement) [degC]."""


def _esp_temperature(unit: Unit, index: int) -> float:
    given = getattr(unit.apcs[index], "temperature", None) or unit.boiler.air_preheater_exit_temperature
    default = prior_table()["default.boiler.air_preheater_exit_temperature_c"].value
    return float(given) if given is not None else default


def cool(unit: Unit, level: float | None, _place: Place) -> Unit:
    index = index_of(unit, tr("there is no cold-side ESP"), "esp_cold_side")
    if _esp_temperature(unit, index) <= (level or 0.0) + 5:
        present = f"{_esp_temperature(unit, index):.0f}"
        raise NotPossible(tr("the ESP runs at {temperature} degC already", temperature=present))
    if (level or 0.0) < COOLEST_ESP_C:
        raise NotPossible(
            tr(
                "an ESP of the usual kind is not run below {coolest} degC, where acid condenses; "
                "a low-low-temperature ESP is made for that",
                coolest=f"{COOLEST_ESP_C:.0f}",
            )
        )
    return replaced(unit, index, edited(unit.apcs[index], temperature=level))


def low_low(unit: Unit, _level: float | None, _place: Place) -> Unit:
    index = index_of(unit, tr("there is no cold-side ESP"), "esp_cold_side")
    given = {
        name: getattr(unit.apcs[index], name)
        for name in unit.apcs[index].model_fields_set
        if name in ("name", "pm_efficiency", "fields")
    }
    return replaced(unit, index, given | {"type": "esp_low_low_temperature"})


def _esp_efficiency(unit: Unit, wanted: float) -> Unit:
    index = index_of(unit, tr("there is no ESP"), *COLD_ESPS, "esp_hot_side")
    esp: Any = unit.apcs[index]
    if esp.pm_efficiency is None:
        raise NotPossible(tr("pm_efficiency of the ESP is not in the file"))
    if esp.pm_efficiency >= wanted:
        present = plain_number(float(esp.pm_efficiency))
        raise NotPossible(tr("the ESP takes {percent} % already", percent=present))
    return replaced(unit, index, edited(esp, pm_efficiency=wanted))


def esp_maintenance(unit: Unit, _level: float | None, _place: Place) -> Unit:
    return _esp_efficiency(unit, GOOD_ESP_PERCENT)


def esp_upgrade(unit: Unit, _level: float | None, _place: Place) -> Unit:
    return _esp_efficiency(unit, UPGRADED_ESP_PERCENT)


def without_so3(unit: Unit, _level: float | None, _place: Place) -> Unit:
    index = index_of(unit, tr("there is no cold-side ESP"), "esp_cold_side")
    esp: Any = unit.apcs[index]
    if esp.conditioning not in ("so3", "so3_and_ammonia"):
        raise NotPossible(tr("the ash is not conditioned with SO3"))
    return replaced(unit, index, edited(esp, conditioning="ammonia"))


def renew_catalyst(unit: Unit, _level: float | None, _place: Place) -> Unit:
    index = index_of(unit, tr("there is no SCR"), "scr")
    scr: Any = unit.apcs[index]
    if scr.catalyst_age is not None and scr.catalyst_age <= 2 * FRESH_CATALYST_H:
        raise NotPossible(tr("the catalyst is new"))
    return replaced(unit, index, edited(scr, catalyst_age=FRESH_CATALYST_H))


def add_layer(unit: Unit, _level: float | None, _place: Place) -> Unit:
    index = index_of(unit, tr("there is no SCR"), "scr")
    scr: Any = unit.apcs[index]
    present = scr.layers or int(prior_table()["default.scr.usual_layers"].value)
    if present >= 4:
        raise NotPossible(tr("the SCR has {layers} layers already", layers=present))
    return replaced(unit, index, edited(scr, layers=present + 1))


NO_SCR_BYPASS = mark("no gas passes around the SCR")
NO_SCRUBBER_BYPASS = mark("no gas passes around the scrubber")


def _closer(unit: Unit, index: int, level: float | None, without: str) -> Unit:
    """A device with less of the gas around it; ``level`` per cent of its bypass is closed."""
    device: Any = unit.apcs[index]
    if not device.bypass:
        raise NotPossible(tr(without))
    closed = percent(level)
    if not 0 < closed <= 1:
        raise NotPossible(tr("between 0 and 100 % of a bypass can be closed"))
    return replaced(unit, index, edited(device, bypass=float(device.bypass) * (1 - closed)))


def close_scr(unit: Unit, level: float | None, _place: Place) -> Unit:
    return _closer(unit, index_of(unit, tr("there is no SCR"), "scr"), level, NO_SCR_BYPASS)


def additive(unit: Unit, _level: float | None, _place: Place) -> Unit:
    index = index_of(unit, tr("there is no wet scrubber"), "wet_fgd")
    if unit.apcs[index].re_emission_additive:  # type: ignore[union-attr]
        raise NotPossible(tr("an additive is dosed already"))
    return replaced(unit, index, edited(unit.apcs[index], re_emission_additive=True))


def forced_oxidation(unit: Unit, _level: float | None, _place: Place) -> Unit:
    index = index_of(unit, tr("there is no wet scrubber"), "wet_fgd")
    scrubber: Any = unit.apcs[index]
    if scrubber.process not in ("limestone_natural_oxidation", "limestone_inhibited_oxidation"):
        raise NotPossible(tr("the scrubber's process has no oxidation mode to change"))
    return replaced(unit, index, edited(scrubber, process="limestone_forced_oxidation"))


def close_fgd(unit: Unit, level: float | None, _place: Place) -> Unit:
    return _closer(
        unit, index_of(unit, tr("there is no scrubber"), *SO2_SCRUBBERS), level, NO_SCRUBBER_BYPASS
    )
