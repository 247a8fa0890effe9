"""Makes update keys, writes update manifests, signs and checks them.

Run it with the project's own Python (`.venv/bin/python packaging/sign_manifest.py`). The private key stays outside of
the repository, on a computer that nobody else uses:

    keys  --private KEY --slot first        once; its public half goes to resources/update-keys, and is committed
    write --channel stable --version 0.2.0 --sequence 7 --file linux-x86_64:tarball:FILE … --out DIR
    sign  --private KEY DIR/stable.json     again with the other key while both are in use
    check DIR/stable.json                   as a program with the committed keys would
"""

from __future__ import annotations

import argparse
import hashlib
import os
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from source import ROOT, say, stop
from update_keys import holds_key

sys.path.insert(0, str(ROOT))

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from lazi_desktop import __version__
from lazi_desktop.domain.errors import LaziError
from lazi_desktop.domain.update_manifest import (
    CHANNELS,
    UpdateFile,
    UpdateManifest,
    UpdateRefused,
    read_manifest,
)
from lazi_desktop.store.hub.schema import EXPECTED_REVISION
from lazi_desktop.updates.signature import (
    CONTEXT,
    SLOTS,
    Keys,
    Signature,
    check_signature,
    key_id_of,
    key_text,
    read_signatures,
    shipped_keys,
)

PASSWORD = "LAZI_UPDATE_KEY_PASSWORD"
KEYS = ROOT / "resources" / "update-keys"


def make_keys(private: Path, slot: str, keys: Path = KEYS) -> None:
    if private.resolve().is_relative_to(ROOT):
        stop("The private key must not lie in the repository.")
    public = keys / f"{slot}.pub"
    if public.exists() and holds_key(public):
        stop(
            f"{public} holds a key that programs go by. Empty it first where it is given up; nothing was written."
        )
    key = Ed25519PrivateKey.generate()
    password = os.environ.get(PASSWORD, "").encode()
    protection = BestAvailableEncryption(password) if password else NoEncryption()
    content = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, protection)
    try:
        with open(os.open(private, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:  # noqa: PTH123
            out.write(content)
    except FileExistsError:
        stop(f"{private} is there already; nothing was written.")
    public.write_text(key_text(key.public_key()), encoding="ascii")
    say(f"{private} is the private half{'' if password else f', without a password ({PASSWORD} gives one)'}.")
    say(f"{public} is the public half of {key_id_of(key.public_key())}: commit it.")


def write_manifest(chosen: argparse.Namespace) -> Path:
    released = datetime.now(UTC).replace(microsecond=0)
    manifest = UpdateManifest(
        channel=chosen.channel,
        sequence=chosen.sequence,
        version=chosen.version,
        released=released,
        expires=released + timedelta(days=chosen.days),
        least_version=chosen.least_version,
        hub_revision=chosen.hub_revision,
        notes=chosen.notes.read_text(encoding="utf-8").strip() if chosen.notes else "",
        files=tuple(map(_file, chosen.file)),
    )
    content = manifest.as_bytes()
    read_manifest(content)
    chosen.out.mkdir(parents=True, exist_ok=True)
    path: Path = chosen.out / f"{chosen.channel}.json"
    signature_of(path).unlink(missing_ok=True)  # of what it said before
    path.write_bytes(content)
    return path


def signature_of(manifest: Path) -> Path:
    return manifest.with_name(f"{manifest.name}.sig")


def sign(private: Path, manifest: Path, keys: Path = KEYS) -> None:
    """Beside it, among the signatures of other keys; where a committed key's does not fit what it says now, it goes."""
    password = os.environ.get(PASSWORD, "").encode() or None
    key = load_pem_private_key(private.read_bytes(), password)
    if not isinstance(key, Ed25519PrivateKey):
        stop(f"{private} is no Ed25519 key.")
    content = manifest.read_bytes()
    read_manifest(content)
    own = Signature(key_id_of(key.public_key()), key.sign(CONTEXT + content))
    beside = signature_of(manifest)
    found = read_signatures(beside.read_bytes()) if beside.exists() else []
    others = [one for one in found if one.key_id != own.key_id]
    unfit = _unfit(content, others, shipped_keys(keys))
    for one in unfit:
        say(f"{one.key_id} had signed another manifest: sign this one with it, too.")
    lines = [own, *(one for one in others if one not in unfit)]
    beside.write_text("".join(one.as_line() for one in lines), encoding="ascii")
    say(f"{beside}: signed by {', '.join(one.key_id for one in lines)}.")


def check(manifest: Path, keys: Path = KEYS) -> None:
    content, beside = manifest.read_bytes(), signature_of(manifest)
    if not beside.exists():
        stop(
            f"{manifest} is not signed yet: {beside} is not there. Sign it first (`sign --private KEY {manifest}`)."
        )
    signatures = beside.read_bytes()
    key_id = check_signature(content, signatures, shipped_keys(keys))
    for one in _unfit(content, read_signatures(signatures), shipped_keys(keys)):
        stop(f"The signature of {one.key_id} is of another manifest: sign this one with it, too.")
    said = read_manifest(content)
    say(f"{said.channel} {said.version}, number {said.sequence}, signed by {key_id}.")
    say(
        f"Good until {said.expires:%Y-%m-%d}; works with revision {said.hub_revision} of the shared database."
    )
    for file in said.files:
        beside = manifest.parent / file.name
        state = "not here"
        if beside.is_file():
            with beside.open("rb") as opened:
                found = hashlib.file_digest(opened, "sha256").hexdigest()
            if (beside.stat().st_size, found) != (file.size, file.sha256):
                stop(f"{beside} is not the file that the manifest names.")
            state = "as named"
        say(f"  {file.platform} {file.kind}: {file.name}, {file.size / 1e6:.1f} MB, {state}")


def _unfit(content: bytes, signatures: Sequence[Signature], keys: Keys) -> Sequence[Signature]:
    """Those of `keys` that are not of `content`; of others nobody can tell."""
    return [one for one in signatures if one.key_id in keys and not _fits(content, one, keys)]


def _fits(content: bytes, signature: Signature, keys: Keys) -> bool:
    try:
        check_signature(content, signature.as_line().encode(), keys)
    except UpdateRefused:
        return False
    return True


def _file(said: str) -> UpdateFile:
    """`linux-x86_64:tarball:FILE`; it lies beside the manifest on the server."""
    platform, kind, path = said.split(":", 2)
    with Path(path).open("rb") as content:
        digest = hashlib.file_digest(content, "sha256").hexdigest()
    name = Path(path).name
    return UpdateFile(
        platform=platform, kind=kind, name=name, url=name, size=Path(path).stat().st_size, sha256=digest
    )


def parse(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="sign_manifest.py", description="Update keys and manifests.")
    commands = parser.add_subparsers(dest="command", required=True)
    keys = commands.add_parser("keys", help="make a pair of keys")
    keys.add_argument("--private", type=Path, required=True)
    keys.add_argument("--slot", choices=[slot.removesuffix(".pub") for slot in SLOTS], required=True)
    write = commands.add_parser("write", help="write a manifest")
    write.add_argument("--channel", choices=CHANNELS, required=True)
    write.add_argument("--version", default=__version__)
    write.add_argument("--sequence", type=int, required=True, help="one more than the last of this channel")
    write.add_argument("--days", type=int, default=90, help="until it expires")
    write.add_argument("--least-version", default="0.1.0", help="the oldest it may replace")
    write.add_argument("--hub-revision", default=EXPECTED_REVISION)
    write.add_argument("--notes", type=Path)
    write.add_argument("--file", action="append", required=True, metavar="PLATFORM:KIND:FILE")
    write.add_argument("--out", type=Path, required=True)
    signing = commands.add_parser("sign", help="sign a manifest")
    signing.add_argument("--private", type=Path, required=True)
    signing.add_argument("manifest", type=Path)
    checking = commands.add_parser("check", help="check a manifest and its files")
    checking.add_argument("manifest", type=Path)
    return parser.parse_args(arguments)


def main(arguments: list[str] | None = None) -> int:
    chosen = parse(arguments)
    try:
        match chosen.command:
            case "keys":
                make_keys(chosen.private, chosen.slot)
            case "write":
                print(write_manifest(chosen))
            case "sign":
                sign(chosen.private, chosen.manifest)
            case "check":
                check(chosen.manifest)
    except (LaziError, OSError, ValueError) as error:
        stop(str(error))
    return 0


if __name__ == "__main__":
    sys.exit(main())
