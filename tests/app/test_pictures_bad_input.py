"""What people drop that is no picture, or too much of one; what stands behind addresses; disks that are full, and hosts
that refuse. Through the window, with real files, the real decoding processes, HTTP, PostgreSQL and SQLite."""

from __future__ import annotations

import http.server
import itertools
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from lazi_desktop.app.desktop import Desktop
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.domain.keys import EntityKey, pulled_key
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.pictures import local_digest
from lazi_desktop.ports.engine import PushReport, PushResult
from lazi_desktop.simulator import RunningSimulator
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.members import create_tenant
from lazi_desktop.ui.editors.entity_panel import EntityPanel
from lazi_desktop.ui.picture_adding.adding import Outcome
from lazi_desktop.ui.picture_adding.outcome_words import details_of, outcome_words
from lazi_desktop.ui.push.preview_dialog import Look
from lazi_desktop.ui.theme.apply import apply_theme
from tests.app.photo_files import a_photo
from tests.app.windows import PATIENCE_MS, a_desktop, previewed, pull
from tests.faults.disks import fill, small_disk
from tests.images.samples import halves, heic, jpeg, opened, photo, png_that_says, saved

_environments = itertools.count(1)
Make = Callable[[Path], "Desk"]


class Desk:
    """Somebody at an entry without pictures, whose header is before them."""

    def __init__(self, desktop: Desktop, simulator: RunningSimulator, qtbot: Any) -> None:
        self.desktop, self.simulator, self.qtbot = desktop, simulator, qtbot
        self.outcomes: list[Outcome] = []
        self.panel.adding.ended.connect(self.outcomes.append)
        self.number = 0

    @property
    def panel(self) -> EntityPanel:
        return self.desktop.opened.pricebook.inspector.panel

    def wait(self, condition: Callable[[], bool]) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE_MS)

    def goes_to(self, number: int) -> None:
        self.number = number
        self.desktop.opened.pricebook.show_entity(self.key)
        panel = self.panel
        self.wait(
            lambda: self.desktop.tasks.idle and panel.subject is not None and self.key in panel.subject.keys
        )

    @property
    def key(self) -> EntityKey:
        return pulled_key(self.desktop.tenant_id, EntityKind.SERVICE, self.number)

    def drops(self, urls: Sequence[QUrl], *, between: Callable[[], object] = lambda: None) -> Outcome:
        """`between`: while the mouse is still down."""
        data = QMimeData()
        data.setUrls(list(urls))
        before = len(self.outcomes)
        drop(self.panel.header, data, between)
        self.wait(lambda: len(self.outcomes) > before and self.desktop.tasks.idle)
        assert self.panel.line.isVisible()
        assert self.panel.line.words.text() == outcome_words(self.outcomes[-1])
        return self.outcomes[-1]

    def drops_files(self, *paths: Path) -> Outcome:
        return self.drops([QUrl.fromLocalFile(str(path)) for path in paths])

    def assets(self) -> list[Mapping[str, Any]]:
        detail = self.desktop.context.queries.detail(self.key)
        assert detail is not None
        return list(detail.effective["assets"] or ())

    def content(self, place: int) -> bytes:
        digest = local_digest(str(self.assets()[place]["url"]))
        assert digest is not None
        found = self.desktop.pictures.added.read(digest)
        assert found is not None
        return found

    def pushes(self) -> PushReport:
        preview = previewed(self.desktop, self.qtbot)
        self.wait(lambda: preview.look is Look.READ and self.desktop.tasks.idle)
        return self._sends(preview.push.click)

    def tries_again(self) -> PushReport:
        report = self.desktop.opened.push.panel.report
        self.wait(lambda: report.retry.text().startswith("Retry"))
        return self._sends(report.retry.click)

    def _sends(self, begin: Callable[[], object]) -> PushReport:
        finished = self.desktop.opened.signals.push_finished
        with self.qtbot.waitSignal(finished, timeout=2 * PATIENCE_MS) as heard:
            begin()
        self.wait(lambda: self.desktop.tasks.idle)
        report: PushReport = heard.args[0]
        return report

    def uploads(self) -> int:
        asked = self.simulator.requests()
        return sum(one["method"] == "POST" and one["path"].endswith("/images") for one in asked)


def drop(widget: QWidget, data: QMimeData, between: Callable[[], object]) -> None:
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entering = QDragEnterEvent(QPoint(20, 20), copy, data, left, none)
    QApplication.sendEvent(widget, entering)
    assert entering.isAccepted()
    between()
    QApplication.sendEvent(widget, QDropEvent(QPointF(20, 20), copy, data, left, none))


@pytest.fixture
def make(
    qapp: QApplication, simulator: RunningSimulator, server: EmbeddedPostgres, qtbot: Any
) -> Iterator[Make]:
    apply_theme(qapp, "light")
    made: list[Any] = []

    def at(profile: Path) -> Desk:
        environment = f"badpictures{next(_environments)}"
        create_tenant(server.admin_url, simulator.tenant, environment)
        window = a_desktop(simulator, server, profile, environment, login=f"bad_pictures_{environment}")
        made.append(window)
        desk = Desk(window.__enter__(), simulator, qtbot)
        pull(desk.desktop, qtbot)
        desk.goes_to(bare(simulator)[0])
        return desk

    yield at
    for window in made:
        window.__exit__(None, None, None)


@pytest.fixture
def desk(make: Make, tmp_path: Path) -> Desk:
    return make(tmp_path / "profile")


def bare(simulator: RunningSimulator) -> list[int]:
    """Services without pictures."""
    return [one["id"] for one in simulator.items("service") if one["active"] and not one["assets"]]


# ------------------------------------------------------------------------------------------------------ files

PANORAMA = 40_000
LEFT_OUT = {
    "a text.jpg": "It is a text, not a picture, whatever its name says.",
    "bomb.png": "It has 60000 × 60000 pixels, more than can be shown.",
    "cut off.jpg": "The file is cut off: a part of it is missing.",
    "drawing.svg": "It is a SVG picture, which cannot be shown here. Save it as JPEG or PNG.",
    "empty.jpg": "The file is empty.",
    "from a phone.heic": "It is a HEIC picture, which cannot be shown here. Save it as JPEG or PNG.",
}
REMARKS = {
    "moving.gif": "It moves: its first frame was taken.",
    "panorama.jpg": f"It was scaled down from {PANORAMA:,} × 400 to 2,560 × 26 pixels.",
    "press.jpg": "Its colours were those of a printing press (CMYK); they became those of a screen.",
}


def all_kinds() -> dict[str, bytes]:
    moving = [halves(200, 150), halves(150, 200).resize((200, 150))]
    return {
        "a good one.jpg": a_photo(1),
        "a text.jpg": b"Dear Sam, here are the photos.\n" * 40,
        "another good one.png": saved(halves(600, 450), "PNG"),
        "bomb.png": png_that_says(60_000, 60_000),
        "cut off.jpg": saved(photo(800, 600))[:6_000],
        "drawing.svg": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><rect/></svg>',
        "empty.jpg": b"",
        "from a phone.heic": heic(),
        "moving.gif": saved(moving[0], "GIF", save_all=True, append_images=moving[1:], duration=50),
        "panorama.jpg": jpeg(PANORAMA, 400),
        "press.jpg": saved(halves(600, 450).convert("CMYK")),
    }


def test_a_folder_of_everything_adds_what_is_good_and_says_the_rest_file_by_file(
    desk: Desk, tmp_path: Path
) -> None:
    folder = tmp_path / "from Sam"
    folder.mkdir()
    for name, content in all_kinds().items():
        (folder / name).write_bytes(content)
    outcome = desk.drops_files(folder)
    told = dict(details_of(outcome))
    assert {name: told[name] for name in LEFT_OUT} == LEFT_OUT
    said = {(name, words) for name, words in details_of(outcome) if name in REMARKS}
    assert set(REMARKS.items()) <= said
    assert [one["alias"] for one in desk.assets()] == [
        "a good one", "another good one", "moving", "panorama", "press",
    ]  # fmt: skip
    assert f"{len(LEFT_OUT)} could not be added." in desk.panel.line.words.text()
    assert desk.desktop.context.queries.undo_labels()[0] == "Add 5 pictures"
    sizes = [opened(desk.content(place)).size for place in range(5)]
    assert sizes[3] == (2_560, 26)
    assert opened(desk.content(4)).mode == "RGB"
    desk.desktop.opened.window.undo()
    desk.wait(lambda: not desk.assets())


def test_a_file_that_vanishes_during_the_drop_is_said_and_the_others_arrive(
    desk: Desk, tmp_path: Path
) -> None:
    here, gone = tmp_path / "here.jpg", tmp_path / "gone.jpg"
    for seed, path in enumerate((here, gone), 1):
        path.write_bytes(a_photo(seed))
    outcome = desk.drops([QUrl.fromLocalFile(str(path)) for path in (gone, here)], between=gone.unlink)
    assert [one.name for one in outcome.left_out] == ["gone.jpg"]
    assert "not there" in outcome.left_out[0].why
    assert [one["alias"] for one in desk.assets()] == ["here"]


def test_two_files_for_one_entry_stand_in_their_order_the_first_for_the_entry(
    desk: Desk, tmp_path: Path
) -> None:
    paths = [tmp_path / name for name in ("pump-2.jpg", "pump-10.jpg")]
    for seed, path in enumerate(paths, 1):
        path.write_bytes(a_photo(seed))
    desk.drops_files(*paths)
    assert [(one["alias"], one["isDefault"]) for one in desk.assets()] == [
        ("pump-2", True),
        ("pump-10", False),
    ]
    report = desk.pushes()
    assert [one.result for one in report.fields] == [PushResult.VERIFIED]
    there = desk.simulator.item("service", desk.number)["assets"]
    assert [(one["alias"], one["isDefault"]) for one in there] == [("pump-2", True), ("pump-10", False)]


# ------------------------------------------------------------------------------------------------ addresses


class Web(http.server.BaseHTTPRequestHandler):
    """What stands behind an address."""

    picture = a_photo(7)
    kinds = all_kinds()

    def do_GET(self) -> None:
        if self.path == "/private.jpg":
            self._goes_on("http://10.0.0.1/router.jpg")
        elif self.path.startswith("/round/"):
            self._goes_on(f"/round/{self.path.rpartition('/')[2]}x")
        elif self.path == "/page.jpg":
            self._gives(b"<!doctype html><html><body>Sign in</body></html>", "text/html")
        elif self.path == "/endless.jpg":
            self._never_ends()
        elif self.path.startswith("/kinds/"):
            self._gives(self.kinds[unquote(self.path).rpartition("/")[2]], "image/jpeg")
        else:
            self._gives(self.picture, "image/jpeg")

    def _goes_on(self, address: str) -> None:
        self.send_response(302)
        self.send_header("Location", address)
        self.end_headers()

    def _gives(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _never_ends(self) -> None:
        self.send_response(200)
        self.end_headers()
        try:
            self.wfile.write(self.picture)
            while True:
                self.wfile.write(bytes(1 << 16))
        except OSError:
            return  # whoever asked has had enough

    def log_message(self, format: str, *args: Any) -> None:
        """Nobody reads it."""


@pytest.fixture
def web() -> Iterator[str]:
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Web) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_what_servicetitan_shows_that_is_none_is_said_at_its_place_and_takes_nothing_down(
    desk: Desk, web: str, simulator: RunningSimulator
) -> None:
    numbers = [one["id"] for one in simulator.items("service") if one["active"]][-len(LEFT_OUT) - 1 :]
    names = [*LEFT_OUT, "a good one.jpg"]
    for number, name in zip(numbers, names, strict=True):
        address = f"{web}/kinds/{quote(name)}"
        picture = {"type": "Image", "url": address, "isDefault": True}
        simulator.office_edit("service", number, {"assets": [picture]})
    pull(desk.desktop, desk.qtbot)
    tile = desk.panel.header.tile
    for number, name in zip(numbers, names, strict=True):
        desk.goes_to(number)
        if name in LEFT_OUT:
            desk.wait(lambda words=LEFT_OUT[name]: words in tile.toolTip())  # type: ignore[misc]
            assert tile.picture.pixmap is None
        else:
            desk.wait(lambda: tile.picture.pixmap is not None)


def test_addresses_that_lead_nowhere_good_are_said_and_the_others_arrive(desk: Desk, web: str) -> None:
    paths = ("private.jpg", "round/a.jpg", "page.jpg", "endless.jpg", "..%2F..%2F..%2Fetc%2Fpump.jpg")
    outcome = desk.drops([QUrl.fromEncoded(f"{web}/{path}".encode()) for path in paths])
    told = {one.name: one.why for one in outcome.left_out}
    assert set(told) == {"private.jpg", "a.jpg", "page.jpg", "endless.jpg"}
    assert "private network" in told["private.jpg"]
    assert "without end" in told["a.jpg"]
    assert told["page.jpg"] == "It is a web page, not a picture."
    assert "larger than" in told["endless.jpg"]
    assert [one["alias"] for one in desk.assets()] == ["pump"]


def test_a_name_that_climbs_out_of_its_folder_climbs_nowhere(desk: Desk, web: str, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if tmp_path / "profile" not in path.parents}
    desk.drops([QUrl.fromEncoded(f"{web}/..%2F..%2F..%2F..%2Fpump.jpg".encode())])
    assert [one["alias"] for one in desk.assets()] == ["pump"]
    assert {path for path in tmp_path.rglob("*") if tmp_path / "profile" not in path.parents} == before
    assert [one.result for one in desk.pushes().fields] == [PushResult.VERIFIED]
    (there,) = desk.simulator.item("service", desk.number)["assets"]
    assert ".." not in there["url"]


# ------------------------------------------------------------------------------------------------ full disks


@contextmanager
def on_a_small_disk(folder: Path, megabytes: int) -> Iterator[Path]:
    """What the program keeps in this folder lies on it."""
    with small_disk(megabytes=megabytes, what=f"a full disk below {folder.name}") as disk:
        folder.parent.mkdir(parents=True, exist_ok=True)
        folder.symlink_to(disk)
        yield disk
        folder.unlink()  # the program still runs: what it writes now must not land below the disk that goes


def test_a_full_disk_changes_nothing_and_says_so(make: Make, tmp_path: Path) -> None:
    profile, picture = tmp_path / "profile", tmp_path / "pump.jpg"
    picture.write_bytes(a_photo(1))
    with on_a_small_disk(ProfilePlaces(profile).added_pictures, 4) as disk:
        desk = make(profile)
        fill(disk / "filler")
        outcome = desk.drops_files(picture)
        assert [one.name for one in outcome.left_out] == ["pump.jpg"]
        assert "full" in outcome.left_out[0].why
        assert desk.assets() == []
        assert not desk.desktop.context.queries.pending()
        (disk / "filler").unlink()
        desk.drops_files(picture)
        assert [one["alias"] for one in desk.assets()] == ["pump"]
        assert [one.result for one in desk.pushes().fields] == [PushResult.VERIFIED]


def test_pictures_are_shown_although_they_cannot_be_kept(
    make: Make, tmp_path: Path, simulator: RunningSimulator
) -> None:
    profile = tmp_path / "profile"
    with on_a_small_disk(ProfilePlaces(profile).pictures, 4) as disk:
        fill(disk / "filler")
        desk = make(profile)
        item = next(one for one in simulator.items("service") if one["active"] and one["assets"])
        desk.goes_to(item["id"])
        desk.wait(lambda: desk.panel.header.tile.picture.pixmap is not None)


# ------------------------------------------------------------------------------------- ServiceTitan's two hosts


def test_the_second_host_refusing_is_waited_for_and_nothing_is_sent_twice(
    desk: Desk, tmp_path: Path, simulator: RunningSimulator
) -> None:
    picture = tmp_path / "pump.jpg"
    picture.write_bytes(a_photo(1))
    desk.drops_files(picture)
    simulator.inject("status", status=403, match={"path_contains": "/Images/"}, times=None)
    report = desk.pushes()
    assert [one.result for one in report.fields] == [PushResult.WAITING]
    assert "refused" in report.fields[0].detail
    assert local_digest(desk.assets()[0]["url"]) is not None, "it is still to be proved"
    assert (desk.uploads(), patches(desk)) == (1, 1)
    simulator.clear_faults()


def test_what_was_uploaded_serves_when_the_attach_is_refused_first(
    desk: Desk, tmp_path: Path, simulator: RunningSimulator
) -> None:
    picture = tmp_path / "pump.jpg"
    picture.write_bytes(a_photo(1))
    desk.drops_files(picture)
    simulator.inject(
        "status", status=400, body='{"title": "The pricebook is locked."}', match={"method": "PATCH"}
    )
    report = desk.pushes()
    assert [one.result for one in report.fields] == [PushResult.FAILED]
    assert "locked" in report.fields[0].detail
    again = desk.tries_again()
    assert [one.result for one in again.fields] == [PushResult.VERIFIED]
    assert desk.uploads() == 1
    (there,) = simulator.item("service", desk.number)["assets"]
    desk.wait(lambda: desk.assets()[0]["url"] == there["url"])


def patches(desk: Desk) -> int:
    asked = desk.simulator.requests()
    return sum(one["method"] == "PATCH" and one["path"].endswith(f"/{desk.number}") for one in asked)
