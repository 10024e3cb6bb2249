"""Files: text to a plant and its problems, and back with comments kept."""

from __future__ import annotations

from ipog.files.document import Document, load_documents, parse, read_plant, read_plant_text
from ipog.files.text import read_text
from ipog.files.yaml_write import dump_text, plant_data, save_text, update_text, write_plant

__all__ = [
    "Document",
    "dump_text",
    "load_documents",
    "parse",
    "plant_data",
    "read_plant",
    "read_plant_text",
    "read_text",
    "save_text",
    "update_text",
    "write_plant",
]
