"""Pictures go to the team with the edits that name them, and again where the team has lost them."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import pytest

from lazi_desktop.domain.errors import HubRefused, HubUnavailable
from lazi_desktop.domain.pictures import local_address
from lazi_desktop.ports.hub import Hub
from lazi_desktop.sync.given_pictures import give_left_behind
from lazi_desktop.sync.replication import Replicator
from tests.fakes.feed import key_of, sku
from tests.fakes.hub import FakeHub
from tests.fakes.pictures import FakeAdded
from tests.store.workspace.conftest import CountedIds, Desk, TickingClock

ELBOW = sku(11, "ELB-1", "Copper elbow")
JPEG, PNG = b"\xff\xd8\xff a photo", b"\x89PNG a drawing"


class Person:
    def __init__(self, hub: FakeHub, folder: Path, number: int) -> None:
        self.hub = hub
        self.device = UUID(int=number)
        self.desk = Desk(folder, CountedIds(number << 64), TickingClock())
        self.added = FakeAdded()
        self.calls: list[str] = []
        self.failing: Callable[[str], None] = lambda call: None

    def exchange(self) -> None:
        replica, writer = self.desk.open.replica, self.desk.open.replication
        asyncio.run(Replicator(self.seat(), replica, writer, added=self.added).exchange())

    def give_left_behind(self) -> None:
        asyncio.run(give_left_behind(self.seat(), self.added, self.desk.open.queries.named_pictures))

    def seat(self) -> Hub:
        def called(call: str) -> None:
            self.calls.append(call)
            self.failing(call)

        return cast(Hub, self.hub.seat(self.device, fails=called))

    def give(self, *contents: bytes) -> list[str]:
        """Pictures of the elbow, which had others before; returns their digests."""
        digests = [hashlib.sha256(content).hexdigest() for content in contents]
        self.added.held |= dict(zip(digests, contents, strict=True))
        value = [
            {
                "alias": None,
                "isDefault": place == 0,
                "type": "Image",
                "url": local_address(digest, "png" if content is PNG else "jpg"),
            }
            for place, (digest, content) in enumerate(zip(digests, contents, strict=True))
        ]
        self.desk.set(key_of(ELBOW), "assets", value)
        return digests

    @property
    def kept(self) -> dict[str, bytes]:
        return self.hub.kept.pictures.blobs


@pytest.fixture
def person(tmp_path: Path) -> Iterator[Person]:
    hub = FakeHub()
    hub.mirror(ELBOW)
    person = Person(hub, tmp_path / "ann", 1)
    person.exchange()
    yield person
    person.desk.open.close()


def test_pictures_are_there_before_what_names_them(person: Person):
    first, second = person.give(JPEG, PNG)
    person.calls.clear()
    person.exchange()
    assert person.kept == {first: JPEG, second: PNG}
    assert person.calls.index("keep_blob done") < person.calls.index("apply_ops")


def test_what_the_team_has_is_not_given_again(person: Person):
    person.give(JPEG)
    person.exchange()
    person.calls.clear()
    person.give(JPEG, PNG)
    person.exchange()
    assert person.calls.count("keep_blob") == 1


def test_without_pictures_nothing_is_asked(person: Person):
    person.desk.set(key_of(ELBOW), "price", 12)
    person.calls.clear()
    person.exchange()
    assert "missing_blobs" not in person.calls


@pytest.mark.parametrize("trouble", ["not here", "refused"])
def test_a_picture_that_cannot_be_given_holds_nothing_up(person: Person, trouble: str):
    [digest] = person.give(JPEG)
    if trouble == "not here":
        del person.added.held[digest]
    else:
        person.failing = lambda call: _refuse(call)
    person.exchange()
    assert person.kept == {}
    assert person.desk.unsent() == []


@pytest.mark.parametrize("trouble", ["not here", "refused"])
def test_what_could_not_be_given_with_its_edit_is_given_later(person: Person, trouble: str):
    [digest] = person.give(JPEG)
    if trouble == "not here":  # something else holds the file
        del person.added.held[digest]
    else:
        person.failing = _refuse
    person.exchange()
    person.failing = lambda call: None
    other = hashlib.sha256(PNG).hexdigest()
    person.added.held |= {digest: JPEG, other: PNG}  # added, and given up again
    person.give_left_behind()
    assert person.kept == {digest: JPEG}
    person.calls.clear()
    person.give_left_behind()
    assert person.calls == ["missing_blobs"]


def test_a_hub_that_is_away_gets_the_picture_and_the_edit_later(person: Person):
    [digest] = person.give(JPEG)
    person.failing = _away_at("keep_blob")
    with pytest.raises(HubUnavailable):
        person.exchange()
    assert person.desk.unsent()
    person.failing = lambda call: None
    person.exchange()
    assert person.kept == {digest: JPEG}


def test_a_restored_hub_is_given_what_it_lost(person: Person):
    copy = person.hub.copy()
    [digest] = person.give(JPEG)
    person.exchange()
    person.hub.restore(copy)
    person.exchange()
    assert person.kept == {digest: JPEG}
    assert person.desk.unsent() == []


def test_a_hub_restored_between_the_picture_and_the_edit_is_given_the_picture_again(person: Person):
    """It has lost nothing that anybody could notice."""
    copy = person.hub.copy()
    [digest] = person.give(JPEG)
    person.failing = _at("apply_ops", lambda: person.hub.restore(copy))
    person.exchange()
    assert person.kept == {digest: JPEG}
    assert person.desk.unsent() == []


def test_in_a_new_epoch_all_that_is_here_is_offered(person: Person):
    """The backup was made of a hub that had the edit and had lost the picture."""
    [digest] = person.give(JPEG)
    person.exchange()
    person.kept.clear()
    person.exchange()
    assert person.kept == {}
    person.hub.new_epoch()
    person.failing = _away_at("snapshot")  # the program ends there, or the line
    with pytest.raises(HubUnavailable):
        person.exchange()
    person.kept.clear()
    person.failing = lambda call: None
    person.exchange()
    assert person.kept == {digest: JPEG}


def _refuse(call: str) -> None:
    if call == "keep_blob":
        raise HubRefused("This login may only look.")


def _away_at(where: str) -> Callable[[str], None]:
    def away(call: str) -> None:
        if call == where:
            raise HubUnavailable("The line is down.")

    return away


def _at(where: str, act: Callable[[], Any]) -> Callable[[str], None]:
    done: list[bool] = []

    def once(call: str) -> None:
        if call == where and not done:
            done.append(True)
            act()

    return once
