#!/usr/bin/env python3
"""Write src/hours/holidays.tsv, the table of public holidays, from the Python package `holidays` (MIT).

    python3 -m venv /tmp/holidays && /tmp/holidays/bin/pip install holidays
    /tmp/holidays/bin/python tools/holidays.py

The same version of the package gives the same bytes.
"""

import datetime
import pathlib
import sys

# This file bears the package's name; its own folder must not be searched for it.
sys.path.pop(0)

import holidays  # noqa: E402

FIRST, LAST = 2010, 2035

# Where the government moves days off every year, the table ends with the last year whose moves the
# package has. Ukraine has had no days off under martial law, whose end nobody knows in advance.
DECREED = {"BY": 2026, "HU": 2026, "KZ": 2025, "LV": 2026, "RU": 2027, "UA": 2026}

# Days off in practice that are not in the law: the eves of Midsummer, Christmas and New Year in Sweden.
CATEGORIES = {"SE": ("public", "de_facto")}

COUNTRIES = "AT BY CZ DE DK EE ES FI FR GB HU IT KZ LT LV NL NO PL RO RU SE SK UA".split()
LAENDER = "BB BE BW BY HB HE HH MV NI NW RP SH SL SN ST TH".split()
NATIONS = "ENG NIR SCT WLS".split()


def codes():
    """Every code of the table as (code, country, subdivision)."""
    # Without a nation the package knows only what all nations share; GB shall mean England and Wales.
    listed = [(code, code, "ENG" if code == "GB" else None) for code in COUNTRIES]
    listed += [(f"DE-{land}", "DE", land) for land in LAENDER]
    listed += [(f"GB-{nation}", "GB", nation) for nation in NATIONS]
    return sorted(listed)


def moves(table, years):
    """Working weekend days and the day off that each stands for."""
    found = {}
    for year in years:
        entries = getattr(table, "special_public_holidays", {}).get(year, ())
        if entries and not isinstance(entries[0], tuple):
            entries = (entries,)
        for entry in entries:
            if len(entry) == 3:
                continue
            to_month, to_day, from_month, from_day, *from_year = entry
            worked = datetime.date(from_year[0] if from_year else year, from_month, from_day)
            if worked in table.weekend_workdays and worked not in table:
                found[worked] = datetime.date(year, to_month, to_day)
    unknown = table.weekend_workdays - found.keys() - table.keys()
    missing = sorted(day for day in unknown if day.year in years)
    assert not missing, missing
    return found


def rows(code, country, subdivision):
    """One row per year: code, year, days off as MMDD, working weekend days as MMDD=YYYYMMDD."""
    years = range(FIRST, DECREED.get(country, LAST) + 1)
    table = holidays.country_holidays(
        country, subdiv=subdivision, years=years, expand=False, categories=CATEGORIES.get(country)
    )
    off = sorted(table)
    worked = sorted(moves(table, years).items())
    for year in years:
        days = " ".join(f"{day:%m%d}" for day in off if day.year == year)
        swaps = " ".join(f"{day:%m%d}={instead:%Y%m%d}" for day, instead in worked if day.year == year)
        yield f"{code}\t{year}\t{days}\t{swaps}".rstrip() + "\n"


def check(lines):
    """Facts that a changed package must not lose."""
    cells = {tuple(line.split("\t")[:2]): line.rstrip("\n").split("\t")[2:] for line in lines}
    assert len(cells) == len(lines)

    def off(code, *days):
        return all(day[4:] in cells[code, day[:4]][0].split() for day in days)

    assert off("PL", "20251224") and not off("PL", "20241224")
    assert off("FI", "20260619", "20261224")
    assert off("SE", "20260619", "20261224", "20261231")
    assert off("RU", "20251103", "20250502", "20250508", "20250613", "20251231", "20260109")
    assert cells["RU", "2025"][1] == "1101=20251103"
    assert off("GB", "20260101", "20260406", "20260831")


def main():
    lines = [line for code in codes() for line in rows(*code)]
    check(lines)
    header = (
        "# Public holidays: code, year, days off (MMDD), weekend days worked instead of a day off (MMDD=YYYYMMDD).\n"
        f"# Written by tools/holidays.py from the Python package holidays {holidays.__version__}; do not edit.\n"
        "# Copyright (c) Vacanza Team and individual contributors (MIT licence, see NOTICE).\n"
    )
    path = pathlib.Path(__file__).resolve().parent.parent / "src" / "hours" / "holidays.tsv"
    path.write_text(header + "".join(lines), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
