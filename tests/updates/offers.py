"""Offers of a made-up update server: keys of its own, manifests, and files."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from lazi_desktop.domain.update_manifest import UpdateFile, UpdateManifest
from lazi_desktop.updates.folder import Offer
from lazi_desktop.updates.signature import CONTEXT, Keys, Signature, key_id_of

NOW = datetime(2027, 3, 1, 12, tzinfo=UTC)
LINUX = "linux-x86_64"


class Signer:
    """One key, which nobody else has."""

    def __init__(self) -> None:
        self._private = Ed25519PrivateKey.generate()
        self.key_id = key_id_of(self._private.public_key())

    @property
    def keys(self) -> Keys:
        return {self.key_id: self._private.public_key()}

    def line(self, content: bytes) -> bytes:
        return Signature(self.key_id, self._private.sign(CONTEXT + content)).as_line().encode()

    def offer(self, manifest: UpdateManifest) -> Offer:
        content = manifest.as_bytes()
        return Offer(content, self.line(content))


def file_of(content: bytes, *, kind: str = "tarball", platform: str = LINUX, **other: Any) -> UpdateFile:
    name = f"lazi-desktop.{kind}"
    said: dict[str, Any] = {"name": name, "url": name, "size": len(content), **other}
    return UpdateFile(platform=platform, kind=kind, sha256=hashlib.sha256(content).hexdigest(), **said)


def manifest_of(*files: UpdateFile, **other: Any) -> UpdateManifest:
    said: dict[str, Any] = {
        "channel": "stable",
        "sequence": 7,
        "version": "0.2.0",
        "released": NOW - timedelta(days=3),
        "expires": NOW + timedelta(days=90),
        "least_version": "0.1.0",
        "hub_revision": "0001",
        "notes": "Faster «pulls», and “kits”.",
        "files": files or (file_of(b"the program"),),
        **other,
    }
    return UpdateManifest(**said)
