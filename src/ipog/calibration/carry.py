"""What the stack tests of a unit say of the same unit with something changed."""

from __future__ import annotations

from dataclasses import replace

from ipog.calibration.store import tested
from ipog.evaluate import Adjustment
from ipog.plant import Unit


def carried(own: Adjustment, before: Unit, after: Unit) -> Adjustment:
    """The adjustment of a changed unit.

    The error that the tests found moves the changed unit too, in full, so that what a change brings is
    what the model says of it. They narrow the doubt only while boiler and train are those that were tested:
    a new device has an error of its own that no test has seen.

    Parameters
    ----------
    own : what the tests say of the unit as it stands
    before, after : the unit as it stands, and changed
    """
    if tested(after, own.coal_known) == tested(before, own.coal_known):
        return own
    return replace(own, error_sd=own.draws_sd, coal_known=True)
