"""Names and numbers by which a Mac knows the product, and what it opens. The identifiers never change."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

NAME = "LAZI Desktop"
APP = f"{NAME}.app"
IDENTIFIER = "lazi.desktop"
SERVICE = "lazi.desktop.sync"
PROGRAM = Path("Contents/MacOS/lazi-desktop")
"""Window and command line are one, as everywhere."""
OLDEST_MACOS = "15.0"
"""What the newest of the parts was built for: PySide's own modules. parts.py holds it against all of them."""
INVITATIONS = "lazi-invitation"
LINKS = "lazi-desktop"


def info_plist(version: str) -> dict[str, Any]:
    """Besides what PyInstaller writes of itself: the program's and the icon's name, and the identifier."""
    kind = f"{IDENTIFIER}.invitation"
    return {
        "CFBundleDevelopmentRegion": "en",
        "CFBundleLocalizations": ["en", "es"],
        "CFBundleShortVersionString": version,
        "CFBundleVersion": numbers_of(version),
        "LSApplicationCategoryType": "public.app-category.business",
        "LSMinimumSystemVersion": OLDEST_MACOS,
        "NSHighResolutionCapable": True,
        "NSHumanReadableCopyright": "Apache License 2.0; its parts have licences of their own",
        "NSSupportsAutomaticGraphicsSwitching": True,
        "UTExportedTypeDeclarations": [
            {
                "UTTypeIdentifier": kind,
                "UTTypeDescription": f"Invitation to a {NAME} team",
                "UTTypeConformsTo": ["public.json"],
                "UTTypeTagSpecification": {
                    "public.filename-extension": [INVITATIONS],
                    "public.mime-type": ["application/x-lazi-invitation"],
                },
            }
        ],
        "CFBundleDocumentTypes": [
            {
                "CFBundleTypeName": f"Invitation to a {NAME} team",
                "CFBundleTypeRole": "Viewer",
                "LSHandlerRank": "Owner",
                "LSItemContentTypes": [kind],
            }
        ],
        "CFBundleURLTypes": [
            {"CFBundleURLName": kind, "CFBundleTypeRole": "Viewer", "CFBundleURLSchemes": [LINKS]}
        ],
    }


def numbers_of(version: str) -> str:
    """Three of them, which is all that a bundle may say: 1.2.0rc1 is 1.2.0."""
    found = re.match(r"(\d+)(?:\.(\d+))?(?:\.(\d+))?", version)
    assert found is not None
    return ".".join(number or "0" for number in found.groups())
