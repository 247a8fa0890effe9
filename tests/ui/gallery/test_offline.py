"""Keeping all pictures on this computer: what it would take, how far it is, and how it ends."""

from __future__ import annotations

import threading
from collections.abc import Callable, Collection
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.ports.pictures import GatherEstimate, GatherOutcome, GatherProgress
from lazi_desktop.ui.gallery.gallery_page import GalleryPage
from lazi_desktop.ui.gallery.offline.gallery_offline import GalleryOffline
from lazi_desktop.ui.gallery.offline.keeping_card import KeepingCard
from lazi_desktop.ui.gallery.offline.keeping_words import size_words
from tests.fakes.ui_fakes import FakeApp, FakeBook

MB = 1_000_000


class FakeRun:
    def __init__(self, tell: Callable[[GatherProgress], None]) -> None:
        self.tell = tell
        self.outcome: Future[GatherOutcome] = Future()
        self.is_cancelled = False

    def cancel(self) -> None:
        self.is_cancelled = True

    def elsewhere(self, work: Callable[[], object]) -> None:
        """As it comes: from another thread."""
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()


class FakeGatherer:
    def __init__(self) -> None:
        self.estimates: list[Future[GatherEstimate]] = []
        self.asked: list[Collection[str]] = []
        self.runs: list[FakeRun] = []

    @property
    def under_way(self) -> FakeRun | None:
        return self.runs[-1] if self.runs and not self.runs[-1].outcome.done() else None

    def estimate(self, addresses: Collection[str]) -> Future[GatherEstimate]:
        self.asked.append(addresses)
        self.estimates.append(Future())
        return self.estimates[-1]

    def gather(self, addresses: Collection[str], tell: Callable[[GatherProgress], None]) -> FakeRun:
        if self.under_way is not None:
            self.under_way.tell = tell
            return self.under_way
        self.runs.append(FakeRun(tell))
        return self.runs[-1]


class Desk:
    def __init__(self, folder: Path, qtbot: Any) -> None:
        self.qtbot = qtbot
        book = FakeBook(materials=12, services=0, equipment=0, fees=0)
        for number in range(8):
            picture = {"alias": None, "isDefault": True, "type": "Image", "url": f"Images/{number}.jpg"}
            book.mirror[book.skus[number]][1]["assets"] = [picture]
        self.app = FakeApp(folder, book)
        self.gatherer = FakeGatherer()
        self.broken: list[bool] = []
        self.app.context = replace(self.app.context, picture_gatherer=self.gatherer)
        self.page = GalleryPage(self.app.context)
        qtbot.addWidget(self.page)
        self.offline = GalleryOffline(
            self.app.context, self.gatherer, self.page, lambda: self.broken.append(True)
        )
        self.page.show()
        self.settle()

    def settle(self) -> None:
        self.app.settle(self.qtbot)

    def open(self, estimate: GatherEstimate | None = None) -> KeepingCard:
        QTest.mouseClick(self.offline.button, Qt.MouseButton.LeftButton)
        card = self.offline.card
        assert card is not None
        self.settle()
        if estimate is not None:
            self.gatherer.estimates[-1].set_result(estimate)
            self.qtbot.waitUntil(lambda: "Looking" not in card.words.text())
        return card

    def run(self) -> FakeRun:
        card = self.open(estimate())
        QTest.mouseClick(card.keep, Qt.MouseButton.LeftButton)
        return self.gatherer.runs[-1]


def estimate(*, here: int = 2, size: int | None = 42 * MB, room: int = 9_000 * MB) -> GatherEstimate:
    return GatherEstimate(total=8, here=here, size=size, room=room)


@pytest.fixture
def desk(qapp: Any, tmp_path: Path, qtbot: Any) -> Desk:
    return Desk(tmp_path, qtbot)


def test_what_it_takes_is_told_before_anything_is_fetched(desk: Desk) -> None:
    card = desk.open()
    assert card.words.text() == "Looking which pictures there are…"
    assert not card.keep.isEnabled()
    desk.gatherer.estimates[-1].set_result(estimate())
    desk.qtbot.waitUntil(card.keep.isEnabled)
    assert sorted(desk.gatherer.asked[0]) == [f"Images/{number}.jpg" for number in range(8)]
    assert card.words.text() == (
        "8 pictures are shown by entries; 2 of them are on this computer already."
        " The others take about 42 MB. The disk has 9.0 GB left."
    )
    assert not desk.gatherer.runs
    card.close()


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (estimate(here=8, size=0), "all of them are on this computer already"),
        (estimate(size=None), "How large the others are is known once some have come"),
        (GatherEstimate(total=0, here=0, size=0, room=1), "No entry shows a picture."),
    ],
)
def test_estimates_in_words(desk: Desk, found: GatherEstimate, said: str) -> None:
    card = desk.open(found)
    assert said in card.words.text()
    assert card.keep.isEnabled() == (found.missing > 0)
    card.close()


def test_a_disk_that_is_too_small_is_said(desk: Desk) -> None:
    card = desk.open(estimate(room=10 * MB))
    assert card.more.text() == "That is more than the disk has. What fits is kept."
    card.close()


def test_progress_is_shown_on_the_card_and_on_the_button_when_it_is_closed(desk: Desk) -> None:
    run = desk.run()
    card = desk.offline.card
    assert card is not None
    run.elsewhere(lambda: run.tell(GatherProgress(done=4, total=8, failed=1, size=20 * MB)))
    desk.qtbot.waitUntil(lambda: card.words.text() == "4 of 8 · 20 MB · 1 could not be had")
    assert (card.bar.value(), card.bar.maximum()) == (4, 8)
    assert card.stop.isVisible()
    card.close()
    assert desk.offline.button.text() == "Being kept: 50.0 %"
    assert not run.is_cancelled, "closing the card ends nothing"
    waiting = GatherProgress(done=4, total=8, failed=1, size=20 * MB, waits="Waits for the network.")
    run.elsewhere(lambda: run.tell(waiting))
    again = desk.open()
    desk.qtbot.waitUntil(lambda: again.more.text() == "Waits for the network.")
    assert len(desk.gatherer.runs) == 1
    done = GatherOutcome(total=8, here=8, came=6, size=42 * MB, problems={})
    again.close()
    run.elsewhere(lambda: run.outcome.set_result(done))
    desk.qtbot.waitUntil(lambda: desk.app.notifier.told == ["All 8 pictures are on this computer."])
    assert desk.offline.button.text() == "Keep offline…"


def test_it_can_be_stopped_and_gone_on_with(desk: Desk) -> None:
    run = desk.run()
    card = desk.offline.card
    assert card is not None
    desk.qtbot.waitUntil(card.stop.isVisible)
    QTest.mouseClick(card.stop, Qt.MouseButton.LeftButton)
    assert run.is_cancelled
    ended = GatherOutcome(total=8, here=5, came=3, size=9 * MB, problems={}, is_cancelled=True)
    run.elsewhere(lambda: run.outcome.set_result(ended))
    desk.qtbot.waitUntil(
        lambda: card.words.text() == "Ended. 5 of 8 pictures are on this computer, and stay."
    )
    assert card.keep.text() == "Go on"
    QTest.mouseClick(card.keep, Qt.MouseButton.LeftButton)
    assert len(desk.gatherer.runs) == 2
    card.close()


def test_those_that_could_not_be_had_are_told_with_reasons_and_shown(desk: Desk) -> None:
    run = desk.run()
    card = desk.offline.card
    assert card is not None
    gone = PictureProblem(PictureFlaw.NOT_THERE, "ServiceTitan does not have it any more.")
    outcome = GatherOutcome(
        total=8, here=6, came=4, size=9 * MB, problems={"Images/1.jpg": gone, "Images/2.jpg": gone}
    )
    run.elsewhere(lambda: run.outcome.set_result(outcome))
    desk.qtbot.waitUntil(card.broken.isVisible)
    assert card.words.text() == "6 of 8 pictures are on this computer; 2 could not be had."
    assert card.more.text() == "2 × ServiceTitan does not have it any more."
    QTest.mouseClick(card.broken, Qt.MouseButton.LeftButton)
    assert desk.broken == [True]


def test_a_full_disk_ends_it_in_words(desk: Desk) -> None:
    run = desk.run()
    card = desk.offline.card
    assert card is not None
    full: LaziError = PictureProblem(
        PictureFlaw.DISK_FULL, "Make room on the disk.", title="The disk is full"
    )
    run.elsewhere(lambda: run.outcome.set_exception(full))
    desk.qtbot.waitUntil(lambda: card.words.text() == "The disk is full")
    assert card.more.text() == "Make room on the disk."
    assert card.keep.isEnabled()
    card.close()


@pytest.mark.parametrize(
    ("size", "words"), [(0, "0 kB"), (900, "1 kB"), (42 * MB, "42 MB"), (1_320 * MB, "1.3 GB")]
)
def test_sizes_in_words(size: int, words: str) -> None:
    assert size_words(size) == words
