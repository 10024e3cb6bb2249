"""The parameter table: every row has a range, a standing and a source, and is used."""

from __future__ import annotations

import hashlib
import re
from importlib.resources import files
from pathlib import Path

import numpy as np
from each_row import each_row

from ipog.model import calibration, prior_table, shipped, table
from ipog.model.scales import SCALES
from ipog.sources import cite

ROWS = list(prior_table().values())
SOURCE = Path(str(files("ipog")))


@each_row(ROWS, lambda row: row.name)
def test_row_is_complete(row) -> None:
    assert row.low < row.value < row.high
    assert row.scale in SCALES
    assert row.kind in ("published", "judgement")
    assert (row.source == "ipog-judgement") == (row.kind == "judgement")
    assert cite(row.source).citation
    assert row.note.endswith(".")
    assert row.free_sd > 0


@each_row(list(table().values()), lambda row: row.name)
def test_value_in_force_lies_in_the_prior_range_or_near_it(row) -> None:
    before = prior_table()[row.name]
    assert abs(row.free_mean - before.free_mean) <= 3 * before.free_sd
    assert cite(row.source).citation


def test_every_parameter_is_used_by_the_code() -> None:
    code = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    quoted = set(re.findall(r'f?"([a-z0-9_.{}\[\]\' ]+)"', code))
    patterns = [
        re.compile(re.sub(r"\\\{[^}]*\\\}", "[a-z0-9_]+", re.escape(text))) for text in quoted if "." in text
    ]
    unused = [row.name for row in ROWS if not any(pattern.fullmatch(row.name) for pattern in patterns)]
    # Two whose last part is chosen by an expression in the code.
    assert {
        name for name in unused if not name.startswith(("sorbent.greatest_removal_", "wet_fgd.solids_share."))
    } == set()


def test_calibration_was_made_from_the_files_that_ship() -> None:
    about = calibration().about["set"]
    for key, path in (("data", "data/field/us_2010.csv"), ("prior", "model/parameters.toml")):
        content = (SOURCE / path).read_bytes().replace(b"\r\n", b"\n")
        assert about[key].endswith(hashlib.sha256(content).hexdigest()), (
            f"run scripts/calibrate.py: {path} changed"
        )


def test_covariance_is_positive_definite() -> None:
    assert np.linalg.eigvalsh(calibration().covariance).min() > 0


def test_cross_validated_scores_keep_what_is_promised() -> None:
    found = calibration().about["diagnostics"]
    assert found["cross_validated_log10_rmse"] <= 0.50
    assert found["cross_validated_within_factor_2"] >= 0.50
    assert 0.75 <= found["cross_validated_coverage_p10_p90"] <= 0.88


def test_label_names_date_and_hash() -> None:
    assert re.fullmatch(r"\d{4}-\d{2}(-\d{2})? sha256:[0-9a-f]{12}", shipped().label)
