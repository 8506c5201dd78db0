#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Prints the man page of limen-cli, made of its template and the help pages.

    make-manual.py limen-cli.1.in HELP_FOLDER INTERVAL_METHODS

A line "@METRICS@" is replaced by a table of the entries in
HELP_FOLDER/metrics.xml, "@FIGURES@" and "@LOSSES@" by lists of the entries in
figures.xml and losses.xml, "@INTERVAL@" by what intervals.xml says of an
interval. The man page and the help window share these texts. "@INTERVALS@" is
replaced by a table of the file INTERVAL_METHODS.
"""

import csv
import pathlib
import sys
import xml.etree.ElementTree as ElementTree

SYMBOLS = {
    "−": r"\-", "-": r"\-", "×": r"\(mu", "√": r"\(sr", "²": r"\(S2",
    "½": r"\(12", "Σ": r"\(*S", "Φ": r"\(*F", "α": r"\(*a", "β": r"\(*b",
    "γ": r"\(*g", "ε": r"\(*e", "π": r"\(*p", "σ": r"\(*s", "≥": r"\(>=",
    "≤": r"\(<=", "∞": r"\(if", "“": r"\(lq", "”": r"\(rq",
    "–": r"\(en", "\\": r"\(rs",
}


def escape(text):
    """Escapes a text for troff, also where it begins with a control character."""
    escaped = "".join(
        SYMBOLS.get(c, c if ord(c) < 128 else rf"\[u{ord(c):04X}]")
        for c in text)
    return r"\&" + escaped if escaped.startswith((".", "'")) else escaped


def get(entry, part):
    return escape(" ".join(entry.findtext(part).split()))


def get_formula(entry):
    """The lines of an entry's formula, and its citation or None."""
    formula = entry.find("formula")
    lines = [escape(line.strip()) for line in formula.text.strip().split("\n")]
    return lines, formula.get("source")


def make_table(entries):
    yield ".na"
    yield ".TS"
    yield "tab(@);"
    yield "lB lx."
    for entry in entries:
        yield entry.get("name") + "@T{"
        yield "\n.br\n".join(get_formula(entry)[0])
        yield "T}"
    yield ".TE"
    yield ".ad"


def make_list(entries, make_text):
    yield ".RS"
    for entry in entries:
        yield ".TP"
        yield ".B " + escape(entry.get("name"))
        yield from make_text(entry)
    yield ".RE"


def make_figure(entry):
    yield get(entry, "shows")


def make_loss(entry):
    lines, source = get_formula(entry)
    shows = get(entry, "shows")
    yield shows[:-1] + f" ({escape(source)})." if source else shows
    for line in lines:
        yield ".br"
        yield line
    yield ".br"
    yield get(entry, "convention")


def make_interval(entries):
    """What an interval is, how many rows it takes, and what it is not."""
    for entry in entries:
        yield get(entry, "shows")
        for part in "read", "misleads":
            yield ".PP"
            yield get(entry, part)


METHODS = {
    "none": "-", "wilson": "W", "bootstrap": "B", "standard-error": "S",
    "delong": "D", "obuchowski": "O", "jackknife": "J", "apparent": "A",
    "bin-errors": "E",
}
COLUMNS = ["given", "tuned", "prevalence", "weighted", "units"]


def make_intervals(path):
    """A row for each value, a column for each situation: the method, and the
    lowest and highest coverage if it was simulated."""
    with open(path, encoding="utf-8", newline="") as file:
        cells = {(row["value"], row["column"]): row
                 for row in csv.DictReader(file)}
    yield ".TS"
    yield "tab(@);"
    yield "lB1 " + "l1 " * (len(COLUMNS) - 1) + "l."
    yield "@".join([r"\&"] + COLUMNS)
    for value in dict.fromkeys(value for value, _ in cells):
        texts = [escape(value)]
        for column in COLUMNS:
            cell = cells[value, column]
            text = METHODS[cell["method"]]
            if cell["lowest"]:
                text += f" {cell['lowest']}\u2013{cell['highest']}"
            texts.append(escape(text))
        yield "@".join(texts)
    yield ".TE"


def main():
    text, folder, methods = (pathlib.Path(part) for part in sys.argv[1:])

    def read(name):
        return ElementTree.parse(folder / (name + ".xml")).getroot()

    parts = {
        "@METRICS@": lambda: make_table(read("metrics")),
        "@FIGURES@": lambda: make_list(read("figures"), make_figure),
        "@INTERVAL@": lambda: make_interval(read("intervals")),
        "@INTERVALS@": lambda: make_intervals(methods),
        "@LOSSES@": lambda: make_list(read("losses"), make_loss),
    }
    for line in text.read_text(encoding="utf-8").splitlines():
        for part in parts[line]() if line in parts else [line]:
            print(part)


if __name__ == "__main__":
    main()
