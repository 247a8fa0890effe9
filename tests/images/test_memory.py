from __future__ import annotations

from lazi_desktop.images.memory import ThumbnailMemory
from lazi_desktop.ports.pictures import Thumbnail


def small(side: int) -> Thumbnail:
    return Thumbnail(side, side, bytes(4 * side * side), 100, 100)


def test_those_looked_at_last_are_held_and_no_more_bytes_than_there_may_be() -> None:
    memory = ThumbnailMemory(most=3 * 400)
    for address in "abc":
        memory.put(address, 10, small(10))
    assert memory.get("a", 10) is not None
    memory.put("d", 10, small(10))
    assert memory.size == 1200
    assert [address for address in "abcd" if memory.get(address, 10)] == ["a", "c", "d"]


def test_sizes_of_one_picture_are_told_apart() -> None:
    memory = ThumbnailMemory()
    memory.put("a", 64, small(8))
    assert memory.get("a", 128) is None


def test_a_picture_put_again_counts_once() -> None:
    memory = ThumbnailMemory()
    memory.put("a", 64, small(10))
    memory.put("a", 64, small(10))
    assert memory.size == 400


def test_one_that_is_larger_than_all_there_is_room_for_is_not_held() -> None:
    memory = ThumbnailMemory(most=100)
    memory.put("a", 64, small(10))
    assert (memory.get("a", 64), memory.size) == (None, 0)
