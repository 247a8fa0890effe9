"""The bill of materials: valid CycloneDX, the same for the same parts, and true of the folder that it lies in."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

import renew_bill
from bill.check import check_beside, check_bill
from bill.debian import copyright_of
from bill.folded import fetched_by, ship_bill
from bill.ship import FOLDER, beside
from lazi_desktop.app.composition import composition
from lazi_desktop.config.places import resources_folder
from lazi_desktop.domain.parts import PartsProblem
from lazi_desktop.parts.shipped import BILL, TEXTS, shipped_parts
from source import Source
from tests.parts.trees import put_binary, put_package

SHA = "ab" * 32
LGPL = "LGPL-3.0-only\nProject-URL: Source, https://example.com/psycopg"


@pytest.fixture
def source(tmp_path) -> Source:
    tree = tmp_path / "tree"
    tree.mkdir()
    (tree / "resources").symlink_to(resources_folder())
    (tree / "LICENSE").write_text("Ours.\n", encoding="utf-8")
    return Source(tree, tmp_path, "abc123", 1_700_000_000, "1.2.3")


@pytest.fixture
def program(tmp_path) -> Path:
    """A program and, beside it, the environment that it was made of."""
    site = tmp_path / "environment" / "lib" / "python3.11" / "site-packages"
    packages = tmp_path / "program" / "_internal"
    for name, licence in (("alpha", "MIT"), ("psycopg-binary", LGPL), ("pyinstaller", "MIT")):
        made = put_package(site, name, licence=f"License-Expression: {licence}", text=f"{name}'s\n")
        (made / "licenses" / "COPYING.txt").write_text(f"{name}'s COPYING", encoding="utf-8")
    put_package(packages, "lazi-desktop", "1.2.3")
    for name in ("alpha", "psycopg-binary"):
        put_package(packages, name)
    put_binary(packages, "psycopg_binary/pq.cpython-311-x86_64-linux-gnu.so")
    put_binary(packages, "psycopg_binary.libs/libcrypto-3a0647ea.so.3", b"\0OpenSSL 3.5.9 29 Sep 2026\0")
    return tmp_path / "program"


def fetched(folder: Path) -> Path:
    wheels = {name: f"{name}-1.0-py3-none-any.whl" for name in ("alpha", "psycopg_binary", "pyinstaller")}
    installed = [
        {
            "metadata": {"name": name},
            "download_info": {
                "url": f"https://mirror.example/a/{wheel}#x",
                "archive_info": {"hashes": {"sha256": SHA}},
            },
        }
        for name, wheel in wheels.items()
    ]
    report = folder / "fetched.json"
    report.write_text(json.dumps({"install": installed}), encoding="utf-8")
    return report


def ship(source: Source, program: Path) -> Path:
    environment = source.scratch / "environment"
    return ship_bill(
        source, environment, program, "_internal", platform="linux-x86_64", report=fetched(source.scratch)
    )


def complaints(content: bytes) -> Any:
    return JsonStrictValidator(SchemaVersion.V1_6).validate_str(content.decode())


class Demands:
    def __init__(self) -> None:
        self.unmet: list[str] = []

    def __call__(self, condition: bool, what: str, words: str) -> None:
        if not condition:
            self.unmet.append(f"{what}: {words}")


def test_it_is_valid_and_names_packages_libraries_and_what_starts_the_program(source, program):
    folder = ship(source, program)
    content = (folder / BILL).read_bytes()
    assert complaints(content) is None
    own, parts = shipped_parts(folder)
    assert (own.name, own.version, own.text) == ("LAZI Desktop", "1.2.3", "Ours.\n")
    assert [one.name for one in parts] == [
        "alpha",
        "Inter",
        "OpenSSL",
        "psycopg-binary",
        "PyInstaller",
        "Python",
    ]
    alpha = next(one for one in parts if one.name == "alpha")
    assert alpha.purl == "pkg:pypi/alpha@1.0?file_name=alpha-1.0-py3-none-any.whl"
    assert alpha.sha256 == SHA
    openssl = next(one for one in parts if one.name == "OpenSSL")
    assert (openssl.version, openssl.brought_by, openssl.place) == (
        "3.5.9",
        "psycopg-binary",
        "_internal/psycopg_binary.libs",
    )


def test_a_bill_that_is_none_would_be_found(source, program):
    bill = json.loads((ship(source, program) / BILL).read_bytes())
    bill["components"][0]["licenses"] = [{"license": {"id": "No-Such-Licence"}}]
    assert complaints(json.dumps(bill).encode()) is not None


def test_the_same_parts_give_the_same_bytes_and_others_another_number(source, program):
    first = (ship(source, program) / BILL).read_bytes()
    assert (ship(source, program) / BILL).read_bytes() == first
    other = (ship(replace(source, version="1.2.4"), program) / BILL).read_bytes()
    assert json.loads(other)["serialNumber"] != json.loads(first)["serialNumber"]


def test_what_is_needed_and_what_is_brought_is_told(source, program):
    bill = json.loads((ship(source, program) / BILL).read_bytes())
    needs = {one["ref"]: one["dependsOn"] for one in bill["dependencies"]}
    assert needs["psycopg-binary@1.0"] == ["OpenSSL@3.5.9 in psycopg-binary"]
    refs = {bill["metadata"]["component"]["bom-ref"], *(one["bom-ref"] for one in bill["components"])}
    assert needs.keys() == refs


def test_all_that_this_program_is_made_of_makes_a_valid_bill_and_comes_back_from_it(source, tmp_path):
    from bill.ship import ship as ship_parts

    whole = composition()
    folder = ship_parts(source, "linux-x86_64", whole.own, whole.parts, tmp_path / "whole")
    assert complaints((folder / BILL).read_bytes()) is None
    own, parts = shipped_parts(folder)
    assert own == replace(whole.own, needs=())
    assert parts == [replace(one, needs=()) for one in whole.parts]


def test_beside_an_installer_it_names_the_file(source, program, tmp_path):
    folder = ship(source, program)
    artefact = tmp_path / "lazi.deb"
    artefact.write_bytes(b"installer")
    said = json.loads(beside(artefact, folder).read_bytes())
    assert complaints(json.dumps(said).encode()) is None
    told = said["metadata"]["component"]["hashes"]
    assert told == [{"alg": "SHA-256", "content": hashlib.sha256(b"installer").hexdigest()}]
    assert said["components"] == json.loads((folder / BILL).read_bytes())["components"]
    assert said["serialNumber"] != json.loads((folder / BILL).read_bytes())["serialNumber"]
    demands = Demands()
    check_beside(artefact, demands)
    assert demands.unmet == []
    artefact.write_bytes(b"another")
    check_beside(artefact, demands)
    assert len(demands.unmet) == 1
    assert renew_bill.main([str(artefact)]) == 0
    check_beside(artefact, demands)
    assert len(demands.unmet) == 1


def test_the_check_finds_what_the_bill_does_not_name_and_what_is_not_there(source, program):
    folder = ship(source, program)
    demands = Demands()
    check_bill(program, "_internal", demands)
    assert demands.unmet == []
    put_package(program / "_internal", "smuggled", "6.6")
    put_binary(program / "_internal", "psycopg_binary.libs/libpq-e9b5c9ac.so.5.18")
    (program / "_internal" / "alpha-1.0.dist-info" / "METADATA").unlink()
    (folder / TEXTS / "psycopg-binary.txt").write_text("", encoding="utf-8")
    shutil.rmtree(program / "_internal" / "psycopg_binary")
    check_bill(program, "_internal", demands)
    packages, libraries, licences, lgpl = demands.unmet
    assert "('smuggled', '6.6')" in packages
    assert "('alpha', '1.0')" in packages
    assert "PostgreSQL client library" in libraries
    assert "psycopg-binary@1.0" in licences
    assert lgpl.endswith("not so: ['psycopg-binary@1.0']")


def test_parts_with_one_text_share_its_file(source, tmp_path):
    from bill.ship import ship as ship_parts

    whole = composition()
    folder = ship_parts(source, "linux-x86_64", whole.own, whole.parts, tmp_path / "whole")
    files = sorted(file.name for file in (folder / TEXTS).iterdir())
    assert "pillow.txt" in files
    assert "libpng.txt" not in files
    assert len(files) == len({one.text for one in whole.parts}) + 1, (
        "the program's own, which is OpenSSL's, too"
    )
    own, parts = shipped_parts(folder)
    assert own.text == next(one.text for one in parts if one.name == "OpenSSL")


def test_debians_copyright_holds_every_part_and_every_text_once(source, program):
    folder = ship(source, program)
    text = copyright_of(folder)
    own, parts = shipped_parts(folder)
    assert text.startswith("Format: https://www.debian.org/")
    for one in (own, *parts):
        assert f"\n{one.name} {one.version}" in text
        assert text.count(one.text) == 1 or len(one.text) < 40


def test_a_bill_that_cannot_be_read_says_where_it_lies(tmp_path):
    (tmp_path / FOLDER).mkdir()
    (tmp_path / FOLDER / BILL).write_text("{", encoding="utf-8")
    with pytest.raises(PartsProblem, match=FOLDER):
        shipped_parts(tmp_path / FOLDER)


def test_what_pip_fetched_is_told_without_the_address(tmp_path):
    assert fetched_by(fetched(tmp_path))["psycopg-binary"] == ("psycopg_binary-1.0-py3-none-any.whl", SHA)


def test_the_window_reads_the_bill_of_its_installer(source, program, monkeypatch):
    ship(source, program)
    monkeypatch.setattr("sys.executable", str(program / "lazi-desktop"))
    whole = composition()
    assert (whole.own.version, whole.folder) == ("1.2.3", str(program))
    assert "alpha" in {one.name for one in whole.parts}
