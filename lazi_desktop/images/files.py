"""Files that people want to add: read whole, or said in words why not."""

from __future__ import annotations

import stat
from pathlib import Path

from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.images.limits import MOST_BYTES


def read_file(file: Path) -> bytes:
    """Raises PictureProblem. Blocks on the disk."""
    try:
        found = file.stat()
        if stat.S_ISDIR(found.st_mode):
            raise PictureProblem(PictureFlaw.NOT_A_PICTURE, "It is a folder, not a picture.")
        if not stat.S_ISREG(found.st_mode):  # reading a pipe or a device may never end
            raise PictureProblem(PictureFlaw.NOT_A_PICTURE, "It is no file that can be read.")
        if found.st_size > MOST_BYTES:
            raise _too_large()
        with file.open("rb") as opened:
            content = opened.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise PictureProblem(PictureFlaw.NOT_THERE, "The file is not there any more.") from error
    except PermissionError as error:
        raise PictureProblem(PictureFlaw.REFUSED, "You may not read this file.") from error
    except (OSError, ValueError) as error:  # a name that no file can have is a ValueError
        reason = error.strerror if isinstance(error, OSError) else None
        raise PictureProblem(
            PictureFlaw.NOT_THERE, f"The file cannot be read ({reason or 'its name is none'})."
        ) from error
    if len(content) > MOST_BYTES:
        raise _too_large()
    return content


def _too_large() -> PictureProblem:
    return PictureProblem(
        PictureFlaw.TOO_MANY_BYTES, f"The file is larger than {MOST_BYTES // 1024 // 1024} MB."
    )
