"""Proves the MSI as far as Linux can: its tables, its files, and the installed program under Wine."""

from __future__ import annotations

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path

from bill.check import check_beside, check_bill
from bill.ship import FOLDER, beside
from proofs import MOST_SECONDS, Proofs
from source import Source, run
from windows.contents import check_tree
from windows.journey import Built, Journey
from windows.package import fingerprint, pack
from windows.staging import NOTE, PACKAGES, note_kind, settle, spoken, stage
from windows.tables import check_tables
from windows.wine import Wine

OLDER = "0.0.9"


def prove(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="prove.py windows")
    parser.add_argument("--without-builds", action="store_true", help="not that two builds are the same")
    chosen = parser.parse_args(arguments)
    proofs = Proofs()
    with tempfile.TemporaryDirectory(prefix="lazi-proof-") as name:
        here = Path(name)
        with Source.of_commit() as source:
            start = time.monotonic()
            tree = stage(source)
            newer = Built(_packed(source, tree, here / "newer"), tree)
            took = time.monotonic() - start
            proofs.demand(took <= MOST_SECONDS, "build", f"{took:.0f} s of at most {MOST_SECONDS}")
            if not chosen.without_builds:
                _same(newer.msi, here / "again", proofs)
            with Source.of_commit(version=OLDER) as before:
                former = _older(tree, before)
                older = Built(_packed(before, former, here / "older"), former)
                check_tables(newer.msi, tree, source.version, proofs)
                check_tree(tree, source.version, spoken(source), proofs)
                check_bill(tree, PACKAGES, proofs.demand)
                check_beside(newer.msi, proofs.demand)
                _extracts(newer.msi, tree, here / "extracted", proofs)
                with Wine(here / "wine") as wine:
                    Journey(wine, proofs.demand, older, newer).go()
    proofs.show()
    return 0


def _packed(source: Source, tree: Path, out: Path) -> Path:
    out.mkdir()
    made = pack(source, tree, out)
    beside(made, tree / FOLDER)
    return made


def _older(tree: Path, source: Source) -> Path:
    """The same program under an older number, with a file that is there no more."""
    former = shutil.copytree(tree, source.scratch / tree.name, copy_function=os.link)
    (former / NOTE).unlink()  # else the newer one's would be written
    note_kind(former, source.version)
    (former / PACKAGES / "no_longer.py").write_text("", encoding="utf-8")
    settle(former, source.epoch)
    return former


def _same(first: Path, out: Path, proofs: Proofs) -> None:
    with Source.of_commit() as source:
        second = _packed(source, stage(source), out)
    is_same = first.read_bytes() == second.read_bytes()
    proofs.demand(is_same, "two builds of the commit", "the same MSI, byte for byte")


def _extracts(msi: Path, tree: Path, out: Path, proofs: Proofs) -> None:
    out.mkdir()
    run(["msiextract", "--directory", out, msi])
    [found] = [path.parent for path in out.rglob("lazi-desktop.exe")]
    proofs.demand(fingerprint(found) == fingerprint(tree), "msiextract", "all files as staged, by SHA-256")
