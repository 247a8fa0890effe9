"""Facts on their way into the workspace: gathered, written in lots, found again where they could not be kept."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import TypeVar

import pytest

from lazi_desktop.domain.errors import WorkspaceProblem
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.pictures import PictureFlaw
from lazi_desktop.ports.pictures import PictureFact
from lazi_desktop.ports.workspace import WriterThread
from lazi_desktop.store.workspace import picture_facts
from lazi_desktop.store.workspace.picture_facts import SqlitePictureFacts
from lazi_desktop.store.workspace.pictures import PictureTables
from tests.fakes.feed import FeedMaker, key_of, sku
from tests.store.workspace.conftest import Desk

T = TypeVar("T")
SKUS = [
    sku(number, f"E-{number}", "Elbow", assets=[{"type": "Image", "url": f"Images/{number}.jpg"}])
    for number in range(1, 8)
]


def flaw(number: int, what: PictureFlaw = PictureFlaw.EMPTY) -> PictureFact:
    return PictureFact(f"Images/{number}.jpg", flaw=what)


class Lane:
    """The store's thread; `refuses` makes everything fail on the way there."""

    def __init__(self, thread: WriterThread) -> None:
        self._thread = thread
        self.refuses = False
        self.lots = 0

    def submit(self, work: Callable[[], T]) -> Future[T]:
        self.lots += 1
        if not self.refuses:
            return self._thread.submit(work)
        future: Future[T] = Future()
        future.set_exception(WorkspaceProblem("There is no room left on the disk."))
        return future


class Heard:
    def __init__(self) -> None:
        self.all: list[frozenset[EntityKey]] = []
        self._news = threading.Condition()

    def __call__(self, keys: frozenset[EntityKey]) -> None:
        with self._news:
            self.all.append(keys)
            self._news.notify_all()

    def wait(self, times: int) -> None:
        with self._news:
            assert self._news.wait_for(lambda: len(self.all) >= times, 30)


@pytest.fixture
def lane(desk: Desk) -> Lane:
    desk.start(FeedMaker().mirrors(SKUS))
    return Lane(desk.open.replication)


def facts_over(desk: Desk, lane: Lane, *, pause: float = 0) -> SqlitePictureFacts:
    database = desk.open.workspace._db
    return SqlitePictureFacts(database, PictureTables(database), lane, pause=pause)


@pytest.fixture
def facts(desk: Desk, lane: Lane) -> Iterator[SqlitePictureFacts]:
    made = facts_over(desk, lane)
    yield made
    made.close()


def test_what_could_not_be_kept_is_taken_when_it_is_found_again(
    desk: Desk, facts: SqlitePictureFacts, lane: Lane
) -> None:
    heard = facts.tell = Heard()
    lane.refuses = True
    facts.found(flaw(1))
    _wait(lambda: lane.lots > 0)
    assert desk.open.queries.broken_pictures() == []
    lane.refuses = False

    def found_again() -> bool:
        facts.found(flaw(1))
        return bool(heard.all)

    _wait(found_again)
    assert heard.all == [{key_of(SKUS[0])}]
    assert [one.address for one in desk.open.queries.broken_pictures()] == ["Images/1.jpg"]


def test_the_same_fact_is_written_once(facts: SqlitePictureFacts, lane: Lane) -> None:
    heard = facts.tell = Heard()
    facts.found(flaw(1))
    heard.wait(1)
    facts.found(flaw(1))
    facts.found(flaw(1, PictureFlaw.CUT_OFF))
    heard.wait(2)
    assert lane.lots == 2


def test_many_are_written_in_lots_and_told_of_without_names(
    desk: Desk, lane: Lane, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(picture_facts, "LOT", 2)
    monkeypatch.setattr(picture_facts, "MANY", 5)
    facts = facts_over(desk, lane, pause=60)
    heard = facts.tell = Heard()
    for number in range(1, 8):
        facts.found(flaw(number))
    facts.close()  # what gathered is written at once then
    assert heard.all == [frozenset()]
    assert lane.lots == 4
    assert len(desk.open.queries.broken_pictures()) == 7


def _wait(until: Callable[[], bool]) -> None:
    """For what no one tells of."""
    ticking = threading.Event()
    for _ in range(3000):
        if until():
            return
        ticking.wait(0.01)
    raise AssertionError("it never came to that")
