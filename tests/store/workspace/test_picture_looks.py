"""What looks alike is of one kin: told by few bits, found among many without comparing with each."""

from __future__ import annotations

import random
import tempfile
from contextlib import closing
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from lazi_desktop.domain.pictures import ALIKE, PictureLook
from lazi_desktop.ports.pictures import PictureFact
from lazi_desktop.store.workspace.database import Database, open_writer
from lazi_desktop.store.workspace.migrating import upgrade
from lazi_desktop.store.workspace.picture_looks import signed, unsigned
from lazi_desktop.store.workspace.pictures import PictureTables
from tests.store.workspace.conftest import MIGRATIONS

_bits = st.integers(0, 2**64 - 1)


def empty(folder: Path) -> Database:
    database = open_writer(folder / "w.sqlite3")
    with database.writing():
        upgrade(database, MIGRATIONS)
    return database


def learn(database: Database, looks: dict[str, int]) -> None:
    facts = [PictureFact(one, PictureLook(9, 9, 9, "a" * 64, seen)) for one, seen in looks.items()]
    with database.writing():
        PictureTables(database).learn(facts)


def kins(database: Database) -> dict[str, int]:
    return dict(database.all("SELECT address, kin FROM picture"))


@given(_bits)
def test_any_look_is_kept_and_comes_back(seen: int) -> None:
    assert unsigned(signed(seen)) == seen
    assert -(2**63) <= signed(seen) < 2**63


@settings(max_examples=30, deadline=None)
@given(
    first=_bits,
    flips=st.lists(st.lists(st.integers(0, 63), max_size=7, unique=True), min_size=1, max_size=12),
    lots=st.integers(1, 4),
)
def test_a_kin_holds_what_is_alike_and_nothing_else(first: int, flips: list[list[int]], lots: int) -> None:
    """Whichever comes first, and however they come: what was the first of a kin is what all its pictures are like."""
    looks = {f"{place}.jpg": first ^ sum(1 << bit for bit in bits) for place, bits in enumerate(flips)}
    with tempfile.TemporaryDirectory() as folder, closing(empty(Path(folder))) as database:
        for lot in range(lots):
            learn(database, {address: looks[address] for address in list(looks)[lot::lots]})
        found = kins(database)
        firsts = {
            kin: unsigned(seen)
            for kin, seen in database.all("SELECT kin, print FROM picture_kin WHERE print IS NOT NULL")
        }
    assert set(found.values()) == set(firsts)
    for address, seen in looks.items():
        assert (seen ^ firsts[found[address]]).bit_count() <= ALIKE
        assert all(found[other] == found[address] for other in looks if looks[other] == seen)
    for kin, seen in firsts.items():
        assert all((seen ^ other).bit_count() > ALIKE for rival, other in firsts.items() if rival != kin)


def test_one_that_is_alike_is_found_among_thousands(tmp_path: Path) -> None:
    dice = random.Random(7)
    many = {f"{place}.jpg": dice.getrandbits(64) for place in range(3_000)}
    with closing(empty(tmp_path)) as database:
        learn(database, many)
        wanted = "1234.jpg"
        for place, bits in enumerate(((0, 20, 40, 63), (1, 2, 3, 4), (12, 25, 38, 51))):
            near = many[wanted] ^ sum(1 << bit for bit in bits)
            learn(database, {f"near {place}.jpg": near})
            assert kins(database)[f"near {place}.jpg"] == kins(database)[wanted]
        learn(database, {"far.jpg": many[wanted] ^ 0b11111})
        assert kins(database)["far.jpg"] != kins(database)[wanted]
