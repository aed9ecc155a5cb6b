"""What the lab wants: the order, and the plan with the same seeded jobs that every contender has."""
import array
import json
import os
from typing import Any, Dict, List, Optional

#: Numbers of a job in the plan: milliseconds of computing, of waiting, of computing again.
FIELDS = 3


class Order:
    """The order of one contender, read from the folder that the lab made for it."""

    def __init__(self, folder: str, said: Dict[str, Any], numbers: "array.array[float]", text: bytes) -> None:
        self.folder = folder
        self.contender: str = said["contender"]
        self.kind: str = said["kind"]
        self.can_wait: bool = said["canWait"]
        self.own: Optional[Dict[str, Any]] = said["own"]
        self.http_port: Optional[int] = said["httpPort"]
        self.response_bytes: int = said["responseBytes"]
        self.files: List[str] = said["files"]
        #: "scrypt" or "pbkdf2" where jobs hash passwords.
        self.hash: Optional[str] = said["hash"]
        #: Names that a job looks up.
        self.lookups: int = said["lookups"]
        #: Others that a job asks at once.
        self.parts: int = said["parts"]
        #: How many places of the plan these are apart.
        self.part_stride: int = said["partStride"]
        #: What jobs compress; empty for other work.
        self.text = text
        self.throw_every: int = said["faults"]["throwEvery"]
        self.exit_at: int = said["faults"]["exitAt"]
        self.concurrency: int = said["concurrency"]
        self.workers: int = said["workers"]
        self.rounds_per_ms: float = said["roundsPerMs"]
        self.arrivals_per_second: float = said["arrivalsPerSecond"]
        self.layout: Dict[str, Any] = said["layout"]
        self.records: List[str] = said["records"]
        self.length: int = said["planLength"]
        amounts = self.length * FIELDS
        self._waits = numbers[1:amounts:FIELDS]
        self._before = self._rounds(numbers[0:amounts:FIELDS])
        self._after = self._rounds(numbers[2:amounts:FIELDS])
        self._arrivals = numbers[amounts:]

    @staticmethod
    def read(folder: str) -> "Order":
        """Reads `order.json`, `plan.bin` and `text.bin`."""
        with open(os.path.join(folder, "order.json"), encoding="utf-8") as file:
            said = json.load(file)
        numbers = array.array("d")
        with open(os.path.join(folder, "plan.bin"), "rb") as file:
            numbers.frombytes(file.read())
        with open(os.path.join(folder, "text.bin"), "rb") as file:
            text = file.read()
        return Order(folder, said, numbers, text)

    def _rounds(self, milliseconds: "array.array[float]") -> List[int]:
        return [round(ms * self.rounds_per_ms) for ms in milliseconds]

    @property
    def is_open(self) -> bool:
        """Whether jobs come in by themselves, each at its own time."""
        return len(self._arrivals) > 0

    def rounds_before(self, place: int) -> int:
        return self._before[place]

    def wait_ms(self, place: int) -> float:
        return self._waits[place]

    def parts_ms(self, place: int) -> List[float]:
        """How long each of the waits takes of a job that has several."""
        return [self._waits[(place + part * self.part_stride) % self.length] for part in range(self.parts)]

    def hidden_rounds(self, place: int) -> int:
        """Rounds of hashing, or bytes to compress, of a job that does so in place of a wait."""
        return max(1, int(self._waits[place]))

    def rounds_after(self, place: int) -> int:
        return self._after[place]

    def file(self, place: int) -> str:
        return self.files[place % len(self.files)]

    def arrival_ns(self, first: int, index: int) -> float:
        """When a job of an open load is to come in, from the start of a block that begins at `first`."""
        gaps = self._gaps_until(first + index) - self._gaps_until(first)
        return gaps * 1e9 / self.arrivals_per_second

    def _gaps_until(self, number: int) -> float:
        rounds, place = divmod(number, self.length)
        return rounds * self._arrivals[self.length] + self._arrivals[place]
