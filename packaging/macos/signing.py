"""Signs what is to run on other Macs, and has Apple look at it, as far as there are keys.

They come by variables: LAZI_MAC_IDENTITY and LAZI_MAC_INSTALLER_IDENTITY name certificates in the keychain
(“Developer ID Application: …”, “Developer ID Installer: …”); LAZI_NOTARY_KEY is the file of an App Store Connect key,
LAZI_NOTARY_KEY_ID and LAZI_NOTARY_ISSUER say which one it is. Without any of them the app is signed for the Mac it was
made on alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from macos.machos import machos
from macos.product import PROGRAM
from source import stop

IDENTITY, INSTALLER = "LAZI_MAC_IDENTITY", "LAZI_MAC_INSTALLER_IDENTITY"
NOTARY = ("LAZI_NOTARY_KEY", "LAZI_NOTARY_KEY_ID", "LAZI_NOTARY_ISSUER")
NOBODY = "-"
ENTITLEMENTS = Path(__file__).with_name("entitlements.plist")


class Run(Protocol):
    """Runs a command, and stops everything where it fails."""

    def __call__(self, *command: str | Path) -> str: ...


@dataclass(frozen=True, slots=True)
class Keys:
    identity: str = ""
    installer: str = ""
    notary: tuple[str, ...] = ()
    """File, number and issuer of the key by which Apple is asked."""

    @classmethod
    def of(cls, variables: Mapping[str, str]) -> Keys:
        identity, installer = variables.get(IDENTITY, ""), variables.get(INSTALLER, "")
        notary = [variables.get(name, "") for name in NOTARY]
        if any(notary) and not all(notary):
            missing = ", ".join(name for name, said in zip(NOTARY, notary, strict=True) if not said)
            stop(f"Apple's notary is asked with three variables, and these are missing: {missing}.")
        if not identity and (any(notary) or installer):
            stop(f"Nothing was built: {IDENTITY} is missing, without which the other keys are of no use.")
        if any(notary) and not installer:
            stop(f"Nothing was built: {INSTALLER} is missing, and the notary takes no unsigned installer.")
        return cls(identity, installer, tuple(notary) if all(notary) else ())

    def words(self) -> str:
        if self.notary:
            return "signed and notarised"
        return (
            "signed, not notarised" if self.identity else "not signed: other Macs will not open it by a click"
        )


def sign_app(run: Run, app: Path, keys: Keys) -> None:
    """From the inside out, because each signature counts what lies within; the program comes with the app itself."""
    for part in inner_parts(app):
        sign(run, part, keys)
    sign(run, app, keys, "--entitlements", ENTITLEMENTS)
    run("codesign", "--verify", "--deep", "--strict", "--verbose=2", app)


def inner_parts(app: Path) -> Iterator[Path]:
    files = [path for path in machos(app) if path != app / PROGRAM]
    frameworks = [path for path in sorted(app.rglob("*.framework")) if not path.is_symlink()]
    for paths in (files, frameworks):
        yield from sorted(paths, key=lambda path: -len(path.parts))


def sign(run: Run, path: Path, keys: Keys, *more: str | Path) -> None:
    """Without a certificate there is no hardened runtime: it would let in no library, all being signed by nobody."""
    by = ("--timestamp", "--options", "runtime", *more) if keys.identity else ()
    run("codesign", "--force", "--sign", keys.identity or NOBODY, *by, path)


def notarise(run: Run, path: Path, keys: Keys, scratch: Path) -> None:
    """Apple's answer is fastened to it, so that a Mac without a network opens it, too."""
    if not keys.notary:
        return
    sent = path
    if path.is_dir():
        sent = scratch / f"{path.stem}.zip"
        run("ditto", "-c", "-k", "--keepParent", path, sent)
    key, key_id, issuer = keys.notary
    run(
        "xcrun", "notarytool", "submit", sent, "--wait", "--timeout", "1h",
        "--key", key, "--key-id", key_id, "--issuer", issuer,
    )  # fmt: skip
    run("xcrun", "stapler", "staple", path)
