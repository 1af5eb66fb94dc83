"""Puts Debian's Chromium on the machine where that can be done: as root, with apt-get."""

from __future__ import annotations

import os
import shutil
import subprocess


def main() -> None:
    """Says what was done, and why nothing was."""
    if shutil.which("chromium") or shutil.which("chromium-browser"):
        return
    if os.name != "posix" or os.geteuid() != 0 or not shutil.which("apt-get"):
        print("No chromium, and no way to install it: the browser tests will be skipped.")
        return
    print("Installing chromium …")
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
        done = subprocess.run(["apt-get", *command], env=environment, capture_output=True)
        if done.returncode:
            print(f"apt-get {command[0]} failed: {done.stderr.decode(errors='replace')[-300:]}")
            return


if __name__ == "__main__":
    main()
