"""What each measure changes in a unit: pure functions that return another unit, or say why not."""

from __future__ import annotations

from collections.abc import Sequence

from ipog.advice import change_fuel, change_new, change_standing
from ipog.advice.change_fuel import RICH_CHLORINE_MG_KG
from ipog.advice.change_tools import Change, NotPossible, Place
from ipog.advice.measures import Step
from ipog.language import tr
from ipog.plant import Unit

__all__ = ["CHANGES", "RICH_CHLORINE_MG_KG", "NotPossible", "Place", "apply", "apply_all"]


def apply(step: Step, unit: Unit, place: Place) -> Unit:
    """The unit after a measure; the one before is left as it is.

    Raises
    ------
    NotPossible
        if the measure does not fit the unit, with the reason
    """
    changed = CHANGES[step.measure.id](unit, step.level, place)
    if changed == unit:
        raise NotPossible(tr("it would change nothing here"))
    return changed


def apply_all(steps: Sequence[Step], unit: Unit, place: Place) -> Unit:
    """The unit after several measures, each in its place; raises :class:`NotPossible`."""
    for step in sorted(steps, key=lambda item: item.measure.stage):
        unit = apply(step, unit, place)
    return unit


CHANGES: dict[str, Change] = {
    "heat_rate_operation": change_fuel.heat_rate,
    "heat_rate_upgrade": change_fuel.heat_rate,
    "air_heater_leakage": change_fuel.air_heater,
    "fine_coal_and_tuning": change_fuel.less_carbon,
    "wash_coal": change_fuel.cleaned("conventional"),
    "wash_jig": change_fuel.cleaned("jig"),
    "wash_flotation": change_fuel.cleaned("froth_flotation"),
    "dry_clean_coal": change_fuel.cleaned("dry_cleaning"),
    "switch_coal": change_fuel.switch,
    "blend_halogen_coal": change_fuel.blend,
    "blend_cleaner_coal": change_fuel.blend_cleaner,
    "bromide_on_coal": change_fuel.bromide,
    "raise_carbon_in_ash": change_fuel.more_carbon,
    "cool_esp": change_standing.cool,
    "esp_low_low": change_standing.low_low,
    "esp_maintenance": change_standing.esp_maintenance,
    "esp_upgrade": change_standing.esp_upgrade,
    "conditioning_without_so3": change_standing.without_so3,
    "renew_catalyst": change_standing.renew_catalyst,
    "add_catalyst_layer": change_standing.add_layer,
    "fgd_additive": change_standing.additive,
    "fgd_forced_oxidation": change_standing.forced_oxidation,
    "close_fgd_bypass": change_standing.close_fgd,
    "close_scr_bypass": change_standing.close_scr,
    "add_esp": change_new.add_esp,
    "add_filter": change_new.add_filter,
    "esp_to_filter": change_new.esp_to_filter,
    "polishing_filter": change_new.polishing,
    "add_wet_fgd": change_new.add_fgd,
    "add_seawater_fgd": change_new.add_seawater,
    "add_spray_dryer": change_new.add_sda,
    "add_circulating_scrubber": change_new.add_cds,
    "add_scr": change_new.add_scr,
    "add_wet_esp": change_new.add_wet_esp,
    "aci_untreated": change_new.sorbent("pac"),
    "aci_brominated": change_new.sorbent("brominated_pac"),
    "aci_concrete_friendly": change_new.sorbent("concrete_friendly_pac"),
    "aci_so3_tolerant": change_new.sorbent("so3_tolerant_pac"),
    "aci_before_air_preheater": change_new.sorbent("brominated_pac", "before_air_preheater"),
    "amended_silicate": change_new.sorbent("amended_silicate"),
    "toxecon": change_new.toxecon,
    "hydrated_lime": change_new.lime,
    "polymer_modules": change_new.modules,
    "carbon_bed": change_new.carbon_bed,
    "coke_bed": change_new.coke_bed,
}
"""What each measure of the table does."""
