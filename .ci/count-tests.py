"""Prints what the tests' reports say, and every skipped test by name."""

import glob
import sys
import xml.etree.ElementTree as xml

passed = failed = skipped = 0
for report in sorted(glob.glob("**/target/*-reports/TEST-*.xml", recursive=True)):
    for case in xml.parse(report).getroot().iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        if case.find("failure") is not None or case.find("error") is not None:
            failed += 1
            print("failed:", name)
        elif case.find("skipped") is not None:
            skipped += 1
            print("skipped:", name)
        else:
            passed += 1
print(f"{passed} passed, {failed} failed, {skipped} skipped")
if failed or not passed:
    sys.exit(1)
