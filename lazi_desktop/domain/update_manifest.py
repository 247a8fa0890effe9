"""What the update server offers on one channel: a version, its files, and until when that is to be believed.

The bytes are canonical: one manifest has one spelling, so that what was signed is what is read.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from enum import StrEnum, auto
from typing import Any, Final

from lazi_desktop.domain.errors import LaziError

FORMAT: Final = 1
PRODUCT: Final = "lazi-desktop"
CHANNELS: Final = ("stable", "early")
LONGEST: Final = 256 * 1024
"""Of a manifest, in bytes."""
LARGEST_FILE: Final = 1024**3
_LONGEST_NOTES: Final = 20_000
_MOST_FILES: Final = 32
_MOMENT: Final = "%Y-%m-%dT%H:%M:%SZ"
_VERSION: Final = re.compile(r"(0|[1-9]\d{0,8})(\.(0|[1-9]\d{0,8})){1,3}")
_REVISION: Final = re.compile(r"[0-9]{4}")
_SHA256: Final = re.compile(r"[0-9a-f]{64}")
_WORD: Final = re.compile(r"[a-z0-9_-]{1,40}")
_FILE_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,120}")
_UNREADABLE: Final = "What the update server sent is no manifest, or only a part of one."


class Why(StrEnum):
    """What was wrong with an update that is refused."""

    SIGNATURE = auto()
    UNKNOWN_KEY = auto()
    UNREADABLE = auto()
    FORMAT = auto()
    PRODUCT = auto()
    CHANNEL = auto()
    PLATFORM = auto()
    REPLAYED = auto()
    OLDER = auto()
    TOO_FAR = auto()
    EXPIRED = auto()
    CLOCK = auto()
    SIZE = auto()
    DIGEST = auto()
    REDIRECT = auto()
    TOO_LARGE = auto()
    FOLDER = auto()


class UpdateRefused(LaziError):
    title = "The update is refused"

    def __init__(self, why: Why, detail: str) -> None:
        super().__init__(detail)
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateFile:
    """`platform` as "linux-x86_64", `kind` as in `installed.toml`; `url` may be relative to the manifest's."""

    platform: str
    kind: str
    name: str
    url: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateManifest:
    """`sequence` grows with every manifest of a channel. `least_version`: the oldest that may be replaced by it.
    `hub_revision`: of the shared database that this version works with."""

    channel: str
    sequence: int
    version: str
    released: datetime
    expires: datetime
    least_version: str
    hub_revision: str
    notes: str
    files: tuple[UpdateFile, ...]
    product: str = PRODUCT

    def as_bytes(self) -> bytes:
        said = asdict(self) | {
            "format": FORMAT,
            "released": self.released.astimezone(UTC).strftime(_MOMENT),
            "expires": self.expires.astimezone(UTC).strftime(_MOMENT),
        }
        return (
            json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8")
            + b"\n"
        )


def read_manifest(content: bytes) -> UpdateManifest:
    """Raises UpdateRefused where it is not whole, or not spelt as `as_bytes` does."""
    if len(content) > LONGEST:
        raise UpdateRefused(Why.TOO_LARGE, "The manifest of the update is larger than any can be.")
    try:
        said = json.loads(content.decode("utf-8"))
    except (ValueError, RecursionError):
        raise UpdateRefused(Why.UNREADABLE, _UNREADABLE) from None
    if not isinstance(said, dict) or type(said.get("format")) is not int:
        raise UpdateRefused(Why.UNREADABLE, _UNREADABLE)
    if said["format"] > FORMAT:
        raise UpdateRefused(
            Why.FORMAT, "The update server speaks to newer versions only. Install the newest one by hand."
        )
    try:
        manifest = _manifest(said)
        is_canonical = manifest.as_bytes() == content
    except (LookupError, TypeError, ValueError):
        raise UpdateRefused(Why.UNREADABLE, _UNREADABLE) from None
    if not is_canonical:
        raise UpdateRefused(Why.UNREADABLE, _UNREADABLE)
    return manifest


def version_key(version: str) -> tuple[int, ...]:
    """Orders versions; 1.2 and 1.2.0 are the same. Raises ValueError for what is none."""
    if not _VERSION.fullmatch(version):
        raise ValueError(f"“{version}” is no version")
    numbers = [int(part) for part in version.split(".")]
    return tuple(numbers + [0] * (4 - len(numbers)))


def _manifest(said: Mapping[str, Any]) -> UpdateManifest:
    version, least = _text(said, "version"), _text(said, "least_version")
    version_key(version)
    version_key(least)
    if not 0 < len(said["files"]) <= _MOST_FILES:
        raise ValueError("files")
    return UpdateManifest(
        product=_like(_WORD, said, "product"),
        channel=_like(_WORD, said, "channel"),
        sequence=_number(said, "sequence", most=2**53),
        version=version,
        released=_moment(said, "released"),
        expires=_moment(said, "expires"),
        least_version=least,
        hub_revision=_like(_REVISION, said, "hub_revision"),
        notes=_text(said, "notes", longest=_LONGEST_NOTES),
        files=tuple(map(_file, said["files"])),
    )


def _file(said: Mapping[str, Any]) -> UpdateFile:
    return UpdateFile(
        platform=_like(_WORD, said, "platform"),
        kind=_like(_WORD, said, "kind"),
        name=_like(_FILE_NAME, said, "name"),
        url=_text(said, "url"),
        size=_number(said, "size", most=LARGEST_FILE),
        sha256=_like(_SHA256, said, "sha256"),
    )


def _text(said: Mapping[str, Any], name: str, *, longest: int = 2_000) -> str:
    value = said[name]
    if not isinstance(value, str) or len(value) > longest:
        raise ValueError(name)
    return value


def _like(pattern: re.Pattern[str], said: Mapping[str, Any], name: str) -> str:
    value = _text(said, name)
    if not pattern.fullmatch(value):
        raise ValueError(name)
    return value


def _number(said: Mapping[str, Any], name: str, *, most: int) -> int:
    value = said[name]
    if type(value) is not int or not 0 < value <= most:
        raise ValueError(name)
    return value


def _moment(said: Mapping[str, Any], name: str) -> datetime:
    return datetime.strptime(_text(said, name), _MOMENT).replace(tzinfo=UTC)
