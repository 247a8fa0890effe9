"""Proves that a manifest is ours: a detached Ed25519 signature by one of the keys that ship with the program."""

from __future__ import annotations

import base64
import binascii
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.domain.update_manifest import UpdateRefused, Why

SLOTS = ("first.pub", "second.pub")
"""Two, so that the next key is in the program before the former one is given up."""
CONTEXT = b"lazi-desktop update manifest 1\n"
"""Goes before what is signed: a signature made for anything else is none here."""
LONGEST = 4 * 1024
_HEAD = "lazi-desktop-signature-1"
_SIGNED_BY_NOBODY = "The signature of the update cannot be read."

Keys = Mapping[str, Ed25519PublicKey]


@dataclass(frozen=True, slots=True)
class Signature:
    key_id: str
    value: bytes

    def as_line(self) -> str:
        return f"{_HEAD} {self.key_id} {base64.b64encode(self.value).decode()}\n"


def key_id_of(key: Ed25519PublicKey) -> str:
    return hashlib.sha256(key.public_bytes_raw()).hexdigest()[:16]


def key_text(key: Ed25519PublicKey) -> str:
    """What a slot holds."""
    return f"# {key_id_of(key)}\n{base64.b64encode(key.public_bytes_raw()).decode()}\n"


def shipped_keys(folder: Path) -> Keys:
    """Those in the slots; an empty one holds only remarks.

    Raises:
        ConfigurationProblem: a slot cannot be read.
    """
    found = {}
    for slot in SLOTS:
        try:
            text = (folder / slot).read_text(encoding="ascii")
            for line in filter(None, (line.partition("#")[0].strip() for line in text.splitlines())):
                key = Ed25519PublicKey.from_public_bytes(base64.b64decode(line, validate=True))
                found[key_id_of(key)] = key
        except FileNotFoundError:
            continue
        except (OSError, ValueError):
            raise ConfigurationProblem(
                f"The key {folder / slot} is damaged. Install LAZI Desktop again."
            ) from None
    return found


def read_signatures(content: bytes) -> Sequence[Signature]:
    """One line for each key. Raises UpdateRefused."""
    try:
        if len(content) > LONGEST:
            raise ValueError("too long")
        return [_signature(line) for line in content.decode("ascii").splitlines()]
    except (ValueError, binascii.Error):
        raise UpdateRefused(Why.SIGNATURE, _SIGNED_BY_NOBODY) from None


def check_signature(manifest: bytes, signatures: bytes, keys: Keys) -> str:
    """By whose key it is signed.

    Raises:
        UpdateRefused: by none of ours, or not this manifest.
    """
    given = read_signatures(signatures)
    if not given:
        raise UpdateRefused(Why.SIGNATURE, _SIGNED_BY_NOBODY)
    known = [one for one in given if one.key_id in keys]
    if not known:
        raise UpdateRefused(
            Why.UNKNOWN_KEY, f"The update is signed with a key that is not ours ({given[0].key_id})."
        )
    for one in known:
        try:
            keys[one.key_id].verify(one.value, CONTEXT + manifest)
        except InvalidSignature:
            continue
        return one.key_id
    raise UpdateRefused(Why.SIGNATURE, "The signature does not fit the update: somebody may have changed it.")


def _signature(line: str) -> Signature:
    head, key_id, value = line.split(" ")
    if head != _HEAD:
        raise ValueError(head)
    return Signature(key_id, base64.b64decode(value, validate=True))
