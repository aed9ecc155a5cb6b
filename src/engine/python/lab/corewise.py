"""What a program may import from `corewise`: words for those who watch it. The rest is Python's own."""

_stage = None


def control(name, initial):
    """What a control of the program is set to; `initial` where nobody set it."""
    value = _stage.controls.get(name, initial)
    is_number = isinstance(initial, (int, float)) and not isinstance(initial, bool)
    if is_number and isinstance(value, (int, float)) and not isinstance(value, bool):
        return value
    if type(value) is type(initial):
        return value
    raise TypeError(f"control {name}: expected a {type(initial).__name__}, got {value!r}")


def share(name, value):
    """Announces a value under a name, for those who watch the program."""
    _stage.share(str(name), value)


def work(seconds):
    """Keeps the core busy for some seconds: nobody else runs meanwhile."""
    is_number = isinstance(seconds, (int, float)) and not isinstance(seconds, bool)
    if not is_number or not 0 <= seconds < float("inf"):
        raise TypeError(f"work: expected a number of seconds, got {seconds!r}")
    _stage.work(seconds)
