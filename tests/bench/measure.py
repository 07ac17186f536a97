"""One run of a program, and what several runs come to."""

import os
import statistics
import subprocess
import tempfile
from typing import NamedTuple


class Failed(Exception):
    """A program that did not do its work; the text says which and why."""


class Sample(NamedTuple):
    wall: float  # seconds
    cpu: float  # seconds of all threads, user and system
    peak: float  # MiB


class Summary(NamedTuple):
    """Medians, each by itself."""

    wall: float
    cpu: float
    peak: float
    fastest: float
    slowest: float


class Runner:
    """Runs programs through measured.c, at `launcher`."""

    def __init__(self, launcher, environment):
        self.launcher, self.environment = launcher, environment

    def run(self, command, good=(0,), output=os.devnull):
        """Runs a command to its end, standard output to the file `output`. Its status must be among `good`."""
        with tempfile.NamedTemporaryFile() as figures, tempfile.TemporaryFile() as messages, open(output, "wb") as out:
            launched = [self.launcher, figures.name] + list(command)
            subprocess.run(launched, stdin=subprocess.DEVNULL, stdout=out, stderr=messages, env=self.environment, check=False)
            said = figures.read().split()
            status = int(said[0]) if said else 2
            if status not in good:
                messages.seek(0)
                lines = messages.read().decode("utf-8", "replace").strip().splitlines()
                raise Failed("%s ended with status %d%s" % (command[0], status, ": " + lines[-1] if lines else ""))
        return Sample(float(said[1]), float(said[2]), int(said[3]) / 1024)


def summary(samples):
    walls = [sample.wall for sample in samples]
    return Summary(
        statistics.median(walls),
        statistics.median(sample.cpu for sample in samples),
        statistics.median(sample.peak for sample in samples),
        min(walls),
        max(walls),
    )
