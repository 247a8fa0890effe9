"""All parts of the program in a folder of packages: those of Python, libraries, Python itself, fonts."""

from __future__ import annotations

import platform
import sysconfig
from collections.abc import Collection, Sequence
from pathlib import Path

from lazi_desktop.domain.parts import Part, PartKind, PartsProblem
from lazi_desktop.parts.libraries import libraries, without_those
from lazi_desktop.parts.licences import read_text
from lazi_desktop.parts.packages import Fetched, dist_infos, needed, normal, packages

NAME = "LAZI Desktop"
PYTHON_SOURCE = "https://www.python.org/downloads/source/"
_INTER = "4.1"
_PHOSPHOR = "qtawesome/fonts/phosphor*.ttf"


def parts_in(
    folder: Path,
    texts: Path,
    *,
    names: Collection[str] | None = None,
    dist_folder: Path | None = None,
    fetched: Fetched | None = None,
    more: Sequence[Part] = (),
    whole: bool = False,
) -> list[Part]:
    """`dist_folder` is where packages say more of themselves, where that is not `folder`; `names` are those of locks,
    else what the program needs; `more` are parts that no package tells of. `whole`: see `libraries`."""
    installed = dist_infos(dist_folder or folder)
    wanted = names if names is not None else needed(installed)
    of_python = packages(installed, wanted, texts, fetched)
    by_name = {normal(one.name): one for one in [*more, *of_python]}
    others = libraries(folder, by_name, texts, whole=whole)
    told = [without_those(one, others) for one in [*more, *of_python]]
    found = [*told, *others, *fonts(folder, texts)]
    if len({one.ref for one in found}) < len(found):
        raise PartsProblem("Two parts have one name and one version.")
    return sorted(found, key=lambda one: (one.name.lower(), one.version, one.brought_by))


def own_part(version: str, text: str) -> Part:
    return Part(
        name=NAME,
        version=version,
        kind=PartKind.PROGRAM,
        licence="Apache-2.0",
        text=text,
        purl=f"pkg:generic/lazi-desktop@{version}",
    )


def this_python() -> Part:
    """The one that runs this."""
    stdlib = Path(sysconfig.get_path("stdlib"))
    found = next(
        (file for file in (stdlib / "LICENSE.txt", stdlib.parent / "LICENSE.txt") if file.is_file()), None
    )
    text = read_text(found) if found is not None else "See https://docs.python.org/3/license.html.\n"
    return python_part(platform.python_version(), text)


def python_part(version: str, text: str) -> Part:
    return Part(
        name="Python",
        version=version,
        kind=PartKind.PROGRAM,
        licence="PSF-2.0",
        text=text,
        purl=f"pkg:generic/python@{version}",
        source=PYTHON_SOURCE,
    )


def fonts(folder: Path, texts: Path) -> list[Part]:
    """Our own lies beside the licences' texts."""
    inter = texts.parent / "fonts"
    found = [
        Part(
            name="Inter",
            version=_INTER,
            kind=PartKind.FONT,
            licence="OFL-1.1",
            text=read_text(inter / "LICENSE.txt"),
            purl=f"pkg:generic/inter@{_INTER}",
            source="https://github.com/rsms/inter",
        )
    ]
    for file in sorted(folder.glob(_PHOSPHOR)):
        version = file.stem.rpartition("-")[2]
        found.append(
            Part(
                name="Phosphor Icons",
                version=version,
                kind=PartKind.FONT,
                licence="MIT",
                text=read_text(texts / "phosphor.txt"),
                purl=f"pkg:generic/phosphor-icons@{version}",
                source="https://github.com/phosphor-icons/homepage",
                brought_by="QtAwesome",
            )
        )
    return found
