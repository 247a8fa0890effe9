"""What is attached to an entry, and what of it a browser may be sent to."""

from __future__ import annotations

from typing import Any

import pytest

from lazi_desktop.domain.assets import Asset, cover_address, read_assets


@pytest.mark.parametrize(
    "address, on_the_web",
    [
        ("https://example.org/a.png", True),
        ("HTTP://example.org/a.png", True),
        ("Images/Service/a.png", False),
        ("https:///a.png", False),
        ("file:///a.png", False),
        ("javascript:alert(1)", False),
        ("https://[broken", False),
        ("", False),
    ],
)
def test_only_web_addresses_are_opened(address: str, on_the_web: bool) -> None:
    assert Asset("", address).is_on_the_web is on_the_web


def test_the_name_is_the_alias_or_else_the_files() -> None:
    entries = [
        {"alias": "Front", "url": "x/a.jpg", "type": "Image", "isDefault": True},
        {"alias": None, "url": "x/b.jpg"},
        {"url": "x/c.jpg"},
        "Images/Category/d.jpg",
    ]
    assert [one.name for one in read_assets(entries)] == ["Front", "b.jpg", "c.jpg", "d.jpg"]
    assert [one.is_default for one in read_assets(entries)] == [True, False, False, False]
    assert read_assets(None) == []


@pytest.mark.parametrize(
    ("fields", "address"),
    [
        ({}, ""),
        ({"assets": []}, ""),
        ({"assets": [{"type": "Image", "url": "a"}, {"type": "Image", "url": "b", "isDefault": True}]}, "b"),
        ({"assets": [{"type": "Attachment", "url": "a.pdf", "isDefault": True}]}, ""),
        ({"assets": [{"type": "Video", "url": "v"}, {"type": "Image", "url": "a"}]}, "a"),
        ({"assets": [{"type": "Image", "url": None, "isDefault": True}]}, ""),
        ({"image": "Images/Category/c.jpg"}, "Images/Category/c.jpg"),
        ({"image": None}, ""),
    ],
)
def test_the_default_picture_stands_for_an_entry(fields: dict[str, Any], address: str) -> None:
    assert cover_address(fields) == address
