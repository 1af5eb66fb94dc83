"""A file is the old one or the new one, whatever happens."""

import os
import random
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from mtqa.errors import UnwritableFile
from mtqa.fixing.writing import create_file, replace_file

OLD, NEW = b"old " * 300_000, b"new! " * 300_000

SWAPPING = """
import sys
from pathlib import Path
from mtqa.fixing.writing import replace_file
path = Path(sys.argv[1])
texts = [b"old " * 300_000, b"new! " * 300_000]
print("ready", flush=True)
while True:
    before = path.read_bytes()
    replace_file(path, texts[before == texts[0]], before)
"""

KILLED = """
import os, signal, sys
from pathlib import Path
from mtqa.cli.delivery import write_back
from mtqa.fixing.backup import Backup
root, step = Path(sys.argv[1]), int(sys.argv[2])
os.chdir(root)
calls = 0
def counted(real):
    def call(*args, **kwargs):
        global calls
        calls += 1
        if calls == step:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    return call
for name in ("open", "fchmod", "fchown", "fsync", "close", "mkdir"):
    setattr(os, name, counted(getattr(os, name)))
Path.replace = counted(Path.replace)
path = root / "a.txt"
write_back(path, path.read_bytes(), b"new", Backup(root, "fix"))
print(calls)
"""

LIMITED = """
import resource, sys
from pathlib import Path
from mtqa.errors import UnwritableFile
from mtqa.fixing.writing import replace_file
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
path = Path(sys.argv[1])
try:
    replace_file(path, b"n" * 5000, path.read_bytes())
except UnwritableFile as error:
    print(error)
"""


def python(code: str, *args: object, **more: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", code, *map(str, args)]
    return subprocess.Popen(command, text=True, stdout=subprocess.PIPE, **more)


def test_a_file_keeps_its_mode_and_nothing_stays_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o640)
    replace_file(path, b"new", b"old")
    assert path.read_bytes() == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert list(tmp_path.iterdir()) == [path]


def test_a_symbolic_link_stays_one(tmp_path: Path) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    target, link = folder / "a.txt", tmp_path / "link.txt"
    target.write_bytes(b"old")
    link.symlink_to(target)
    replace_file(link, b"new", b"old")
    assert link.is_symlink()
    assert target.read_bytes() == b"new"


def test_a_hard_link_is_refused(tmp_path: Path) -> None:
    path, twin = tmp_path / "a.txt", tmp_path / "twin.txt"
    path.write_bytes(b"old")
    os.link(path, twin)
    with pytest.raises(UnwritableFile, match="second name"):
        replace_file(path, b"new", b"old")
    assert path.read_bytes() == twin.read_bytes() == b"old"


def test_a_read_only_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    path.chmod(0o444)
    with pytest.raises(UnwritableFile, match="read-only"):
        replace_file(path, b"new", b"old")
    assert path.read_bytes() == b"old"


def test_a_file_that_someone_changed_meanwhile_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"theirs")
    with pytest.raises(UnwritableFile, match="changed meanwhile"):
        replace_file(path, b"new", b"old")
    assert path.read_bytes() == b"theirs"


@pytest.mark.parametrize("name", ["missing.txt", "folder"])
def test_what_is_no_file_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(UnwritableFile):
        replace_file(tmp_path / name, b"new", b"old")


def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    usual = tmp_path / "usual.txt"
    usual.touch()
    create_file(tmp_path / "deep" / "a.txt", b"new")
    assert (tmp_path / "deep" / "a.txt").stat().st_mode == usual.stat().st_mode


def test_a_new_file_below_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    with pytest.raises(UnwritableFile, match=r"was not written: .*\.$"):
        create_file(tmp_path / "a" / "b.txt", b"new")


def test_a_full_disk_costs_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    said, _ = python(LIMITED, path).communicate(timeout=60)
    assert said.strip() == f"{path} was not written: File too large."
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_killed_at_any_moment_the_file_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(OLD)
    moments = random.Random(20)
    for _ in range(30):
        with python(SWAPPING, path) as process:
            assert process.stdout
            process.stdout.readline()
            time.sleep(moments.uniform(0, 0.03))
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert path.read_bytes() in (OLD, NEW)
    replace_file(path, b"last", path.read_bytes())
    assert list(tmp_path.iterdir()) == [path]


def test_killed_at_each_step_the_file_is_the_old_or_the_new_one(tmp_path: Path) -> None:
    seen, step = set(), 0
    while True:
        step += 1
        root = tmp_path / str(step)
        root.mkdir()
        (root / "a.txt").write_bytes(b"old")
        process = python(KILLED, root, step)
        process.communicate(timeout=60)
        now = (root / "a.txt").read_bytes()
        seen.add(now)
        assert now in (b"old", b"new")
        if process.returncode == 0:
            break
        assert process.returncode == -signal.SIGKILL
    assert seen == {b"old", b"new"}
    assert step > 15
