"""The process that decodes: what it may take, what happens when it takes more, and that it never stays behind."""

from __future__ import annotations

import subprocess
import sys
import textwrap
import threading
from collections.abc import Callable, Iterator

import psutil
import pytest

from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.images import decoder as decoder_module
from lazi_desktop.images.decoder import Decoder
from tests.images.samples import BLUE, RED, colour_at, is_near, jpeg, png_that_says

SERVE = """
import lazi_desktop.images.decoding as decoding
def decode(content, side, *, pack):
{body}
decoding.decode = decode
from lazi_desktop.images.process import serve
serve()
"""


def instead(program: str) -> Callable[[str], list[str]]:
    return lambda module: [sys.executable, "-P", "-c", program]


def spoilt(body: str) -> Callable[[str], list[str]]:
    """A decoder in which a picture does this to it."""
    return instead(SERVE.format(body=textwrap.indent(textwrap.dedent(body), "    ")))


@pytest.fixture
def decoder() -> Iterator[Decoder]:
    made = Decoder()
    yield made
    made.close()


def flaw_of(decoder: Decoder, content: bytes) -> PictureFlaw:
    with pytest.raises(PictureProblem) as caught:
        decoder.thumbnail(content, 64)
    return caught.value.flaw


def test_a_picture_comes_back_as_pixels(decoder: Decoder) -> None:
    small, packed, _ = decoder.thumbnail(jpeg(1200, 800), 60)
    assert (small.width, small.height, small.full_width, small.full_height) == (60, 40, 1200, 800)
    assert is_near(colour_at(small.pixels, 60, 10, 20), RED)
    assert is_near(colour_at(small.pixels, 60, 50, 20), BLUE)
    assert packed.startswith(b"\xff\xd8")


def test_one_process_serves_many_pictures_good_and_bad(decoder: Decoder) -> None:
    decoder.thumbnail(jpeg(), 64)
    first = decoder.process_id
    assert flaw_of(decoder, b"a text") is PictureFlaw.NOT_A_PICTURE
    assert flaw_of(decoder, png_that_says(60_000, 60_000)) is PictureFlaw.TOO_MANY_PIXELS
    assert decoder.thumbnail(jpeg(), 64, pack=False).packed == b""
    assert decoder.process_id == first


def test_a_picture_that_takes_too_long_is_given_up_and_the_next_one_is_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decoder = Decoder(seconds=0.5)
    try:
        with monkeypatch.context() as patch:
            patch.setattr(decoder_module, "part_command", spoilt("while True: pass"))
            assert flaw_of(decoder, jpeg()) is PictureFlaw.TOO_SLOW
            gone = decoder.process_id
        assert decoder.thumbnail(jpeg(), 64).thumbnail.width == 64
        assert decoder.process_id != gone
        assert gone is not None
        assert not psutil.pid_exists(gone)
    finally:
        decoder.close()


def test_a_picture_that_takes_all_memory_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    hungry = """
        held = []
        while True: held.append(bytearray(b"x" * 16_000_000))
    """
    monkeypatch.setattr(decoder_module, "part_command", spoilt(hungry))
    decoder = Decoder()
    try:
        assert flaw_of(decoder, jpeg()) is PictureFlaw.TOO_MUCH_MEMORY
    finally:
        decoder.close()


def test_memory_is_watched_where_the_system_does_not_limit_it(monkeypatch: pytest.MonkeyPatch) -> None:
    grows = """
        held = bytearray(b"x" * 300_000_000)
        while True: pass
    """
    monkeypatch.setattr(decoder_module, "part_command", spoilt(grows))
    decoder = Decoder(memory=200_000_000)
    try:
        assert flaw_of(decoder, jpeg()) is PictureFlaw.TOO_MUCH_MEMORY
    finally:
        decoder.close()


@pytest.mark.parametrize(
    "harm",
    [
        "import os; os.abort()",
        "import sys; sys.stdout.buffer.write(b'x' * 200); sys.stdout.buffer.flush(); raise SystemExit",
        "import sys; sys.stdout.buffer.write(bytes(200)); sys.stdout.buffer.flush()\nwhile True: pass",
    ],
)
def test_a_picture_that_ends_the_decoder_does_no_other_harm(
    monkeypatch: pytest.MonkeyPatch, harm: str
) -> None:
    decoder = Decoder(seconds=3)
    try:
        with monkeypatch.context() as patch:
            patch.setattr(decoder_module, "part_command", spoilt(harm))
            assert flaw_of(decoder, jpeg()) is PictureFlaw.DECODER_DIED
        assert decoder.thumbnail(jpeg(), 64).thumbnail.width == 64
    finally:
        decoder.close()


def test_a_decoder_that_was_ended_from_outside_starts_again(decoder: Decoder) -> None:
    decoder.thumbnail(jpeg(), 64)
    first = decoder.process_id
    assert first is not None
    process = psutil.Process(first)
    process.kill()
    process.wait()
    assert decoder.thumbnail(jpeg(), 64).thumbnail.width == 64
    assert decoder.process_id != first


def test_no_process_is_started_for_nothing(decoder: Decoder) -> None:
    assert decoder.process_id is None
    decoder.close()
    assert flaw_of(decoder, jpeg()) is PictureFlaw.NO_DECODER
    assert decoder.process_id is None


def test_closing_ends_the_process_even_while_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoder_module, "part_command", spoilt("while True: pass"))
    decoder = Decoder(seconds=60)
    found: list[PictureFlaw] = []
    asking = threading.Thread(target=lambda: found.append(flaw_of(decoder, jpeg())))
    asking.start()
    while decoder.process_id is None:
        asking.join(0.01)
    decoder.close()
    asking.join()
    assert found
    assert decoder.process_id is not None
    assert not psutil.pid_exists(decoder.process_id)


def test_closing_while_it_starts_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoder_module, "part_command", instead("import time; time.sleep(60)"))
    decoder = Decoder()
    start = decoder_module._start

    def closed_meanwhile() -> subprocess.Popen[bytes]:
        process = start()
        closing = threading.Thread(target=decoder.close)
        closing.start()
        closings.append(closing)
        return process

    closings: list[threading.Thread] = []
    monkeypatch.setattr(decoder_module, "_start", closed_meanwhile)

    class AfterClosing(decoder_module._Watch):
        def __enter__(self) -> None:
            closings[0].join()
            super().__enter__()

    monkeypatch.setattr(decoder_module, "_Watch", AfterClosing)
    with pytest.raises(PictureProblem, match="being closed"):
        decoder.thumbnail(jpeg(), 64)


def test_an_interpreter_that_does_not_start_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoder_module, "part_command", instead("raise SystemExit(1)"))
    decoder = Decoder()
    try:
        assert flaw_of(decoder, jpeg()) is PictureFlaw.NO_DECODER
    finally:
        decoder.close()


def test_nothing_stays_behind_when_the_program_is_killed() -> None:
    program = """
        from lazi_desktop.images.decoder import Decoder
        from tests.images.samples import jpeg
        decoder = Decoder()
        decoder.thumbnail(jpeg(), 64)
        print(decoder.process_id, flush=True)
        while True: pass
    """
    window = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(program)], stdout=subprocess.PIPE, text=True
    )
    assert window.stdout is not None
    with window.stdout:
        beside = psutil.Process(int(window.stdout.readline()))
        window.kill()
        window.wait()
    beside.wait(20)
    assert not beside.is_running()


def test_the_window_does_not_load_pillow() -> None:
    program = "import sys, lazi_desktop.images.decoder; sys.exit('PIL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0
