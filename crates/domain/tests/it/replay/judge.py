"""How long each case of a log was worked on and how long it waited, and whether it kept its limits: counted anew, in
another language and by another way, to judge the clocks of the program.

    judge.py LOG --calendars FOLDER --open 540 --close 1080 --natural 4,24 --working 8,40

LOG is a CSV with the columns case, lifecycle:transition and time:timestamp. A state whose name begins with "Wait"
pauses, every other one counts; a case lasts from its first entry to its last. Days are those of Beijing. One line a
case comes out: case, active and waiting milliseconds, the same in working hours, and for each limit 1 where it was
missed. Only the standard library is used.
"""

import argparse
import bisect
import csv
import datetime
import pathlib
import tomllib

UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1, tzinfo=UTC)
BEIJING = datetime.timezone(datetime.timedelta(hours=8))
MS = datetime.timedelta(milliseconds=1)
HOUR = 3_600_000


def days_of(folder):
    """Days off, and days off that are worked, by the notices."""
    off, work = set(), set()
    for path in sorted(pathlib.Path(folder).glob("*.toml")):
        for run in tomllib.loads(path.read_text("utf-8")).get("holiday", []):
            day, last = (datetime.date.fromisoformat(run[key]) for key in ("from", "to"))
            while day <= last:
                off.add(day)
                day += datetime.timedelta(days=1)
            work.update(datetime.date.fromisoformat(day) for day in run.get("work", []))
    return off, work


class Work:
    """All stretches of work from one day to another, and how much was worked before each."""

    def __init__(self, first, last, off, extra, opens, closes):
        self.starts, self.ends, self.before = [], [], []
        total, day = 0, first
        while day <= last:
            if day in extra or (day.weekday() < 5 and day not in off):
                midnight = datetime.datetime(day.year, day.month, day.day, tzinfo=BEIJING)
                start = (midnight - EPOCH) // MS + opens * 60_000
                self.starts.append(start)
                self.ends.append(start + (closes - opens) * 60_000)
                self.before.append(total)
                total += (closes - opens) * 60_000
            day += datetime.timedelta(days=1)

    def until(self, at):
        """Work done before this moment."""
        index = bisect.bisect_right(self.starts, at) - 1
        if index < 0:
            return 0
        return self.before[index] + min(at, self.ends[index]) - self.starts[index]


def read(path):
    cases = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            at = datetime.datetime.fromisoformat(row["time:timestamp"])
            at = (at.astimezone(UTC) - EPOCH) // MS
            cases.setdefault(row["case"], []).append((at, row["lifecycle:transition"].startswith("Wait")))
    return cases


def main():
    asked = argparse.ArgumentParser()
    asked.add_argument("log")
    asked.add_argument("--calendars", required=True)
    asked.add_argument("--open", type=int, required=True)
    asked.add_argument("--close", type=int, required=True)
    asked.add_argument("--natural", required=True)
    asked.add_argument("--working", required=True)
    asked = asked.parse_args()
    natural = [int(hours) * HOUR for hours in asked.natural.split(",")]
    working = [int(hours) * HOUR for hours in asked.working.split(",")]
    cases = read(asked.log)
    moments = [at for entries in cases.values() for at, _ in entries]
    first, last = ((EPOCH + at * MS).astimezone(BEIJING).date() for at in (min(moments), max(moments)))
    work = Work(first, last, *days_of(asked.calendars), asked.open, asked.close)
    for case, entries in cases.items():
        entries.sort(key=lambda entry: entry[0])
        sums = {True: 0, False: 0}
        worked = {True: 0, False: 0}
        for (at, waits), (until, _) in zip(entries, entries[1:]):
            sums[waits] += until - at
            worked[waits] += work.until(until) - work.until(at)
        line = [case, sums[False], sums[True], worked[False], worked[True]]
        line += [int(sums[False] > limit) for limit in natural]
        line += [int(worked[False] > limit) for limit in working]
        print(*line, sep=",")


if __name__ == "__main__":
    main()
