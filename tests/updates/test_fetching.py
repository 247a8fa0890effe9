"""Files come whole or not at all, go on where they were cut off, and only over secured addresses."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from lazi_desktop.domain.errors import Cancelled, UpdateUnavailable
from lazi_desktop.domain.update_manifest import UpdateFile, UpdateRefused, Why
from lazi_desktop.updates.fetching import Fetcher
from lazi_desktop.updates.folder import UpdateFolder
from tests.updates.offers import file_of
from tests.updates.server import Asked, UpdateServer, etag_of

CONTENT = os.urandom(300_000)
FILE = file_of(CONTENT)


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    made = Fetcher("lazi-desktop/0.1.0")
    yield made
    made.close()


@pytest.fixture
def folder(tmp_path: Path) -> UpdateFolder:
    made = UpdateFolder(tmp_path / "updates")
    with made.alone():
        return made


def fetch(fetcher: Fetcher, server: UpdateServer, folder: UpdateFolder, file: UpdateFile = FILE) -> None:
    fetcher.large(f"{server.url}/file", file, folder.partial(file), lambda done, total: None)


def is_empty(folder: UpdateFolder) -> bool:
    return not [one for one in folder.folder.iterdir() if ".part" in one.name]


def test_a_file_comes_whole(fetcher, server, folder) -> None:
    server.put("/file", CONTENT)
    told: list[tuple[int, int]] = []
    fetcher.large(f"{server.url}/file", FILE, folder.partial(FILE), lambda *how: told.append(how))
    folder.accept(FILE)
    assert folder.place_of(FILE).read_bytes() == CONTENT
    assert folder.has(FILE)
    assert told[-1] == (len(CONTENT), len(CONTENT))
    assert is_empty(folder)


@pytest.mark.parametrize("cuts", [[1], [64 * 1024], [150_000], [299_999], [0, 100_000, 100_000, 5]])
def test_what_was_cut_off_goes_on_from_there(fetcher, server, folder, cuts: list[int]) -> None:
    page = server.put("/file", CONTENT, cut=list(cuts))
    have = 0
    for cut in cuts:
        with pytest.raises(UpdateUnavailable):
            fetch(fetcher, server, folder)
        have += cut
        assert folder.partial(FILE).file.stat().st_size == have
    fetch(fetcher, server, folder)
    folder.accept(FILE)
    assert server.asked[-1] == Asked("/file", f"bytes={have}-", etag_of(page))
    assert folder.place_of(FILE).read_bytes() == CONTENT


def test_what_came_whole_before_is_not_asked_for_again(fetcher, server, folder) -> None:
    server.put("/file", CONTENT)
    fetch(fetcher, server, folder)
    fetch(fetcher, server, folder)
    assert len(server.asked) == 1


@pytest.mark.parametrize("other", [{"takes_range": False}, {"etag": ""}, {"etag": 'W/"weak"'}])
def test_where_it_cannot_go_on_it_begins_anew(fetcher, server, folder, other: dict) -> None:
    server.put("/file", CONTENT, cut=[100_000], **other)
    with pytest.raises(UpdateUnavailable):
        fetch(fetcher, server, folder)
    fetch(fetcher, server, folder)
    folder.accept(FILE)
    assert folder.place_of(FILE).read_bytes() == CONTENT


def test_another_file_at_the_address_begins_anew(fetcher, server, folder) -> None:
    server.put("/file", os.urandom(len(CONTENT)), cut=[100_000])
    with pytest.raises(UpdateUnavailable):
        fetch(fetcher, server, folder)
    server.put("/file", CONTENT)
    fetch(fetcher, server, folder)
    folder.accept(FILE)
    assert folder.place_of(FILE).read_bytes() == CONTENT


def test_a_server_that_goes_on_elsewhere_is_left(fetcher, server, folder) -> None:
    page = server.put("/file", CONTENT, cut=[100_000], range_from=5)
    with pytest.raises(UpdateUnavailable):
        fetch(fetcher, server, folder)
    with pytest.raises(UpdateUnavailable, match="another place"):
        fetch(fetcher, server, folder)
    assert is_empty(folder)
    page.range_from = None
    fetch(fetcher, server, folder)
    folder.accept(FILE)


@pytest.mark.parametrize("change", [b"", b"x", b"longer" * 20_000])
@pytest.mark.parametrize("chunked", [False, True])
def test_another_size_is_refused(fetcher, server, folder, change: bytes, chunked: bool) -> None:
    content = CONTENT + change if change else CONTENT[:-1]
    server.put("/file", content, chunked=chunked)
    with pytest.raises(UpdateRefused) as refused:
        fetch(fetcher, server, folder)
    assert refused.value.why is Why.SIZE
    assert is_empty(folder)


@pytest.mark.parametrize("place", [0, 1, 65_536, 299_999])
def test_one_other_byte_is_refused_and_nothing_kept(fetcher, server, folder, place: int) -> None:
    server.put("/file", CONTENT[:place] + bytes([CONTENT[place] ^ 0x40]) + CONTENT[place + 1 :])
    fetch(fetcher, server, folder)
    with pytest.raises(UpdateRefused) as refused:
        folder.accept(FILE)
    assert refused.value.why is Why.DIGEST
    assert is_empty(folder)
    assert not folder.place_of(FILE).exists()


def test_a_part_that_somebody_changed_is_refused_at_the_end(fetcher, server, folder) -> None:
    server.put("/file", CONTENT, cut=[100_000])
    with pytest.raises(UpdateUnavailable):
        fetch(fetcher, server, folder)
    folder.partial(FILE).file.write_bytes(bytes(100_000))
    fetch(fetcher, server, folder)
    with pytest.raises(UpdateRefused):
        folder.accept(FILE)
    fetch(fetcher, server, folder)
    folder.accept(FILE)


def test_a_part_longer_than_the_file_begins_anew(fetcher, server, folder) -> None:
    page = server.put("/file", CONTENT)
    partial = folder.partial(FILE)
    partial.file.write_bytes(CONTENT + b"more")
    partial.note(etag_of(page))
    fetch(fetcher, server, folder)
    folder.accept(FILE)
    assert [one.range for one in server.asked] == [""]


def test_who_leaves_keeps_what_has_come(server, folder) -> None:
    server.put("/file", CONTENT)
    done = 0

    def tell(now: int, total: int) -> None:
        nonlocal done
        done = now

    fetcher = Fetcher("lazi-desktop/0.1.0", lambda: done > 100_000)
    with pytest.raises(Cancelled):
        fetcher.large(f"{server.url}/file", FILE, folder.partial(FILE), tell)
    fetcher.close()
    assert 100_000 < folder.partial(FILE).file.stat().st_size < len(CONTENT)


def test_redirects_are_followed_where_they_are_secured(fetcher, server) -> None:
    server.put("/old", b"", status=302, location="/new")
    server.put("/new", b"small")
    assert fetcher.small(f"{server.url}/old", 100) == b"small"


@pytest.mark.parametrize(
    "location",
    [
        "http://updates.example.com/x",
        "//updates.example.com/x",
        "file:///etc/passwd",
        "ftp://127.0.0.1/",
        "http://u:p@127.0.0.1/",
    ],
)
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_to_what_is_not_secured_are_refused(fetcher, server, location: str, status: int) -> None:
    server.put("/old", b"", status=status, location=location)
    with pytest.raises(UpdateRefused) as refused:
        fetcher.small(f"{server.url}/old", 100)
    assert refused.value.why is Why.REDIRECT
    assert len(server.asked) == 1


def test_a_circle_of_redirects_ends(fetcher, server) -> None:
    server.put("/round", b"", status=302, location="/round")
    with pytest.raises(UpdateUnavailable):
        fetcher.small(f"{server.url}/round", 100)
    assert len(server.asked) < 6


@pytest.mark.parametrize("says", [None, -1])
def test_what_is_too_large_is_not_read_to_its_end(fetcher, server, says: int | None) -> None:
    server.put("/large", b"x" * 10_000_000, says=says)
    with pytest.raises(UpdateRefused) as refused:
        fetcher.small(f"{server.url}/large", 1_000)
    assert refused.value.why is Why.TOO_LARGE


@pytest.mark.parametrize(
    "page", [{"status": 404}, {"status": 500}, {"cut": [3]}, {"packed": "gzip"}, {"status": 206}]
)
def test_other_answers_are_told(fetcher, server, page: dict) -> None:
    server.put("/small", b"content", **page)
    with pytest.raises(UpdateUnavailable) as told:
        fetcher.small(f"{server.url}/small", 100)
    assert told.value.may_retry


def test_nobody_answers(fetcher, folder) -> None:
    with pytest.raises(UpdateUnavailable):
        fetcher.small("http://127.0.0.1:9/small", 100)


@pytest.mark.skipif(os.name == "nt", reason="NOT TESTED: modes; Windows guards a person's own profile")
def test_only_the_person_may_write_the_folder(tmp_path: Path) -> None:
    folder = UpdateFolder(tmp_path / "updates")
    folder.folder.mkdir(mode=0o777)
    folder.folder.chmod(0o777)
    with folder.alone():
        assert folder.folder.stat().st_mode & 0o777 == 0o700
    link = UpdateFolder(tmp_path / "link")
    link.folder.symlink_to(folder.folder)
    with pytest.raises(UpdateRefused) as refused, link.alone():
        pass
    assert refused.value.why is Why.FOLDER


def test_one_window_at_a_time(folder) -> None:
    with folder.alone(), pytest.raises(UpdateUnavailable, match="Another window"), folder.alone():
        pass
