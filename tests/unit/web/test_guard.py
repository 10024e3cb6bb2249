"""The second lock: what the process of a visitor may do, whoever asks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ipog.web.guard import hook

Watch = Callable[..., None]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "own"
    (folder / "files").mkdir(parents=True)
    monkeypatch.chdir(folder / "files")
    return folder


@pytest.fixture
def watch(own: Path, tmp_path: Path) -> Watch:
    (tmp_path / "program").mkdir()
    look = hook(own, [tmp_path / "program"])
    return lambda event, *args: look(event, args)


@pytest.mark.parametrize("flags", [os.O_RDONLY, os.O_WRONLY | os.O_CREAT, os.O_RDWR])
def test_own_files_are_read_and_written(watch: Watch, own: Path, flags: int):
    for path in ("plant.yaml", own / "state" / "settings.toml", os.fsencode(own / "files" / "a"), 1):
        watch("open", path, "r", flags)


def test_the_program_is_read_and_never_written(watch: Watch, tmp_path: Path):
    code = tmp_path / "program" / "code.py"
    watch("open", code, "r", os.O_RDONLY)
    watch("os.listdir", str(code.parent))
    for event in ("os.remove", "os.mkdir", "os.chmod", "os.truncate"):
        with pytest.raises(PermissionError):
            watch(event, code)
    with pytest.raises(PermissionError):
        watch("open", code, "w", os.O_WRONLY | os.O_CREAT)


@pytest.mark.parametrize("path", ["../../secret", "/etc/passwd", b"/etc/passwd", "../..", "../../own2/a"])
def test_other_files_are_neither_read_nor_listed_nor_changed(watch: Watch, path: str | bytes):
    with pytest.raises(PermissionError) as refused:
        watch("open", path, "r", os.O_RDONLY)
    assert refused.value.strerror
    changes = [("os.rename", "a", path), ("os.rename", path, "a"), ("os.symlink", path, "a")]
    for event in [("os.remove", path), ("os.rmdir", path), ("os.link", path, "a"), *changes]:
        with pytest.raises(PermissionError):
            watch(*event)


def test_a_link_gives_nothing_away(watch: Watch, own: Path, tmp_path: Path):
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    try:
        (own / "files" / "link").symlink_to(tmp_path / "secret")
    except OSError:
        pytest.skip("this system lets no links be made")
    with pytest.raises(PermissionError):
        watch("open", "link", "r", os.O_RDONLY)


@pytest.mark.parametrize(
    "event", ["subprocess.Popen", "os.system", "os.exec", "os.posix_spawn", "os.startfile"]
)
def test_no_program_starts(watch: Watch, event: str):
    with pytest.raises(PermissionError):
        watch(event, "/bin/sh")


@pytest.mark.parametrize("event", ["socket.connect", "socket.getaddrinfo", "socket.bind"])
def test_no_connection_is_made(watch: Watch, event: str):
    with pytest.raises(PermissionError):
        watch(event, object(), ("192.0.2.1", 80))


def test_a_locked_process_is_held_by_it(own: Path, tmp_path: Path):
    secret = tmp_path / "secret.yaml"
    secret.write_text("secret", encoding="utf-8")
    script = """
import os, pathlib, subprocess, sys
from ipog.web import guard
own, secret = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
guard.lock(own)
import ipog.coals, json
ipog.coals.search("highveld")
(own / "files" / "a").write_text("mine", encoding="utf-8")
assert (own / "files" / "a").read_text(encoding="utf-8") == "mine"
tries = [
    lambda: secret.read_text(encoding="utf-8"),
    lambda: secret.write_text("x", encoding="utf-8"),
    lambda: os.open(secret, os.O_RDONLY),
    lambda: os.listdir(secret.parent),
    lambda: secret.unlink(),
    lambda: (own / "files" / "a").rename(secret),
    lambda: (own / "files" / "b").symlink_to(secret),
    lambda: subprocess.run([sys.executable, "-V"]),
    lambda: os.system("exit 0"),
]
for number, attempt in enumerate(tries):
    try:
        attempt()
    except PermissionError:
        continue
    sys.exit(f"number {number} was let through")
assert list(os.walk(secret.parent)) == [], "libraries look for fonts that way and bear an empty folder"
print("held")
"""
    done = subprocess.run(
        [sys.executable, "-P", "-c", script, str(own), str(secret)],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.stdout.strip() == "held", done.stderr
    assert secret.read_text(encoding="utf-8") == "secret"
