"""From a pair of keys to a signed manifest that the program takes; the private half stays out of the tree."""

from __future__ import annotations

import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import sign_manifest

from lazi_desktop.domain.update_manifest import UpdateRefused, read_manifest
from lazi_desktop.updates.signature import check_signature, shipped_keys
from tests.conftest import ROOT
from update_keys import words_of_keys

SCRIPT = ROOT / "packaging" / "sign_manifest.py"
KEYS = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import sign_manifest
from update_keys import words_of_keys
sign_manifest.make_keys(Path(sys.argv[2]), sys.argv[3], Path(sys.argv[4]))
"""


ARGUMENTS = ["write", "--channel", "stable", "--version", "0.2.0", "--sequence"]


def run(*arguments: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, cwd=ROOT)


def signature_of(manifest: Path) -> Path:
    return manifest.with_name(f"{manifest.name}.sig")


def make_keys(private: Path, slot: str, keys: Path) -> subprocess.CompletedProcess[str]:
    return run("-c", KEYS, SCRIPT.parent, private, slot, keys)


@pytest.fixture
def keys(tmp_path: Path) -> Path:
    (tmp_path / "keys").mkdir()
    for slot in ("first", "second"):
        assert make_keys(tmp_path / f"{slot}.pem", slot, tmp_path / "keys").returncode == 0
    return tmp_path / "keys"


def test_what_is_written_and_signed_is_taken(tmp_path: Path, keys: Path) -> None:
    package = tmp_path / "lazi-desktop.tar.xz"
    package.write_bytes(b"the program")
    notes = tmp_path / "notes.txt"
    notes.write_text("Faster.\n")
    arguments: list[str | Path] = [
        "--channel",
        "stable",
        "--version",
        "0.2.0",
        "--sequence",
        "7",
        "--notes",
        notes,
    ]
    file = f"linux-x86_64:tarball:{package}"
    written = run(SCRIPT, "write", *arguments, "--file", file, "--out", tmp_path)
    assert written.returncode == 0, written.stderr
    manifest = tmp_path / "stable.json"
    assert written.stdout.strip() == str(manifest)
    for slot in ("first", "second", "first"):
        signed = run(SCRIPT, "sign", "--private", tmp_path / f"{slot}.pem", manifest)
        assert signed.returncode == 0, signed.stderr
    content, signature = manifest.read_bytes(), (tmp_path / "stable.json.sig").read_bytes()
    assert len(signature.splitlines()) == 2
    for one in shipped_keys(keys).items():
        assert check_signature(content, signature, dict([one])) == one[0]
    said = read_manifest(content)
    assert (said.version, said.sequence, said.notes, said.files[0].size) == ("0.2.0", 7, "Faster.", 11)
    with pytest.raises(UpdateRefused):
        check_signature(content + b" ", signature, shipped_keys(keys))


def test_a_private_key_is_the_owners_alone_and_is_not_overwritten(tmp_path: Path, keys: Path) -> None:
    private = tmp_path / "first.pem"
    before = private.read_bytes()
    if sys.platform != "win32":
        assert stat.S_IMODE(private.stat().st_mode) == 0o600
    (tmp_path / "none yet").mkdir()
    again = make_keys(private, "first", tmp_path / "none yet")
    assert again.returncode == 1
    assert "is there already" in again.stderr
    assert private.read_bytes() == before


def test_a_slot_that_holds_a_key_is_not_overwritten(tmp_path: Path, keys: Path) -> None:
    before = (keys / "first.pub").read_bytes()
    done = make_keys(tmp_path / "another.pem", "first", keys)
    assert done.returncode == 1
    assert "holds a key" in done.stderr
    assert (keys / "first.pub").read_bytes() == before
    assert not (tmp_path / "another.pem").exists()
    (keys / "first.pub").write_text("# given up\n")
    assert make_keys(tmp_path / "another.pem", "first", keys).returncode == 0


@pytest.fixture
def manifest(tmp_path: Path) -> Path:
    (tmp_path / "program").write_bytes(b"the program")
    return written(tmp_path, 7)


def written(folder: Path, sequence: int) -> Path:
    file = f"linux-x86_64:tarball:{folder / 'program'}"
    done = run(SCRIPT, *ARGUMENTS, str(sequence), "--file", file, "--out", folder)
    assert done.returncode == 0, done.stderr
    return Path(done.stdout.strip())


def test_a_manifest_that_is_written_anew_is_signed_by_nobody(
    tmp_path: Path, keys: Path, manifest: Path
) -> None:
    sign_manifest.sign(tmp_path / "second.pem", manifest, keys)
    assert written(tmp_path, 8) == manifest
    assert not signature_of(manifest).exists()


def test_a_line_of_a_known_key_that_does_not_fit_goes(
    tmp_path: Path, keys: Path, manifest: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    sign_manifest.sign(tmp_path / "second.pem", manifest, keys)
    stale = signature_of(manifest).read_bytes()
    written(tmp_path, 8)
    signature_of(manifest).write_bytes(stale)
    capsys.readouterr()
    sign_manifest.sign(tmp_path / "first.pem", manifest, keys)
    told = capsys.readouterr().err
    [line] = signature_of(manifest).read_bytes().splitlines()
    former = stale.split()[1].decode()
    assert line.split()[1].decode() != former
    assert f"{former} had signed another manifest" in told
    assert f"signed by {line.split()[1].decode()}.\n" in told


def test_a_signature_of_a_known_key_beside_one_that_fits_has_to_fit_too(
    tmp_path: Path, keys: Path, manifest: Path
) -> None:
    sign_manifest.sign(tmp_path / "second.pem", manifest, keys)
    stale = signature_of(manifest).read_bytes()
    written(tmp_path, 8)
    sign_manifest.sign(tmp_path / "first.pem", manifest, keys)
    sign_manifest.check(manifest, keys)
    with signature_of(manifest).open("ab") as out:
        out.write(stale)
    with pytest.raises(SystemExit):
        sign_manifest.check(manifest, keys)


def test_what_is_not_signed_yet_is_told_so(
    manifest: Path, keys: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        sign_manifest.check(manifest, keys)
    assert f"{manifest} is not signed yet" in capsys.readouterr().err


def test_no_private_key_in_the_repository(keys: Path) -> None:
    private = ROOT / "packaging" / "never.pem"
    assert make_keys(private, "first", keys).returncode == 1
    assert not private.exists()


def test_what_is_shipped_can_be_read() -> None:
    assert len(shipped_keys(ROOT / "resources" / "update-keys")) <= 2


@pytest.mark.parametrize("version", ["0.2", "1.0rc1"])
def test_a_version_that_is_none_is_not_written(tmp_path: Path, version: str) -> None:
    package = tmp_path / "a.deb"
    package.write_bytes(b"x")
    arguments: list[str | Path] = [
        "--channel",
        "early",
        "--version",
        version,
        "--sequence",
        "1",
        "--out",
        tmp_path / "out",
    ]
    done = run(SCRIPT, "write", *arguments, "--file", f"linux-x86_64:deb:{package}")
    assert done.returncode == (0 if version == "0.2" else 1)
    assert (tmp_path / "out" / "early.json").exists() is (version == "0.2")


def test_a_build_says_which_keys_are_in_it(tmp_path: Path, keys: Path) -> None:
    built = tmp_path / "tree" / "resources" / "update-keys"
    shutil.copytree(keys, built)
    assert words_of_keys(tmp_path / "tree") == "updates: built in is the key of first and second"
    (built / "first.pub").write_text("# no key yet\n")
    assert words_of_keys(tmp_path / "tree") == "updates: built in is the key of second"
    (built / "second.pub").unlink()
    assert words_of_keys(tmp_path / "tree") == "updates: no key built in, this build asks nobody"
