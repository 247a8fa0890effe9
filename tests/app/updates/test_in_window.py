"""Looking in the background: after a while, then daily, when asked; never where it shall not."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator

import pytest

from lazi_desktop.app.surroundings import MachineSurroundings
from lazi_desktop.app.updates.in_window import Rhythm, WindowUpdates
from lazi_desktop.domain.update_news import UpdateNews, UpdateState
from tests.app.updates.conftest import Place

AT_ONCE = Rhythm(settled=0.0, first=0.01, every=3600.0, again=0.01, metered=0.01)
BY_HAND = Rhythm(settled=0.0, first=3600.0, every=3600.0)


class Metered(MachineSurroundings):
    is_metered = False
    asked = 0

    def metered(self) -> bool:
        self.asked += 1
        return self.is_metered


class Background:
    """What is told, and a way to wait for it."""

    def __init__(self, place: Place, rhythm: Rhythm) -> None:
        self.surroundings = Metered()
        self.told: list[UpdateNews] = []
        self._more = threading.Condition()
        self.updates = WindowUpdates(lambda: place.settings, place.updater, self.surroundings, rhythm)
        self.updates.follow(self._on_news)

    def _on_news(self, news: UpdateNews) -> None:
        with self._more:
            self.told.append(news)
            self._more.notify_all()

    def wait(self, *states: UpdateState) -> UpdateNews:
        with self._more:
            assert self._more.wait_for(lambda: any(one.state in states for one in self.told), 20), self.told
            return next(one for one in reversed(self.told) if one.state in states)


@pytest.fixture
def begin(place: Place) -> Iterator[Callable[[Rhythm], Background]]:
    begun: list[Background] = []

    def begin(rhythm: Rhythm) -> Background:
        made = Background(place, rhythm)
        begun.append(made)
        made.updates.start()
        return made

    yield begin
    for one in begun:
        one.updates.close()


def test_it_looks_by_itself_and_fetches(place: Place, begin) -> None:
    place.offer_program()
    background = begin(AT_ONCE)
    assert background.wait(UpdateState.READY).version == "0.2.0"
    assert background.updates.news.state is UpdateState.READY


def test_what_was_cut_off_goes_on_the_same_day(place: Place, begin) -> None:
    file = place.offer_program()
    place.server.pages[f"/{file.url}"].cut.extend([40, 60])
    background = begin(AT_ONCE)
    background.wait(UpdateState.READY)
    assert [one.range for one in place.server.asked if one.path == f"/{file.url}"] == [
        "",
        "bytes=40-",
        "bytes=100-",
    ]


def test_a_signature_that_comes_a_little_before_its_manifest_is_looked_at_again_the_same_day(
    place: Place, begin
) -> None:
    place.offer_program(sequence=7)
    former = place.server.pages["/stable.json"]
    place.offer_program(sequence=8)
    fresh = place.server.pages["/stable.json"]
    place.server.pages["/stable.json"] = former
    background = begin(AT_ONCE)
    assert "somebody may have changed it" in str(background.wait(UpdateState.REFUSED).error)
    place.server.pages["/stable.json"] = fresh
    background.wait(UpdateState.READY)


class Noted(Rhythm):
    """Tells how long each pause shall be."""

    pauses: queue.Queue[float] = queue.Queue()

    def jittered(self, seconds: float) -> float:
        self.pauses.put(seconds)
        return seconds


def test_what_is_refused_otherwise_waits_for_the_next_day(place: Place, begin) -> None:
    place.offer_program("0.0.9", least_version="0.0.1")
    rhythm = Noted(settled=0.0, first=0.01, every=3600.0, again=0.02)
    begin(rhythm).wait(UpdateState.REFUSED)
    assert [rhythm.pauses.get(timeout=20) for _ in range(2)] == [0.01, 3600.0]


def test_what_was_looked_at_today_is_not_asked_again(place: Place, begin) -> None:
    place.offer_program()
    place.look()
    asked = len(place.server.asked)
    background = begin(AT_ONCE)
    assert background.wait(UpdateState.READY).version == "0.2.0"
    background.updates.close()
    assert len(place.server.asked) == asked


def test_nothing_on_a_metered_network_but_what_a_person_asks_for(place: Place, begin) -> None:
    place.offer_program()
    background = Background(place, AT_ONCE)
    background.surroundings.is_metered = True
    background.updates.start()
    done = threading.Event()
    while background.surroundings.asked < 3:
        done.wait(0.005)
    assert not place.server.asked
    background.updates.look()
    background.wait(UpdateState.READY)
    background.updates.close()


@pytest.mark.parametrize(
    "settings, state",
    [({"channel": "off"}, UpdateState.OFF), ({"url": ""}, UpdateState.NO_SERVER)],
)
def test_off_asks_nothing_even_where_a_person_does(place: Place, begin, settings, state) -> None:
    place.offer_program()
    place.settings = place.settings.model_copy(update=settings)
    background = begin(AT_ONCE)
    assert background.updates.news.state is state
    background.updates.look()
    background.wait(state)
    background.updates.close()
    assert not place.server.asked


def test_what_is_set_meanwhile_counts_at_once(place: Place, begin) -> None:
    place.offer_program()
    url = place.settings.url
    place.settings = place.settings.model_copy(update={"url": ""})
    background = begin(BY_HAND)
    place.settings = place.settings.model_copy(update={"url": url})
    background.updates.look()
    background.wait(UpdateState.READY)


def test_one_that_was_never_started_is_closed(place: Place) -> None:
    background = Background(place, AT_ONCE)
    background.updates.close()
    assert not background.told


def test_pauses_differ() -> None:
    pauses = {Rhythm().jittered(100.0) for _ in range(50)}
    assert len(pauses) > 40
    assert all(75.0 <= one <= 125.0 for one in pauses)
