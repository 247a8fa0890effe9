"""Pictures over a real workspace, with real decoding: files onto an entry, one of them edited, undone, found again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.domain.pictures import Crop, local_digest
from lazi_desktop.images.added import AddedPictureFiles
from lazi_desktop.images.tools import DecoderTools
from lazi_desktop.ports.sku_query import SkuQuery
from lazi_desktop.ui.editors.assets.control import AssetsControl
from lazi_desktop.ui.picture_editor.editor import PictureEditor
from tests.fakes.feed import FeedMaker, sku
from tests.ui.real_window import RealWindow

RED, GREEN, BLUE, YELLOW = (200, 30, 30), (30, 160, 60), (30, 60, 200), (220, 210, 40)
PATIENCE = 30_000


class Desk:
    def __init__(self, folder: Path, qtbot: Any) -> None:
        self.folder, self.qtbot = folder, qtbot
        self.open()
        self.window.feed(FeedMaker().mirrors([sku(101, "PU-1", "Pump union"), sku(102, "PU-2", "Pump")]))

    def open(self) -> None:
        self.window = RealWindow(self.folder, UUID(int=4), self.qtbot)
        self.tools = DecoderTools()
        self.kept = AddedPictureFiles(self.folder / "added pictures")
        self.window.context = replace(self.window.context, picture_tools=self.tools, added_pictures=self.kept)

    def show(self) -> None:
        self.window.show()
        self.window.page.tree.show_tree(Tree.MATERIALS)
        self.window.settle()
        self.window.page.grid.grid.select_position(0, 1)
        self.window.settle()
        self.window.page.inspector.panel.go_to_tab("Images")

    def close(self) -> None:
        self.window.close()
        self.tools.close()

    @property
    def control(self) -> AssetsControl:
        form = self.window.page.inspector.form
        assert form is not None
        control = form.editors["assets"].control
        assert isinstance(control, AssetsControl)
        return control

    def assets(self) -> list[dict[str, Any]]:
        queries = self.window.context.queries
        (row, *_) = queries.rows(queries.find(SkuQuery(tree=Tree.MATERIALS)), ("assets",))
        return list(row.more["assets"] or ())

    def drop(self, *paths: Path) -> None:
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        view = self.control.view
        place = QPointF(view.viewport().rect().center())
        button, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
        view.dropEvent(QDropEvent(place, Qt.DropAction.CopyAction, data, button, held))

    def until(self, said: str) -> None:
        self.qtbot.waitUntil(lambda: self.control.line.words.text() == said, timeout=PATIENCE)
        self.window.settle()

    def picture(self, place: int) -> Image.Image:
        """As it is kept on this computer."""
        digest = local_digest(self.assets()[place]["url"])
        assert digest is not None
        content = self.kept.read(digest)
        assert content is not None
        return Image.open(BytesIO(content)).convert("RGB")


@pytest.fixture
def desk(tmp_path: Path, qtbot) -> Iterator[Desk]:
    desk = Desk(tmp_path / "profile", qtbot)
    desk.show()
    yield desk
    desk.close()


def quarters(path: Path, width: int = 800, height: int = 600) -> Path:
    """Red and green above, blue and yellow below."""
    picture = Image.new("RGB", (width, height), RED)
    half = width // 2, height // 2
    for colour, corner in ((GREEN, (half[0], 0)), (BLUE, (0, half[1])), (YELLOW, half)):
        picture.paste(colour, (*corner, corner[0] + half[0], corner[1] + half[1]))
    picture.save(path, quality=95)
    return path


def corners(picture: Image.Image) -> list[tuple[int, ...]]:
    """Of its four quarters, as one reads."""
    width, height = picture.size
    places = [(x * width // 4, y * height // 4) for y in (1, 3) for x in (1, 3)]
    return [near(picture.getpixel(place)) for place in places]


def near(found: Any) -> tuple[int, ...]:
    known = (RED, GREEN, BLUE, YELLOW, (255, 255, 255))
    return min(known, key=lambda one: sum(abs(a - b) for a, b in zip(one, found, strict=True)))


def test_files_are_added_and_what_is_none_is_said_in_words(desk: Desk, tmp_path: Path) -> None:
    (tmp_path / "notes.jpg").write_text("Call the vendor about the seal.", encoding="utf-8")
    (tmp_path / "logo.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    (tmp_path / "phone.heic").write_bytes(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(64))
    paths = [
        quarters(tmp_path / "pump.jpg"),
        *(tmp_path / name for name in ("notes.jpg", "logo.svg", "phone.heic")),
    ]
    desk.drop(*paths, tmp_path / "vanished.jpg")
    desk.until("Added 1 picture. 4 could not be added.")
    (added,) = desk.assets()
    assert (added["alias"], added["isDefault"], added["type"]) == ("pump", True, "Image")
    outcome = desk.control.line.outcome
    assert outcome is not None
    assert [one.name for one in outcome.left_out] == ["notes.jpg", "logo.svg", "phone.heic", "vanished.jpg"]
    assert all(one.why.endswith(".") for one in outcome.left_out)


def test_an_edited_picture_is_what_was_seen(desk: Desk, tmp_path: Path) -> None:
    desk.drop(quarters(tmp_path / "pump.jpg"))
    desk.until("Added 1 picture.")
    before = desk.assets()
    assert corners(desk.picture(0)) == [RED, GREEN, BLUE, YELLOW]
    desk.control.view.choose([before[0]["url"]])
    desk.control.do("edit")
    (editor,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, PictureEditor)]
    desk.qtbot.waitUntil(lambda: editor.tools.turn_right.isEnabled(), timeout=PATIENCE)
    editor.tools.turn_right.click()
    seen = [BLUE, RED, YELLOW, GREEN]
    assert shown(editor) == seen
    editor.tools.mirror.click()
    assert shown(editor) == [RED, BLUE, GREEN, YELLOW]
    editor.canvas.framed.emit(Crop(0, 0, 1, 0.5), "drag")
    with desk.qtbot.waitSignal(editor.finished, timeout=PATIENCE):
        editor.save.click()
    desk.window.settle()
    after = desk.picture(0)
    assert after.size == (600, 400)
    assert corners(after) == [RED, BLUE, RED, BLUE]
    assert desk.assets()[0]["alias"] == "pump"
    desk.window.context.edits.undo(initiator=desk.window.page)
    desk.window.settle()
    assert desk.assets() == before


def shown(editor: PictureEditor) -> list[tuple[int, ...]]:
    """What the canvas draws."""
    image = editor.canvas._turned().toImage()
    width, height = image.width(), image.height()
    places = [(x * width // 4, y * height // 4) for y in (1, 3) for x in (1, 3)]
    return [
        near((ink.red(), ink.green(), ink.blue())) for ink in (image.pixelColor(*place) for place in places)
    ]


def test_after_a_restart_it_is_still_there(desk: Desk, tmp_path: Path) -> None:
    desk.drop(quarters(tmp_path / "pump.jpg"))
    desk.until("Added 1 picture.")
    desk.close()
    desk.open()
    desk.show()
    assert corners(desk.picture(0)) == [RED, GREEN, BLUE, YELLOW]
    desk.window.context.edits.undo(initiator=desk.window.page)
    desk.window.settle()
    assert desk.assets() == []
