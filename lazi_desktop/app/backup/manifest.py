"""What a backup says about itself: of whom, when, by which program, and what each of its parts must be."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

FORMAT = 1
NAME = "manifest.json"
WORKSPACE = "workspace/workspace.sqlite3"
HUB_DUMP = "hub/hub.dump"
HUB_ROLES = "hub/roles.sql"
SETTINGS = "settings.toml"
WINDOW_STATE = "window.ini"
PICTURES = "pictures/"
NAMES = frozenset((WORKSPACE, HUB_DUMP, HUB_ROLES, SETTINGS, WINDOW_STATE))
_PICTURE = re.compile(rf"{PICTURES}[0-9a-f]{{64}}")


class NoManifest(ValueError):
    """It cannot be read."""


class NewerFormat(ValueError):
    """A newer program wrote it."""


@dataclass(frozen=True, slots=True)
class Part:
    name: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class HubPart:
    """`size`: of the database on the disk. `epoch` and `position`: of the tenant's feed. `logins`: besides our own."""

    revision: str
    server: str
    size: int
    epoch: str
    position: int
    logins: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """`hub` is None where the shared database is somebody else's to back up. `place`: where it is, for people."""

    program: str
    made_at: datetime
    tenant: str
    environment: str
    tenant_id: str
    place: str
    workspace_revision: str
    hub: HubPart | None
    parts: tuple[Part, ...] = field(default=())

    @property
    def size(self) -> int:
        return sum(part.size for part in self.parts)

    def part(self, name: str) -> Part | None:
        return next((part for part in self.parts if part.name == name), None)

    def pictures(self) -> list[Part]:
        return [part for part in self.parts if part.name.startswith(PICTURES)]

    def text(self) -> str:
        return json.dumps(
            {"format": FORMAT, **asdict(self), "made_at": self.made_at.isoformat()},
            indent=1,
            ensure_ascii=False,
        )


def read_manifest(text: bytes) -> Manifest:
    """Raises NoManifest or NewerFormat."""
    try:
        told: dict[str, Any] = json.loads(text)
        found = told.pop("format")
        if isinstance(found, int) and found > FORMAT:
            raise NewerFormat
        hub = told.pop("hub")
        parts = tuple(Part(**part) for part in told.pop("parts"))
        made_at = datetime.fromisoformat(told.pop("made_at"))
        manifest = Manifest(**told, made_at=made_at, hub=None if hub is None else _hub(hub), parts=parts)
    except NewerFormat:
        raise
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise NoManifest from error
    if not all(part.name in NAMES or _PICTURE.fullmatch(part.name) for part in parts):
        raise NoManifest
    return manifest


def _hub(told: dict[str, Any]) -> HubPart:
    return HubPart(**{**told, "logins": tuple(told.get("logins", ()))})
