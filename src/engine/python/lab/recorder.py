"""Keeps every event of a loop. The numbers of an event mean what `event.ts` says."""

from lab.tables import Slots, Table, Texts

NONE = -1
# Longer printed lines, values and names are cut.
MAX_TEXT = 2_000
MAX_LABEL = 200
# Nothing is recorded any more once the texts have this many characters together.
MAX_CHARACTERS = 16_000_000


class Recorder:
    """Events, and the things and places that they are about, in tables."""

    def __init__(self, event_kinds, thing_kinds):
        self.kinds = {kind.replace("-", "_"): code for code, kind in enumerate(event_kinds)}
        self.thing_kinds = {kind: code for code, kind in enumerate(thing_kinds)}
        self.texts = Texts()
        # Kind, subject, object, place; milliseconds.
        self.events = Table("<iiiid")
        # Kind, name; when a timer is due.
        self.things = Table("<iid4x4x")
        # A site, and the place that it was called from.
        self.places = Table("<ii")
        # Function, line, text.
        self.sites = Table("<iii4x")
        self.slots = Slots()
        self.at_ms = 0.0
        # The number of the task whose step is running.
        self.current = NONE
        self.most_events = 0

    def directories(self):
        """Where the tables are."""
        arrays = {
            "events": self.events.directory,
            "things": self.things.directory,
            "places": self.places.directory,
            "sites": self.sites.directory,
            "texts": self.texts.table.directory,
            "slots": self.slots.numbers,
            "wall": self.slots.wall,
        }
        return {name: numbers.buffer_info()[0] for name, numbers in arrays.items()}

    def add(self, kind, subject=NONE, object=NONE, place=NONE):
        if self.events.rows < self.most_events:
            self.events.append(kind, subject, object, place, self.at_ms)
        else:
            self.slots.numbers[Slots.IS_TRUNCATED] = 1

    def text(self, text):
        if self.texts.characters > MAX_CHARACTERS:
            self.most_events = 0
            return NONE
        return self.texts.number_of(text if len(text) <= MAX_TEXT else text[:MAX_TEXT] + "…")

    def thing(self, kind, label=None, when_ms=float("nan")):
        number = NONE if label is None else self.texts.number_of(str(label)[:MAX_LABEL])
        return self.things.append(self.thing_kinds[kind], number, when_ms)

    def name(self, thing, label):
        """Gives a task another name."""
        number = self.texts.number_of(str(label)[:MAX_LABEL])
        self.things.put(thing, self.thing_kinds["task"], number, float("nan"))
