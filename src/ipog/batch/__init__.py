"""Many plants: tables and folders in, one row a unit out, with totals; interrupted runs go on."""

from __future__ import annotations

from ipog.batch.extras import Extras, gathered
from ipog.batch.notebook import TableResult, evaluate_table
from ipog.batch.runner import Report, run

__all__ = ["Extras", "Report", "TableResult", "evaluate_table", "gathered", "run"]
