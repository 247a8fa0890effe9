"""What the program is made of: as its installer said, else as it lies in the environment that it runs in."""

from __future__ import annotations

import sysconfig
from pathlib import Path

from lazi_desktop import __version__
from lazi_desktop.config.places import bills_of_materials, resources_folder
from lazi_desktop.domain.parts import Composition


def composition() -> Composition:
    from lazi_desktop.parts.gathered import own_part, parts_in, this_python
    from lazi_desktop.parts.licences import read_text
    from lazi_desktop.parts.shipped import shipped_parts

    folder = next(filter(Path.is_dir, bills_of_materials()), None)
    if folder is not None:
        own, parts = shipped_parts(folder)
        return Composition(own, tuple(parts), str(folder.parent))
    packages, texts = Path(sysconfig.get_path("purelib")), resources_folder() / "licences"
    own = own_part(__version__, read_text(texts / "Apache-2.0.txt"))
    return Composition(own, tuple(parts_in(packages, texts, more=[this_python()])), str(packages))
