"""Your own job. Write what one job does in one or both of the two ways below.

First the lab tries each way by itself and compares what they give. Then it runs the contenders.
"""
import asyncio
import hashlib
import time

# Jobs take these in turn. It may also be a function of the run's seed; without it, there is no
# input.
inputs = ["a", "b", "c"]


def digest(text: str) -> str:
    """Some computing, the same in both ways."""
    return hashlib.sha256(text.encode() * 20_000).hexdigest()


def blocking(input: str) -> str:
    """For threads and processes of Python: holds the one that calls it."""
    time.sleep(0.01)
    return digest(input)


async def job(input: str) -> str:
    """For asyncio."""
    await asyncio.sleep(0.01)
    return digest(input)


def before() -> None:
    """Called in every process before its first job: connect here."""


def after() -> None:
    """Called in every process after its last job: close here."""
