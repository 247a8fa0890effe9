"""A manifest has one spelling; whatever else comes is refused, and so is what is old, replayed or for others."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lazi_desktop.domain.update_address import is_secure
from lazi_desktop.domain.update_manifest import (
    LONGEST,
    UpdateManifest,
    UpdateRefused,
    Why,
    read_manifest,
    version_key,
)
from lazi_desktop.domain.update_rules import (
    Installed,
    Seen,
    check_manifest,
    file_for,
    is_newer,
    waits_for_hub,
)
from lazi_desktop.updates.signature import check_signature
from tests.updates.offers import LINUX, NOW, Signer, file_of, manifest_of

HERE = Installed("0.1.0", "tarball", LINUX)
WHOLE = manifest_of(file_of(b"a"), file_of(b"b", kind="msi", platform="windows-x86_64"))


def why(call, *arguments, **named) -> Why:
    with pytest.raises(UpdateRefused) as refused:
        call(*arguments, **named)
    assert refused.value.detail.endswith(".")
    return refused.value.why


NOTHING = Seen()


def checked(
    manifest: UpdateManifest, seen: Seen = NOTHING, *, channel: str = "stable", later: float = 0
) -> None:
    check_manifest(manifest, "digest", channel=channel, seen=seen, now=NOW + timedelta(days=later))


def test_what_was_written_is_read() -> None:
    assert read_manifest(WHOLE.as_bytes()) == WHOLE


@pytest.mark.parametrize("until", [0, 1, 20, 200, -40, -2, -1])
def test_half_a_manifest_is_refused(until: int) -> None:
    assert why(read_manifest, WHOLE.as_bytes()[:until]) is Why.UNREADABLE


@pytest.mark.parametrize("member", sorted(json.loads(WHOLE.as_bytes())))
def test_a_member_that_is_missing_or_of_another_type_is_refused(member: str) -> None:
    said = json.loads(WHOLE.as_bytes())
    others: list[Any] = [None, True, -1, 1.5, "\x00", [], {}, [{}], "x" * 30_000]
    for other in others:
        changed = {**said, member: other}
        why(
            read_manifest,
            json.dumps(changed, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode(),
        )
    del said[member]
    assert why(read_manifest, json.dumps(said).encode()) is Why.UNREADABLE


@pytest.mark.parametrize(
    "name, other",
    [
        ("name", "../evil"),
        ("name", ".hidden"),
        ("name", "a/b"),
        ("name", "a\\b"),
        ("size", 0),
        ("size", -5),
        ("size", 2**40),
        ("size", True),
        ("sha256", "0" * 63),
        ("sha256", "A" * 64),
        ("platform", "Linux X"),
        ("kind", "../deb"),
    ],
)
def test_a_file_that_cannot_be_is_refused(name: str, other: object) -> None:
    said = json.loads(WHOLE.as_bytes())
    said["files"][0][name] = other
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n"
    assert why(read_manifest, text.encode()) is Why.UNREADABLE


@pytest.mark.parametrize(
    "content",
    [
        WHOLE.as_bytes() + b" ",
        b" " + WHOLE.as_bytes(),
        WHOLE.as_bytes().replace(b'"format":1', b'"format":1,"format":1'),
        WHOLE.as_bytes().replace(b'"format":1', b'"format":1,"more":1'),
        WHOLE.as_bytes().replace(b'"format":1', b'"format":0'),
        WHOLE.as_bytes().replace(b'"notes":"', b'"notes":"\\ud800'),
        b"\xff\xfe",
        b"[" * 100_000,
    ],
)
def test_another_spelling_is_refused(content: bytes) -> None:
    assert why(read_manifest, content) is Why.UNREADABLE


def test_a_newer_format_says_so_and_a_huge_one_is_not_read() -> None:
    assert why(read_manifest, WHOLE.as_bytes().replace(b'"format":1', b'"format":2')) is Why.FORMAT
    assert why(read_manifest, b"{" + b" " * LONGEST) is Why.TOO_LARGE


def test_every_byte_is_signed() -> None:
    signer = Signer()
    content = WHOLE.as_bytes()
    signature = signer.line(content)
    assert check_signature(content, signature, signer.keys) == signer.key_id
    for place in range(len(content)):
        changed = content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :]
        assert why(check_signature, changed, signature, signer.keys) is Why.SIGNATURE
    for place in range(len(signature) - 1):
        changed = signature[:place] + bytes([signature[place] ^ 1]) + signature[place + 1 :]
        assert why(check_signature, content, changed, signer.keys) in (Why.SIGNATURE, Why.UNKNOWN_KEY)


@given(st.binary(max_size=300))
def test_no_signature_of_noise(noise: bytes) -> None:
    signer = Signer()
    assert why(check_signature, b"content", noise, signer.keys) in (Why.SIGNATURE, Why.UNKNOWN_KEY)


def test_keys_follow_each_other() -> None:
    former, next_one, stranger = Signer(), Signer(), Signer()
    content = WHOLE.as_bytes()
    both = former.line(content) + next_one.line(content)
    assert check_signature(content, both, former.keys) == former.key_id
    assert check_signature(content, both, next_one.keys) == next_one.key_id
    assert check_signature(content, stranger.line(content) + former.line(content), former.keys)
    assert why(check_signature, content, both, stranger.keys) is Why.UNKNOWN_KEY
    assert why(check_signature, content, both, {}) is Why.UNKNOWN_KEY
    assert why(check_signature, content, b"", former.keys) is Why.SIGNATURE


def test_a_signature_of_the_bytes_alone_is_none() -> None:
    """It might have been made for something else."""
    from lazi_desktop.updates.signature import Signature

    signer = Signer()
    bare = Signature(signer.key_id, signer._private.sign(b"content")).as_line().encode()
    assert why(check_signature, b"content", bare, signer.keys) is Why.SIGNATURE


def test_what_fits_is_believed() -> None:
    checked(manifest_of())
    checked(manifest_of(), Seen(6, "other", NOW))
    checked(manifest_of(), Seen(7, "digest", NOW))


@pytest.mark.parametrize(
    "other, expected",
    [({"product": "another"}, Why.PRODUCT), ({"channel": "early"}, Why.CHANNEL)],
)
def test_what_is_for_others_is_refused(other: dict, expected: Why) -> None:
    assert why(checked, manifest_of(**other)) is expected


def test_what_was_replaced_does_not_come_back() -> None:
    assert why(checked, manifest_of(), Seen(8, "", NOW)) is Why.REPLAYED
    assert why(checked, manifest_of(), Seen(7, "another", NOW)) is Why.REPLAYED


def test_it_is_good_until_its_day_and_a_clock_that_is_wrong_is_told() -> None:
    checked(manifest_of(), later=89.9)
    assert why(checked, manifest_of(), later=90) is Why.EXPIRED
    checked(manifest_of(), later=-3.9)
    assert why(checked, manifest_of(), later=-4.1) is Why.CLOCK
    # A clock that is set back does not make an old offer good again, once a newer one was seen.
    seen = Seen(7, "digest", NOW + timedelta(days=200))
    assert why(checked, manifest_of(), seen, later=80) is Why.CLOCK


@pytest.mark.parametrize(
    "offered, newer",
    [("0.1.1", True), ("0.10.0", True), ("1.0", True), ("0.1", False), ("0.1.0.0", False)],
)
def test_versions_are_numbers(offered: str, newer: bool) -> None:
    assert is_newer(manifest_of(version=offered, least_version="0.1"), HERE) is newer


def test_nothing_goes_back_and_no_step_is_left_out() -> None:
    assert why(is_newer, manifest_of(version="0.0.9"), HERE) is Why.OLDER
    assert why(is_newer, manifest_of(version="0.3.0", least_version="0.2.0"), HERE) is Why.TOO_FAR


@pytest.mark.parametrize("text", ["", "1", "1.x", "1.2.3.4.5", "01.2", "1.2 ", "-1.2", "1.2rc1", "１.2"])
def test_what_is_no_version(text: str) -> None:
    with pytest.raises(ValueError):
        version_key(text)


def test_each_system_and_kind_has_its_file() -> None:
    assert file_for(WHOLE, HERE) == WHOLE.files[0]
    assert why(file_for, WHOLE, Installed("0.1.0", "msi", LINUX)) is Why.PLATFORM
    assert why(file_for, WHOLE, Installed("0.1.0", "tarball", "linux-arm64")) is Why.PLATFORM


@pytest.mark.parametrize(
    "needs, team, waits",
    [
        ("0001", "", False),
        ("0002", "0001", True),
        ("0002", "0002", False),
        ("0002", "0003", False),
        ("0002", "", True),
    ],
)
def test_a_version_waits_until_the_teams_database_fits_it(needs: str, team: str, waits: bool) -> None:
    assert waits_for_hub(manifest_of(hub_revision=needs), "0001", team) is waits


@pytest.mark.parametrize(
    "address, good",
    [
        ("https://updates.example.com/lazi", True),
        ("http://127.0.0.1:8080/", True),
        ("http://localhost/", True),
        ("http://[::1]:9/", True),
        ("http://updates.example.com/", False),
        ("http://127.0.0.1.example.com/", False),
        ("https://name:word@updates.example.com/", False),
        ("ftp://updates.example.com/", False),
        ("file:///etc/passwd", False),
        ("https://", False),
        ("https://a:99999/", False),
        ("https://[half/", False),
        ("", False),
    ],
)
def test_addresses_are_secured(address: str, good: bool) -> None:
    assert is_secure(address) is good
