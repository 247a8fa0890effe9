"""The program knows whether an installer brought it."""

from __future__ import annotations

import sys

from lazi_desktop.config.processes import is_installed


def test_from_its_source_it_is_not(monkeypatch, tmp_path):
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    assert not is_installed()


def test_with_a_python_that_finds_only_our_packages_it_is(monkeypatch, tmp_path):
    (tmp_path / "python313._pth").write_text("python313.zip\n..\\packages\n")
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python.exe"))
    assert is_installed()


def test_as_one_program_it_is(monkeypatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert is_installed()
