"""Where the program is: its lines, from the outermost call to the innermost."""

import gc
import sys
from types import AsyncGeneratorType, CoroutineType, GeneratorType

from lab.recorder import NONE

MAX_SITE_TEXT = 200


class Places:
    """Equal stacks have the same number: a place is a site and the place of the caller."""

    def __init__(self, recorder, file):
        self._recorder = recorder
        self._file = file
        self._lines = []
        # By where the code is: kept alive by what is kept for it, so that no address comes again.
        self._sites = {}
        self._places = {}
        self._codes = {}
        # What is below this frame is the loop, and what started it.
        self.loop_code = None

    def begin(self, source):
        self._lines = source.split("\n")

    def here(self):
        """The place of the line that runs."""
        frame = sys._getframe(1)
        sites = []
        loop_code = self.loop_code
        file = self._file
        while frame is not None and frame.f_code is not loop_code:
            code = frame.f_code
            if code.co_filename == file:
                sites.append(self._line_site(code, frame.f_lineno))
            frame = frame.f_back
        return self._place_of(reversed(sites))

    def of(self, coroutine):
        """Where a coroutine is suspended, with all that it awaits."""
        sites = []
        for frame in self._frames(coroutine):
            sites.append(self._await_site(frame.f_code, frame.f_lasti, frame.f_lineno))
        return self._place_of(sites)

    def line_of(self, coroutine):
        """The innermost line at which a coroutine is suspended; none where it is in no file of its."""
        lines = [frame.f_lineno for frame in self._frames(coroutine)]
        return lines[-1] if lines else None

    def _frames(self, coroutine):
        """Those of the program, from the outermost."""
        file = self._file
        awaiting = coroutine
        while True:
            kind = type(awaiting)
            if kind is CoroutineType:
                frame, awaited = awaiting.cr_frame, awaiting.cr_await
            elif kind is GeneratorType:
                frame, awaited = awaiting.gi_frame, awaiting.gi_yieldfrom
            elif kind is AsyncGeneratorType:
                frame, awaited = awaiting.ag_frame, awaiting.ag_await
            elif kind.__name__.startswith("async_generator_"):
                generators = gc.get_referents(awaiting)
                awaiting = next((it for it in generators if type(it) is AsyncGeneratorType), None)
                continue
            else:
                break
            if frame is not None and frame.f_code.co_filename == file:
                yield frame
            awaiting = awaited

    def _place_of(self, sites):
        place = NONE
        places = self._places
        for site in sites:
            key = (site, place)
            known = places.get(key)
            if known is None:
                known = places[key] = self._recorder.places.append(site, place)
            place = known
        return place

    def _line_site(self, code, line):
        key = (id(code), -line)
        site = self._sites.get(key)
        if site is None:
            text = self._lines[line - 1].strip() if 0 < line <= len(self._lines) else ""
            site = self._add(key, code, line, text)
        return site

    def _await_site(self, code, instruction, line):
        key = (id(code), instruction)
        site = self._sites.get(key)
        if site is None:
            site = self._add(key, code, line or 1, self._awaited_text(code, instruction))
        return site

    def _add(self, key, code, line, text):
        self._codes[id(code)] = code
        texts = self._recorder.texts
        function = texts.number_of(code.co_qualname.replace(".<locals>", "")[:MAX_SITE_TEXT])
        site = self._recorder.sites.append(function, line, texts.number_of(text[:MAX_SITE_TEXT]))
        self._sites[key] = site
        return site

    def _awaited_text(self, code, instruction):
        if instruction < 0:
            return ""
        line, end_line, start, end = list(code.co_positions())[instruction // 2]
        if not line or line > len(self._lines):
            return ""
        text = self._lines[line - 1].encode()
        part = text[start : end if end_line == line else None].decode("utf-8", "replace").strip()
        return part.removeprefix("await ")
