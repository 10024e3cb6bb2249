"""Files: text to a plant and its problems, and back with comments kept."""

from __future__ import annotations

from ipog.files.document import Document, load_documents, parse, read_plant, read_plant_text
from ipog.files.text import read_text

__all__ = [
    "Document",
    "load_documents",
    "parse",
    "read_plant",
    "read_plant_text",
    "read_text",
]
