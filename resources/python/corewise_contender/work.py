"""Computing: a fixed amount of work and not of time, as in the lab's own jobs."""
import time

_carry = 1


def work(rounds: int) -> None:
    """Computes for `rounds` rounds of some 100 ns; each needs the outcome of the one before."""
    global _carry
    mixed = _carry
    for _ in range(rounds):
        mixed = ((mixed ^ (mixed >> 15)) * 0x2C1B3C6D + 1) & 0xFFFFFFFF
    _carry = mixed


def calibrate() -> float:
    """Rounds in a millisecond of this Python: the fastest of many short timings."""
    rounds = 2_500
    fastest = min(_time_of(rounds) for _ in range(400))
    return rounds / (fastest / 1e6)


def _time_of(rounds: int) -> int:
    start = time.perf_counter_ns()
    work(rounds)
    return time.perf_counter_ns() - start
