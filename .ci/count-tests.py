"""Prints what the tests' reports say: the slowest classes, and every skipped test by name."""

import collections
import glob
import sys
import xml.etree.ElementTree as xml

SLOWEST = 10

passed = failed = skipped = 0
seconds = collections.Counter()
for report in sorted(glob.glob("**/target/*-reports/TEST-*.xml", recursive=True)):
    suite = xml.parse(report).getroot()
    seconds[suite.get("name")] += float(suite.get("time", "0").replace(",", ""))
    for case in suite.iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
            print("failed:", name)
        elif case.find("skipped") is not None:
            skipped += 1
            print("skipped:", name)
        else:
            passed += 1
print(f"the {SLOWEST} slowest test classes, of {sum(seconds.values()):.0f} s in all:")
for name, time in seconds.most_common(SLOWEST):
    print(f"{time:7.1f} s  {name}")
print(f"{passed} passed, {failed} failed, {skipped} skipped")
if failed or not passed:
    sys.exit(1)
