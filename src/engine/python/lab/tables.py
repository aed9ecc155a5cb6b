"""What a run leaves, in memory that is read from outside of the interpreter.

The thread around it may end a program anywhere, and reads what there is until then. So every table
stands at an address that it knows, and a row counts only once it is whole.
"""

from array import array
from struct import Struct

ROWS_PER_CHUNK = 16_384
MOST_CHUNKS = 512


class Table:
    """Rows of one format. Its directory holds how many there are, and where their chunks begin."""

    def __init__(self, row_format):
        struct = Struct(row_format)
        self._size = struct.size
        self._pack = struct.pack_into
        self._chunks = []
        self.rows = 0
        self.directory = array("I", bytes(4 * (1 + MOST_CHUNKS)))

    def append(self, *row):
        """Adds a row, and gives its number."""
        number = self.rows
        at = number % ROWS_PER_CHUNK
        if at == 0:
            self._add_chunk()
        self._pack(self._chunks[-1], at * self._size, *row)
        self.rows = self.directory[0] = number + 1
        return number

    def put(self, number, *row):
        """Changes a row that is there."""
        chunk = self._chunks[number // ROWS_PER_CHUNK]
        self._pack(chunk, number % ROWS_PER_CHUNK * self._size, *row)

    def _add_chunk(self):
        if len(self._chunks) == MOST_CHUNKS:
            raise MemoryError
        chunk = array("B", bytes(self._size * ROWS_PER_CHUNK))
        self._chunks.append(chunk)
        self.directory[len(self._chunks)] = chunk.buffer_info()[0]


class Texts:
    """Texts by their number; the same text has the same number."""

    def __init__(self):
        self._numbers = {}
        self._kept = []
        self.characters = 0
        # Of each text, where it is and how many bytes it has.
        self.table = Table("<II")

    def number_of(self, text):
        number = self._numbers.get(text)
        if number is None:
            data = array("B", text.encode("utf-8", "replace"))
            self._kept.append(data)
            number = self._numbers[text] = self.table.append(*data.buffer_info())
            self.characters += len(text)
        return number


class Slots:
    """A few numbers: lines from 1, whether events were left out, how the program ended."""

    LINE = 0
    IS_TRUNCATED = 1
    # The number of a text, and one.
    ENDED = 2
    # Of the loop that went round last in the step that runs; 0 where none did.
    LOOP = 3

    def __init__(self):
        self.numbers = array("I", bytes(4 * 4))
        # The date in milliseconds; not a number where it is the machine's.
        self.wall = array("d", [float("nan")])
