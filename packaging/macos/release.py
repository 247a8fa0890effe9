"""From the app to what people and IT install: a disk image to drag it from, and an installer that asks nothing."""

from __future__ import annotations

import platform
import plistlib
from pathlib import Path

from macos.product import APP, IDENTIFIER, NAME, OLDEST_MACOS, PROGRAM, numbers_of
from macos.signing import Keys, Run, notarise, sign, sign_app


def release(run: Run, app: Path, version: str, keys: Keys, out: Path, scratch: Path) -> list[Path]:
    """`app` lies alone in its folder."""
    sign_app(run, app, keys)
    run(app / PROGRAM, "--version")
    notarise(run, app, keys, scratch)
    name = f"{NAME.replace(' ', '-')}-{version}-{platform.machine()}"
    return [
        disk_image(run, app, keys, out / f"{name}.dmg", scratch),
        installer(run, app, version, keys, out / f"{name}.pkg", scratch),
    ]


def disk_image(run: Run, app: Path, keys: Keys, image: Path, scratch: Path) -> Path:
    content = scratch / "disk image"
    content.mkdir()
    (content / "Applications").symlink_to("/Applications")
    run("ditto", app, content / APP)
    run(
        "hdiutil", "create", "-volname", NAME, "-srcfolder", content, "-fs", "HFS+", "-format", "ULMO", "-ov", image
    )  # fmt: skip
    if keys.identity:
        sign(run, image, keys)
    notarise(run, image, keys, scratch)
    return image


def installer(run: Run, app: Path, version: str, keys: Keys, package: Path, scratch: Path) -> Path:
    """For all users, always in /Applications: a copy that somebody keeps elsewhere is not taken for it."""
    parts, needs, inner = scratch / "parts.plist", scratch / "needs.plist", scratch / "inner.pkg"
    parts.write_bytes(
        plistlib.dumps(
            [
                {
                    "RootRelativeBundlePath": APP,
                    "BundleIsRelocatable": False,
                    "BundleIsVersionChecked": True,
                    "BundleHasStrictIdentifier": True,
                    "BundleOverwriteAction": "upgrade",
                }
            ]
        )
    )
    needs.write_bytes(plistlib.dumps({"os": [OLDEST_MACOS], "arch": [platform.machine()]}))
    run(
        "pkgbuild", "--root", app.parent, "--component-plist", parts, "--install-location", "/Applications",
        "--identifier", IDENTIFIER, "--version", numbers_of(version), inner,
    )  # fmt: skip
    signed = ("--sign", keys.installer, "--timestamp") if keys.installer else ()
    run("productbuild", "--product", needs, "--package", inner, *signed, package)
    notarise(run, package, keys, scratch)
    return package
