"""What a job hashes, compresses or looks up, on the calling thread: none of it holds the GIL."""
import hashlib
import math
import socket
import zlib

from .order import Order

_KEY_BYTES = 32
_SALT = b"a salt of sixteen"
_DIGEST = "sha512"
#: As the lab's own has it, from which the rounds of a job come.
_MOST_N = 16_384
_LEAST_BLOCKS = 8
_MOST_MEMORY = 64 * 2**20
_NAME = "localhost"
#: Apart, so that jobs that follow one another compress other text.
_APART_BYTES = 4_099
_LEVEL = 6
#: zlib's own number for gzip with the largest window.
_GZIP = 31

#: The kinds of work that are done here.
KINDS = ("crypto", "zlib", "dns")


def do_hidden_work(order: Order, place: int) -> None:
    """Does all of the job at that place of the plan."""
    if order.kind == "crypto":
        _hash(order, place)
    elif order.kind == "zlib":
        _compress(order, place)
    else:
        for _ in range(order.lookups):
            socket.getaddrinfo(_NAME, None, socket.AF_INET)


def _hash(order: Order, place: int) -> None:
    password = f"password {place}".encode()
    rounds = order.hidden_rounds(place)
    if order.hash == "pbkdf2":
        hashlib.pbkdf2_hmac(_DIGEST, password, _SALT, rounds, _KEY_BYTES)
        return
    n = min(_MOST_N, 2 ** max(1, int(math.log2(rounds))))
    p = max(1, rounds // n)
    r = max(1, round(_LEAST_BLOCKS * rounds / (n * p)))
    hashlib.scrypt(password, salt=_SALT, n=n, r=r, p=p, maxmem=_MOST_MEMORY, dklen=_KEY_BYTES)


def _compress(order: Order, place: int) -> None:
    text = order.text
    size = min(len(text), order.hidden_rounds(place))
    begin = place * _APART_BYTES % (len(text) - size + 1)
    compressor = zlib.compressobj(_LEVEL, zlib.DEFLATED, _GZIP)
    compressor.compress(memoryview(text)[begin : begin + size])
    compressor.flush()
