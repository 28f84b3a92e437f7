"""The Merkle tree of RFC 9162, section 2.1, with SHA-256: one digest over a list, and proofs that one entry is in it without the others."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

LEAF, NODE = b"\0", b"\1"
"""What is hashed before an entry and before two digests, so that neither can be taken for the other."""


def tree_root(entries: Sequence[bytes]) -> bytes:
    """The digest over all, in their order."""
    return root_over([hashlib.sha256(LEAF + entry).digest() for entry in entries])


def proof(entries: Sequence[bytes], number: int) -> list[bytes]:
    """The digests with which the entry at ``number`` gives the root: a sibling at each level, from the bottom."""
    return _path([entry_digest(entry) for entry in entries], number)


def proves(entry: bytes, number: int, count: int, path: Sequence[bytes], root: bytes) -> bool:
    """True where the entry is the one at ``number`` of ``count`` under ``root``: RFC 9162, section 2.1.3.2."""
    if not 0 <= number < count:
        return False
    at, last, digest = number, count - 1, entry_digest(entry)
    for sibling in path:
        if last == 0:
            return False
        if at % 2 or at == last:
            digest = _node(sibling, digest)
            while not at % 2 and at:
                at, last = at // 2, last // 2
        else:
            digest = _node(digest, sibling)
        at, last = at // 2, last // 2
    return last == 0 and digest == root


def entry_digest(entry: bytes) -> bytes:
    """Of one entry alone."""
    return hashlib.sha256(LEAF + entry).digest()


def _node(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(NODE + left + right).digest()


def _split(count: int) -> int:
    """The largest power of two below ``count``, which is more than one."""
    return 1 << ((count - 1).bit_length() - 1)


def root_over(digests: Sequence[bytes]) -> bytes:
    """The digest over all of one level: of the entries, or of as many together as a power of two, of which the last may be fewer. Level by
    level, an odd one going up as it is: the same tree as that of the standard, which cuts at the largest power of two."""
    if not digests:
        return hashlib.sha256(b"").digest()
    level = list(digests)
    while len(level) > 1:
        odd = level[len(level) & ~1 :]
        level = [hashlib.sha256(NODE + left + right).digest() for left, right in zip(level[::2], level[1::2], strict=False)] + odd
    return level[0]


def _path(leaves: Sequence[bytes], number: int) -> list[bytes]:
    if len(leaves) == 1:
        return []
    cut = _split(len(leaves))
    if number < cut:
        return [*_path(leaves[:cut], number), root_over(leaves[cut:])]
    return [*_path(leaves[cut:], number - cut), root_over(leaves[:cut])]
