"""What becomes of an uploaded picture: nobody knows it of the real ServiceTitan, so it can be told."""

from __future__ import annotations

import hashlib
import io
from dataclasses import dataclass
from typing import Final

from PIL import Image

UPLOADS: Final = "Images/Temporary/"
HOW: Final = {
    "copied": "it stays, and lies in the folder of what names it, too, by the same name",
    "moved": "it lies in that folder by the same name, and no longer where it was",
    "renamed": "it lies in that folder by a name of its own, and no longer where it was",
    "recoded": "as moved, but packed anew",
    "shrunk": "as moved, but made smaller",
    "spoilt": "as moved, but another picture",
    "lost": "as moved, but nothing is there",
}


@dataclass
class UploadHabits:
    """``seconds``: after that an upload that nothing names is gone; None for never. ``refuses_gone``: naming one that
    is gone is refused; else it is accepted and leads nowhere."""

    how: str = "copied"
    seconds: float | None = None
    refuses_gone: bool = False

    def __post_init__(self) -> None:
        if self.how not in HOW:
            raise ValueError(f"unknown {self.how!r}; known are {', '.join(HOW)}")

    def target(self, path: str, folder: str) -> str:
        name = path.removeprefix(UPLOADS)
        if self.how == "renamed":
            name = f"{hashlib.sha256(path.encode()).hexdigest()[:32]}.{name.rpartition('.')[2]}"
        return f"Images/{folder}/{name}"

    def content(self, content: bytes) -> bytes | None:
        """What lies there then; None for nothing."""
        match self.how:
            case "lost":
                return None
            case "recoded":
                return _packed(_opened(content))
            case "shrunk":
                picture = _opened(content)
                return _packed(picture.resize((picture.width // 2, picture.height // 2)))
            case "spoilt":
                picture = _opened(content)
                return _packed(Image.linear_gradient("L").resize(picture.size).convert("RGB"))
        return content


def _opened(content: bytes) -> Image.Image:
    return Image.open(io.BytesIO(content)).convert("RGB")


def _packed(picture: Image.Image) -> bytes:
    target = io.BytesIO()
    picture.save(target, "JPEG", quality=88)
    return target.getvalue()
