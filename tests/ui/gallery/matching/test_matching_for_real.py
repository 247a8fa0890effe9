"""A folder matched in the real window, over a workspace on the disk, with real files and what reads them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from lazi_desktop.domain.assets import read_assets
from lazi_desktop.domain.matching.review import Part
from lazi_desktop.domain.pictures import local_digest
from lazi_desktop.images.added import AddedPictureFiles
from lazi_desktop.images.tools import DecoderTools
from lazi_desktop.ports.pictures import PictureFact
from lazi_desktop.ui.gallery.matching.joining import FolderMatching
from lazi_desktop.ui.gallery.matching.match_panel import MatchPanel
from tests.fakes.feed import EPOCH, FeedMaker, key_of, sku
from tests.images.samples import halves, heic, jpeg, photo, saved
from tests.ui.real_window import RealWindow

VENDOR = {"vendorId": 5, "vendorName": "SCP", "vendorPart": "SCP-40312", "cost": 4}
PUMP = sku(11, "PUMP-27", "Variable speed pump 2.7 HP")
UNION = sku(12, "UN-1000", '2" Check valve union', primary_vendor=VENDOR, other_vendors=[VENDOR])
LIGHT = sku(13, "LED-9", "Niche light", kind="service")


@pytest.fixture
def window(tmp_path: Path, qtbot) -> Iterator[RealWindow]:
    window = RealWindow(tmp_path, UUID(int=9), qtbot)
    replica = window.workspace.replica
    window.workspace.writer.submit(lambda: replica.begin_snapshot(EPOCH)).result()
    window.workspace.writer.submit(
        lambda: replica.apply_snapshot(FeedMaker().mirrors([PUMP, UNION, LIGHT]))
    ).result()
    window.workspace.writer.submit(lambda: replica.end_snapshot(EPOCH, 3, None)).result()
    tools = DecoderTools()
    window.context = replace(
        window.context, picture_tools=tools, added_pictures=AddedPictureFiles(tmp_path / "added pictures")
    )
    window.show()
    yield window
    window.close()
    tools.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "Spring"
    (folder / "PUMP-27").mkdir(parents=True)
    (folder / "PUMP-27" / "IMG_1.jpg").write_bytes(jpeg(900, 700))
    (folder / "pump 27 (2).JPG").write_bytes(saved(photo(1600, 1200), quality=80))
    (folder / "scp 40312.png").write_bytes(saved(halves(800, 600), "PNG"))
    (folder / "IMG_2.jpg").write_bytes(saved(halves(640, 480), quality=90))
    (folder / "LED-9.jpg").write_text("this is a text")
    (folder / "IMG_3.heic").write_bytes(heic())
    (folder / "UN-1000.jpg").write_bytes(jpeg(900, 700)[:900])
    return folder


def pictures(window: RealWindow, payload: dict) -> list[str]:
    detail = window.workspace.queries.detail(key_of(payload))
    assert detail is not None
    return [one.address for one in read_assets(detail.effective.get("assets"))]


def opened(window: RealWindow, folder: Path, qtbot) -> MatchPanel:
    window.window.open_page("gallery")
    matching = window.opened.gallery.findChild(FolderMatching)
    assert matching is not None
    matching.open(folder)
    panel = matching.panel
    assert panel is not None
    qtbot.waitUntil(lambda: panel.review.files is not None, timeout=30_000)
    qtbot.waitUntil(lambda: window.tasks.idle)
    return panel


def test_from_the_folder_to_the_skus_and_back(window: RealWindow, folder: Path, qtbot):
    panel = opened(window, folder, qtbot)
    review = panel.review.decisions.review
    names = {line.proposal.photo.name: line for line in review.lines}
    assert {name for name, line in names.items() if line.problem} == {
        "LED-9.jpg", "IMG_3.heic", "UN-1000.jpg",
    }  # fmt: skip
    assert "HEIC" in names["IMG_3.heic"].problem
    assert names["IMG_1.jpg"].sku == names["pump 27 (2).JPG"].sku == key_of(PUMP)
    assert names["scp 40312.png"].sku == key_of(UNION)
    panel.review.accept_all.click()

    panel.review.show_part(Part.REST)
    QTest.keyClicks(panel.review.sheet.view, "led-9")
    finder = panel.review.sheet.finder
    QTest.keyClicks(finder.field, "")
    qtbot.waitUntil(lambda: [row.code for row in finder.rows()] == ["LED-9"])
    QTest.keyClick(finder.field, Qt.Key.Key_Return)
    assert review.lines[names["IMG_2.jpg"].place].sku == key_of(LIGHT)

    assert pictures(window, PUMP) == []
    panel.bar.add.click()
    qtbot.waitUntil(lambda: not panel.taking.is_busy, timeout=30_000)
    qtbot.waitUntil(lambda: window.tasks.idle)
    assert [len(pictures(window, one)) for one in (PUMP, UNION, LIGHT)] == [2, 1, 1]
    kept = window.context.added_pictures
    assert kept is not None
    for address in pictures(window, PUMP):
        digest = local_digest(address)
        assert digest is not None
        assert kept.read(digest)
    assert window.workspace.queries.undo_labels()[0] == "Add 4 pictures from a folder"
    window.context.edits.undo(initiator=panel)
    qtbot.waitUntil(lambda: window.tasks.idle)
    assert [pictures(window, one) for one in (PUMP, UNION, LIGHT)] == [[], [], []]
    assert (review.count(Part.ADDED), len(review.accepted)) == (0, 4), "the review follows"
    window.context.edits.redo(initiator=panel)
    qtbot.waitUntil(lambda: window.tasks.idle)
    assert (review.count(Part.ADDED), len(review.accepted)) == (4, 0)
    panel.review.table.setFocus()
    QTest.keyClick(panel.review.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: review.count(Part.ADDED) == 0)
    qtbot.waitUntil(lambda: window.tasks.idle)
    assert [pictures(window, one) for one in (PUMP, UNION, LIGHT)] == [[], [], []]


def test_the_review_waits_while_one_looks_at_other_pages(window: RealWindow, folder: Path, qtbot):
    panel = opened(window, folder, qtbot)
    panel.review.accept_all.click()
    accepted = [line.place for line in panel.review.decisions.review.accepted]
    panel.back.click()
    assert not panel.isVisible()
    window.window.open_page("pricebook")
    window.window.open_page("gallery")
    window.opened.gallery.actions_by_name["gallery_match"].trigger()
    qtbot.waitUntil(panel.isVisible)
    assert [line.place for line in panel.review.decisions.review.accepted] == accepted != []
    assert QApplication.focusWidget() is panel.review.table
    window.settle()


def test_ctrl_z_in_the_review_takes_a_decision_back_and_no_edit(window: RealWindow, folder: Path, qtbot):
    panel = opened(window, folder, qtbot)
    panel.review.accept_all.click()
    panel.bar.add.click()
    qtbot.waitUntil(lambda: not panel.taking.is_busy, timeout=30_000)
    qtbot.waitUntil(lambda: window.tasks.idle)
    panel.review.show_part(Part.REST)
    QTest.keyClick(panel.review.sheet.view, Qt.Key.Key_Delete)
    assert panel.review.decisions.review.count(Part.REJECTED) == 1
    panel.review.show_part(Part.REJECTED)
    QTest.keyClick(panel.review.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert panel.review.decisions.review.count(Part.REJECTED) == 0
    window.settle()
    assert len(pictures(window, PUMP)) == 2


def test_what_is_known_of_looks_finds_the_sku(window: RealWindow, folder: Path, tmp_path: Path, qtbot):
    """The picture that was added is found again in another folder, scaled and packed anew."""
    panel = opened(window, folder, qtbot)
    names = {line.proposal.photo.name: line.place for line in panel.review.decisions.review.lines}
    panel.review.decisions.assign([names["IMG_2.jpg"]], key_of(LIGHT))
    panel.bar.add.click()
    qtbot.waitUntil(lambda: not panel.taking.is_busy, timeout=30_000)
    qtbot.waitUntil(lambda: window.tasks.idle)
    (address,) = pictures(window, LIGHT)
    tools, kept = window.context.picture_tools, window.context.added_pictures
    assert tools is not None
    assert kept is not None
    look = tools.look(kept.read(local_digest(address) or "") or b"").result(20)
    window.workspace.picture_facts.found(PictureFact(address, look))
    window.workspace.writer.submit(lambda: None).result()
    other = tmp_path / "Later"
    other.mkdir()
    (other / "IMG_900.jpg").write_bytes(saved(halves(1280, 960), quality=60))
    (other / "IMG_901.jpg").write_bytes(saved(photo(1280, 960)))
    qtbot.waitUntil(lambda: len(window.workspace.queries.known_looks()) == 1)
    panel.open_folder(other)
    qtbot.waitUntil(
        lambda: panel.review.files is not None and panel.review.files.folder == other, timeout=30_000
    )
    lines = {line.proposal.photo.name: line for line in panel.review.decisions.review.lines}
    assert lines["IMG_900.jpg"].sku == key_of(LIGHT)
    assert lines["IMG_901.jpg"].sku is None
    window.settle()


def test_a_review_is_not_lost_with_the_window_unasked(window: RealWindow, folder: Path, qtbot):
    panel = opened(window, folder, qtbot)
    panel.review.accept_all.click()
    count = len(panel.review.decisions.review.accepted)
    window.window.close()
    question = window.window.leaving.question
    assert question is not None
    assert f"{count} pictures were accepted and are not added yet." in [
        one.text() for one in question.findChildren(QLabel)
    ]
    question.reject()
    assert window.window.isVisible()
    assert len(panel.review.decisions.review.accepted) == count
