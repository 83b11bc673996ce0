# SPDX-License-Identifier: Apache-2.0
"""Drops the large files below a directory from the page cache, five times a second. Argument: the directory."""
import os
import sys
import time

LARGE_BYTES = 1 << 20


def evict(path):
    with open(path, "rb") as file:
        os.fdatasync(file.fileno())  # only clean pages can be dropped
        os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)


while True:
    for directory, _, names in os.walk(sys.argv[1] + "/base"):
        for name in names:
            path = os.path.join(directory, name)
            try:
                if os.path.getsize(path) > LARGE_BYTES:
                    evict(path)
            except FileNotFoundError:
                pass  # a temporary file
    time.sleep(0.2)
