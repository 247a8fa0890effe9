"""Work on pictures that are to be added: done elsewhere, in turn, and ended with the program."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import Any

import psutil
import pytest

from lazi_desktop.domain.pictures import (
    Crop,
    PictureEdit,
    PictureFlaw,
    PictureProblem,
    local_digest,
)
from lazi_desktop.images import decoder as decoder_module
from lazi_desktop.images import files, tools
from lazi_desktop.images.tools import DecoderTools
from tests.images.samples import BLUE, colour_at, heic, is_near, jpeg, opened, png_that_says, saved, scene
from tests.images.test_chain import until
from tests.images.test_decoder import spoilt

PATIENCE = 60.0


@pytest.fixture
def workshop() -> Iterator[DecoderTools]:
    made = DecoderTools()
    yield made
    made.close()


def flaw_of(answer: Future[Any]) -> PictureFlaw:
    error = answer.exception(PATIENCE)
    assert isinstance(error, PictureProblem), error
    assert error.detail.endswith(".")
    return error.flaw


def test_a_picture_is_prepared_under_the_address_of_its_bytes(workshop: DecoderTools) -> None:
    prepared = workshop.prepare(saved(scene(800, 600), "WEBP")).result(PATIENCE)
    assert opened(prepared.content).format == "JPEG"
    assert local_digest(prepared.address) == hashlib.sha256(prepared.content).hexdigest()
    assert (prepared.look.width, prepared.look.height, prepared.look.size) == (
        800,
        600,
        len(prepared.content),
    )
    assert prepared.remarks == ("It was converted from WebP to JPEG.",)


def test_files_are_read_when_it_is_their_turn(workshop: DecoderTools, tmp_path: Path) -> None:
    file = tmp_path / "pump.jpg"
    file.write_bytes(jpeg(1200, 800))
    look = workshop.look(file).result(PATIENCE)
    assert (look.width, look.height) == (1200, 800)
    assert (look.size, look.digest) == (len(jpeg(1200, 800)), hashlib.sha256(jpeg(1200, 800)).hexdigest())
    assert workshop.prepare(file).result(PATIENCE).look.distance(look) <= 1


def test_what_is_no_file_to_be_read_is_said(workshop: DecoderTools, tmp_path: Path) -> None:
    assert flaw_of(workshop.prepare(tmp_path / "gone.jpg")) is PictureFlaw.NOT_THERE
    assert flaw_of(workshop.look(tmp_path)) is PictureFlaw.NOT_A_PICTURE
    assert flaw_of(workshop.prepare(tmp_path / "a\0b.jpg")) is PictureFlaw.NOT_THERE
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe.jpg")
        assert flaw_of(workshop.prepare(tmp_path / "pipe.jpg")) is PictureFlaw.NOT_A_PICTURE


def test_a_file_that_is_too_large_is_not_read(
    workshop: DecoderTools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "MOST_BYTES", 100)
    (tmp_path / "large.jpg").write_bytes(bytes(101))
    assert flaw_of(workshop.look(tmp_path / "large.jpg")) is PictureFlaw.TOO_MANY_BYTES


@pytest.mark.parametrize(
    ("content", "flaw"),
    [
        (b"", PictureFlaw.EMPTY),
        (b"Dear technician", PictureFlaw.NOT_A_PICTURE),
        (heic(), PictureFlaw.UNSUPPORTED),
        (jpeg(1200, 800)[:4000], PictureFlaw.CUT_OFF),
        (png_that_says(60_000, 60_000), PictureFlaw.TOO_MANY_PIXELS),
    ],
)
def test_what_cannot_be_added_is_said(workshop: DecoderTools, content: bytes, flaw: PictureFlaw) -> None:
    for asked in (workshop.prepare(content), workshop.look(content), workshop.thumbnail(content, 64)):
        assert flaw_of(asked) is flaw
    assert flaw_of(workshop.are_same(content, jpeg(1200, 800))) is flaw


def test_before_it_is_added_it_is_seen_as_it_would_become(workshop: DecoderTools) -> None:
    edit = PictureEdit(turns=1, crop=Crop(bottom=0.5))
    plain = workshop.thumbnail(jpeg(1200, 800), 60).result(PATIENCE)
    edited = workshop.thumbnail(jpeg(1200, 800), 64, edit).result(PATIENCE)
    assert (plain.width, plain.height) == (64, 43)
    assert (edited.full_width, edited.full_height) == (1200, 800)
    prepared = workshop.prepare(jpeg(1200, 800), edit).result(PATIENCE)
    assert edited.width / edited.height == pytest.approx(prepared.look.width / prepared.look.height, rel=0.05)


def test_whether_two_are_the_same(workshop: DecoderTools) -> None:
    ours, anew, other = saved(scene()), saved(scene(), quality=60), saved(scene(seed=2))
    assert workshop.are_same(ours, anew).result(PATIENCE)
    assert not workshop.are_same(ours, other).result(PATIENCE)


def test_what_is_in_memory_has_its_turn_before_what_lies_in_files(
    workshop: DecoderTools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    order: list[str] = []
    go_on = threading.Event()

    def read(source: bytes | Path) -> bytes:
        go_on.wait(PATIENCE)
        order.append("memory" if isinstance(source, bytes) else source.name)
        return jpeg()

    monkeypatch.setattr(tools, "_content", read)
    monkeypatch.setattr(tools, "WORKERS", 1)
    answers: list[Future[Any]] = [workshop.look(tmp_path / f"{number}.jpg") for number in range(3)]
    until(answers[0].running)
    answers.append(workshop.look(jpeg()))
    go_on.set()
    for answer in answers:
        answer.result(PATIENCE)
    assert order == ["0.jpg", "memory", "1.jpg", "2.jpg"]


def test_what_is_cancelled_is_not_done(
    workshop: DecoderTools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()
    read: list[object] = []

    def content(source: bytes | Path) -> bytes:
        read.append(source)
        go_on.wait(PATIENCE)
        return jpeg()

    monkeypatch.setattr(tools, "_content", content)
    monkeypatch.setattr(tools, "WORKERS", 1)
    first, second, third = (workshop.look(tmp_path / name) for name in "abc")
    until(first.running)
    assert second.cancel()
    go_on.set()
    assert third.result(PATIENCE).width
    assert read == [tmp_path / "a", tmp_path / "c"]


def test_no_more_waits_in_memory_than_there_may(
    workshop: DecoderTools, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = threading.Event()

    def content(source: bytes | Path) -> bytes:
        go_on.wait(PATIENCE)
        return source if isinstance(source, bytes) else jpeg()

    monkeypatch.setattr(tools, "_content", content)
    monkeypatch.setattr(tools, "WORKERS", 1)
    monkeypatch.setattr(tools, "MOST_WAITING_BYTES", 2 * len(jpeg()))
    answers: list[Future[Any]] = [workshop.look(tmp_path / "a.jpg")]
    until(answers[0].running)
    answers += [workshop.look(jpeg()) for _ in range(2)]
    assert flaw_of(workshop.look(jpeg())) is PictureFlaw.TOO_MUCH_MEMORY
    answers.append(workshop.look(tmp_path / "b.jpg"))  # a file weighs nothing
    go_on.set()
    assert all(answer.result(PATIENCE).width for answer in answers)
    assert workshop.look(jpeg()).result(PATIENCE).width


def test_all_workers_work(workshop: DecoderTools, tmp_path: Path) -> None:
    file = tmp_path / "a.jpg"
    file.write_bytes(jpeg(1200, 800))
    assert workshop.look(file).result(PATIENCE).width
    for answer in [workshop.look(file) for _ in range(40)]:
        answer.result(PATIENCE)
    assert len(workshop.processes) == tools.WORKERS


def test_a_hostile_picture_costs_nobody_else_anything(
    workshop: DecoderTools, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(decoder_module, "part_command", spoilt("import os; os.abort()"))
        assert flaw_of(workshop.look(jpeg())) is PictureFlaw.DECODER_DIED
    assert workshop.look(jpeg()).result(PATIENCE).width


def test_processes_are_given_back_when_there_is_nothing_to_do() -> None:
    workshop = DecoderTools(rest_seconds=0.05)
    try:
        workshop.look(jpeg()).result(PATIENCE)
        until(lambda: not workshop.processes)
        assert is_near(colour_at(workshop.thumbnail(jpeg(), 64).result(PATIENCE).pixels, 64, 60, 20), BLUE)
    finally:
        workshop.close()


def test_closing_ends_processes_and_threads_and_cancels_what_waits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoder_module, "part_command", spoilt("while True: pass"))
    workshop = DecoderTools()
    answers = [workshop.look(jpeg()) for _ in range(5)]
    until(lambda: len(workshop.processes) == 2 and sum(answer.running() for answer in answers) == 2)
    started = workshop.processes
    workshop.close()
    assert [flaw_of(answer) for answer in answers[:2]] == [PictureFlaw.NO_DECODER] * 2
    for answer in answers[2:]:
        with pytest.raises(CancelledError):
            answer.result(PATIENCE)
    assert not [number for number in started if psutil.pid_exists(number)]
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("picture tools")]
    assert flaw_of(workshop.look(jpeg())) is PictureFlaw.NO_DECODER
