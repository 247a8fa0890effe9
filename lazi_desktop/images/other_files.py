"""Files that are no picture we can show: what they are, so that a person knows what to do."""

from __future__ import annotations

from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem

_HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
_HEAD = 2048


def what_else(content: bytes) -> PictureProblem:
    head = content[:_HEAD]
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head[4:8] == b"ftyp":
        return _unsupported("HEIC") if head[8:12] in _HEIC else _film()
    if start.startswith((b"<svg", b"<?xml")) and b"<svg" in start:
        return _unsupported("SVG")
    if start.startswith(b"%pdf"):
        return PictureProblem(PictureFlaw.NOT_A_PICTURE, "It is a PDF document, not a picture.")
    if start.startswith((b"<!doctype", b"<html", b"<head", b"<body")):
        return PictureProblem(PictureFlaw.NOT_A_PICTURE, "It is a web page, not a picture.")
    if _is_text(head):
        return PictureProblem(
            PictureFlaw.NOT_A_PICTURE, "It is a text, not a picture, whatever its name says."
        )
    return PictureProblem(
        PictureFlaw.NOT_A_PICTURE, "It is no picture of a kind known here, or its beginning is damaged."
    )


def _unsupported(kind: str) -> PictureProblem:
    return PictureProblem(
        PictureFlaw.UNSUPPORTED,
        f"It is a {kind} picture, which cannot be shown here. Save it as JPEG or PNG.",
    )


def _film() -> PictureProblem:
    return PictureProblem(PictureFlaw.NOT_A_PICTURE, "It is a film, not a picture.")


def _is_text(head: bytes) -> bool:
    if b"\0" in head:
        return False
    try:
        head.decode()
    except UnicodeDecodeError as error:
        return error.start > len(head) - 4  # a letter cut in two at the end
    return True
