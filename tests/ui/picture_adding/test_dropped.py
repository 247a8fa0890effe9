"""What other programs drop and copy, and what is made of it."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
from PySide6.QtCore import QByteArray, QMimeData, QUrl
from PySide6.QtGui import QColor, QImage

from lazi_desktop.ui.picture_adding.carried import carry
from lazi_desktop.ui.picture_adding.dropped import has_pictures, paths_in, sources_in
from lazi_desktop.ui.picture_adding.sources import (
    FromBytes,
    FromEntry,
    FromFile,
    FromPixels,
    FromWeb,
    alias_of,
    name_of,
)

PAGE, PICTURE = "https://vendor.example/pump", "https://vendor.example/img/pump.jpg?w=900&h=600"


def data(
    *, urls: tuple[str, ...] = (), markup: str = "", text: str = "", png: bytes = b"", image: bool = False
) -> QMimeData:
    made = QMimeData()
    if urls:
        made.setUrls([QUrl(url) for url in urls])
    if markup:
        made.setHtml(markup)
    if text:
        made.setText(text)
    if png:
        made.setData("image/png", QByteArray(png))
    if image:
        pixels = QImage(4, 4, QImage.Format.Format_RGB32)
        pixels.fill(QColor(1, 2, 3))
        made.setImageData(pixels)
    return made


def test_files_come_before_all_else(tmp_path: Path, qapp) -> None:
    one = tmp_path / "a b.jpg"
    dropped = data(urls=(QUrl.fromLocalFile(str(one)).toString(), PAGE), png=b"icon")
    assert has_pictures(dropped)
    assert sources_in(dropped) == [FromFile(one)]


def test_a_picture_dragged_from_a_page_is_fetched_where_it_lies(qapp) -> None:
    dropped = data(
        urls=(PAGE,), markup=f'<a href="{PAGE}"><img alt="" src="{PICTURE.replace("&", "&amp;")}"></a>'
    )
    assert sources_in(dropped) == [FromWeb(PICTURE)]


def test_what_the_browser_shows_is_kept_for_when_the_address_gives_none(qapp) -> None:
    dropped = data(urls=(PICTURE,), png=b"shown")
    assert sources_in(dropped) == [FromWeb(PICTURE, FromBytes(b"shown"))]


def test_a_copied_picture_without_an_address(qapp) -> None:
    (source,) = sources_in(data(image=True))
    assert isinstance(source, FromPixels)
    assert source.image.pixelColor(0, 0) == QColor(1, 2, 3)


def test_a_picture_that_is_its_own_address(qapp) -> None:
    packed = base64.b64encode(b"\x89PNG").decode()
    assert sources_in(data(markup=f"<img src='data:image/png;base64,{packed}'>")) == [FromBytes(b"\x89PNG")]
    assert sources_in(data(markup="<img src='data:image/png;base64,A'>")) == []


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        (PICTURE, [PICTURE]),
        (f"{PICTURE}\r\n\n https://b.example/x.png ", [PICTURE, "https://b.example/x.png"]),
        ("https://a.example and more", []),
        ("javascript:alert(1)", []),
        ("file:///etc/passwd", []),
        ("https://[broken", []),
        ("", []),
    ],
)
def test_copied_text_counts_where_it_is_nothing_but_addresses(text: str, addresses: list[str], qapp) -> None:
    copied = data(text=text)
    assert sources_in(copied) == [FromWeb(address) for address in addresses]
    assert has_pictures(copied) == bool(addresses)


def test_several_pictures_of_a_page(qapp) -> None:
    markup = f'<p><img src="{PICTURE}"><img src="https://b.example/x.png"><img src="cid:4"></p>'
    assert sources_in(data(markup=markup)) == [FromWeb(PICTURE), FromWeb("https://b.example/x.png")]


def test_cells_of_a_sheet_are_no_picture_address(qapp) -> None:
    assert not has_pictures(data(text="12\t13", markup="<table><tr><td>12</td></tr></table>"))


def test_pictures_of_entries_are_carried_by_address(qapp) -> None:
    carried = data(png=b"shown")
    carry(carried, [FromEntry("Images/Service/x.jpg", "Pump")])
    assert sources_in(carried) == [FromEntry("Images/Service/x.jpg", "Pump")]


def test_files_and_folders_are_known_by_their_paths(tmp_path: Path, qapp) -> None:
    paths = [tmp_path, tmp_path / "gone.jpg"]
    dropped = data(urls=(*(path.as_uri() for path in paths), "https://a.example/x.jpg"))
    assert paths_in(dropped) == paths


@pytest.mark.parametrize(
    ("source", "name", "alias"),
    [
        (FromFile(Path("/photos/Pump 1.5.JPG")), "Pump 1.5.JPG", "Pump 1.5"),
        (FromFile(Path("/photos/../up.png")), "up.png", "up"),
        (FromFile(Path("/photos/No. 4 as it is sold")), "No. 4 as it is sold", "No. 4 as it is sold"),
        (FromFile(Path("/photos/odd\udcff\n.jpg")), "odd.jpg", "odd"),
        (FromWeb("https://a.example/x%2F..%2Fy.png?z=1"), "y.png", "y"),
        (FromWeb("https://a.example/"), "a.example", ""),
        (FromBytes(b"", "..\\..\\boot.ini"), "boot.ini", "boot"),
        (FromBytes(b""), "The pasted picture", ""),
        (FromEntry("Images/Service/x.jpg"), "x.jpg", ""),
    ],
)
def test_names(source, name: str, alias: str, qapp) -> None:
    assert (name_of(source), alias_of(source)) == (name, alias)
