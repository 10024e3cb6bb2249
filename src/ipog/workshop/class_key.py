"""The key of a class, with which result files are signed.

It is one secret that trainer and participants share (HMAC-SHA256). A file that was edited, damaged or
made for another class is found. Who holds the key and can program could sign a file of his own making;
a key pair would not prevent that either, as each participant's computer must be able to sign without a
network. What makes such a file worthless is that points are worked out anew from its answers.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ipog.diagnostics import InputError, Problem
from ipog.files import read_text, save_text
from ipog.language import tr

VERSION = 1


@dataclass(frozen=True, slots=True)
class ClassKey:
    """A class.

    Attributes
    ----------
    id : random, tells it from all other classes
    title : in the trainer's words
    secret : the key, hexadecimal
    """

    id: str
    title: str
    secret: str

    def sign(self, data: Any) -> str:
        """The signature of plain data, whatever the order and form in which a file holds them."""
        text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
        return hmac.new(bytes.fromhex(self.secret), text.encode("ascii"), hashlib.sha256).hexdigest()

    def signed(self, data: Any, signature: object) -> bool:
        """Whether a signature is that of the data."""
        return isinstance(signature, str) and hmac.compare_digest(self.sign(data), signature.casefold())

    def plain(self) -> dict[str, str]:
        """The key in plain data."""
        return {"id": self.id, "title": self.title, "key": self.secret}


def new_class(title: str) -> ClassKey:
    """A class with a new random key."""
    return ClassKey(secrets.token_hex(8), title, secrets.token_hex(32))


def save_class(key: ClassKey, path: Path) -> None:
    """Write the file that trainer and participants share; raises :class:`ipog.diagnostics.InputError`."""
    save_text(json.dumps({"ipog_class": VERSION, **key.plain()}, ensure_ascii=False, indent=1) + "\n", path)


def load_class(path: Path) -> ClassKey:
    """The class of a file; raises :class:`ipog.diagnostics.InputError`."""
    try:
        data = json.loads(read_text(path).text)
        if data["ipog_class"] != VERSION:
            raise ValueError
        return class_of(data)
    except (ValueError, KeyError, TypeError):
        problem = Problem(
            "not-a-class-key",
            tr("{file} is no class key", file=path),
            file=str(path),
            allowed=tr("a file that {command} wrote", command="ipog learn --new-class-key"),
        )
        raise InputError([problem]) from None


def class_of(data: Any) -> ClassKey:
    """The class of plain data; raises ValueError, KeyError or TypeError."""
    key = ClassKey(str(data["id"]), str(data["title"]), str(data["key"]))
    if len(bytes.fromhex(key.secret)) < 16:
        raise ValueError("the key is too short")
    return key
