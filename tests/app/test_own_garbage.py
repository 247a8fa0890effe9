"""A cycle with widgets in it is freed on the UI thread, whichever thread has made most garbage."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator

import pytest

from lazi_desktop.app.application import run_application
from lazi_desktop.app.collector import collect_if_due
from lazi_desktop.app.own_garbage import OwnGarbage

PATIENCE_MS = 30_000


class Cycle:
    """Only a search for garbage frees it. Knows by which thread."""

    def __init__(self, freed_by: list[int]) -> None:
        self._freed_by = freed_by
        self.me = self

    def __del__(self) -> None:
        self._freed_by.append(threading.get_ident())


@pytest.fixture(autouse=True)
def automatic() -> Iterator[None]:
    """As in the program: Python looks for garbage by itself, and soon."""
    was, before = gc.isenabled(), gc.get_threshold()
    gc.collect()
    gc.enable()
    gc.set_threshold(500, 2, 2)
    yield
    gc.set_threshold(*before)
    if not was:
        gc.disable()


def make_much() -> list[list[int]]:
    """Enough for every generation to be looked through, while it is kept."""
    return [[number] for number in range(20_000)]


def in_another_thread(keeping: list[list[int]]) -> int:
    thread = threading.Thread(target=lambda: keeping.extend(make_much()))
    thread.start()
    thread.join()
    assert thread.ident is not None
    return thread.ident


def test_without_it_whoever_asks_for_memory_frees_them(qapp) -> None:
    freed_by: list[int] = []
    Cycle(freed_by)
    assert freed_by == [in_another_thread([])]


def test_the_ui_thread_frees_what_another_ones_work_made_due(qapp, qtbot) -> None:
    freed_by: list[int] = []
    with OwnGarbage():
        Cycle(freed_by)
        kept: list[list[int]] = []
        in_another_thread(kept)
        assert freed_by == []
        qtbot.waitUntil(lambda: bool(freed_by), timeout=PATIENCE_MS)
    assert freed_by == [threading.get_ident()]
    assert gc.isenabled()


def test_what_is_left_at_the_end_is_freed_before_others_may(qapp) -> None:
    freed_by: list[int] = []
    with OwnGarbage():
        Cycle(freed_by)
    assert freed_by == [threading.get_ident()]


def test_the_program_runs_with_it(qapp) -> None:
    freed_by: list[int] = []

    async def work() -> int:
        Cycle(freed_by)
        in_another_thread([])
        return 0

    run_application(qapp, work)
    assert freed_by == [threading.get_ident()]


def test_nothing_is_looked_for_before_it_is_due() -> None:
    freed_by: list[int] = []
    gc.disable()
    gc.set_threshold(1_000_000, 2, 2)
    Cycle(freed_by)
    collect_if_due()
    assert freed_by == []
    gc.set_threshold(500, 2, 2)
    kept = make_much()
    collect_if_due()
    assert freed_by == [threading.get_ident()]
    assert kept
