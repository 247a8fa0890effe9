"""Digests of a mirror: a short proof that two copies hold the same rows, and where they do not.

Every row falls into one of 256 buckets by the last byte of its key. A bucket is told by how many rows it has and by the
exclusive or of the first eight bytes of their hashes, so that the order of rows does not matter.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lazi_desktop.domain.keys import EntityKey

BUCKETS = 256


@dataclass(frozen=True, slots=True)
class Digest:
    """`buckets`: number of a bucket that has rows → (how many, exclusive or as a signed 64-bit number)."""

    at_seq: int
    buckets: Mapping[int, tuple[int, int]]

    def differing(self, other: Digest) -> list[int]:
        """Numbers of the buckets that differ; only meaningful at the same `at_seq`."""
        return sorted(
            bucket
            for bucket in self.buckets.keys() | other.buckets.keys()
            if self.buckets.get(bucket, (0, 0)) != other.buckets.get(bucket, (0, 0))
        )


def bucket_of(key: EntityKey) -> int:
    return key.bytes[-1]
