"""Packages that only say that they are there are no parts; modules of nobody's stop the build."""

from __future__ import annotations

from pathlib import Path

import pytest

from bill.modules import drop_idle, folded_modules
from lazi_desktop.domain.parts import PartsProblem
from lazi_desktop.parts.packages import dist_infos
from tests.parts.trees import put_binary, put_package


@pytest.fixture
def site(tmp_path) -> Path:
    folder = tmp_path / "environment" / "site-packages"
    for name, files in {
        "folded": ["folded/__init__.py"],
        "beside": ["beside/__init__.py", "beside/more.py"],
        "compiled": ["_compiled.abi3.so"],
        "idle": ["idle/__init__.py"],
    }.items():
        record = "".join(f"{file},sha256=x,1\n" for file in [*files, f"{name}-1.0.dist-info/METADATA"])
        (put_package(folder, name) / "RECORD").write_text(record, encoding="utf-8")
    return folder


@pytest.fixture
def packages(tmp_path) -> Path:
    folder = tmp_path / "program" / "_internal"
    for name in ("folded", "beside", "compiled", "idle"):
        put_package(folder, name)
    put_binary(folder, "_compiled.abi3.so")
    put_binary(folder, "beside/more.pyc")
    return folder


def test_the_modules_are_those_of_the_environment(tmp_path, site):
    rows = [
        ("folded", str(site / "folded/__init__.py"), "PYMODULE"),
        ("json", "/usr/lib/python3.11/json/__init__.py", "PYMODULE"),
        ("data", str(site / "data"), "DATA"),
    ]
    (tmp_path / "folding" / "lazi-desktop").mkdir(parents=True)
    (tmp_path / "folding" / "lazi-desktop" / "PYZ-00.toc").write_text(repr(("a.pyz", rows)))
    assert folded_modules(tmp_path / "folding", site) == {"folded/__init__.py"}


def test_what_has_no_code_in_the_program_is_dropped(site, packages):
    drop_idle(packages, dist_infos(site), {"folded/__init__.py"})
    assert dist_infos(packages).keys() == {"folded", "beside", "compiled"}


def test_a_module_that_no_package_owns_is_refused(site, packages):
    with pytest.raises(PartsProblem, match=r"smuggled\.py"):
        drop_idle(packages, dist_infos(site), {"folded/__init__.py", "smuggled.py"})
