"""The lab inside of the interpreter: plays Python programs and records what their loop does."""
