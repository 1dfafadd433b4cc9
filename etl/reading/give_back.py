"""Gives memory that is no longer used back to the system, as far as its library can be told to."""

from __future__ import annotations

import ctypes

import pyarrow as pa

LARGE = 1 << 24
ARENAS = 2
# Names of parameters of mallopt, as malloc.h has them.
_MMAP_THRESHOLD, _ARENA_MAX = -3, -8


def keep_little() -> None:
    """Let what is larger than 16 megabytes go back to the system as soon as it is freed.

    Otherwise the allocator learns from the first large blocks to keep all that are freed, in one
    heap a thread: several hundred megabytes for nothing.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:
        set_option(_MMAP_THRESHOLD, LARGE)
        set_option(_ARENA_MAX, ARENAS)


def give_back() -> None:
    """Let the allocators return what they keep for later."""
    pa.default_memory_pool().release_unused()
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
