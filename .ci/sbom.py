#!/usr/bin/env python3
"""Compare what the jar contains with pipeline/sbom.json, which is under version control.

Usage: sbom.py [--write]

The build writes pipeline/target/bom.json (CycloneDX). The committed file is the same list without
our own modules and with one digest for each library, so that it changes only with the libraries.
"""
import json
import sys

BUILT = "pipeline/target/bom.json"
COMMITTED = "pipeline/sbom.json"


def ours(reference):
    return reference.startswith("pkg:maven/io.seedmill/")


def listed(bom):
    kept = ("type", "bom-ref", "group", "name", "version", "purl")
    components = []
    for component in bom["components"]:
        if ours(component["purl"]):
            continue
        entry = {key: component[key] for key in kept}
        entry["hashes"] = [h for h in component["hashes"] if h["alg"] == "SHA-256"]
        entry["licenses"] = component["licenses"]
        components.append(entry)
    head = {key: bom[key] for key in ("bomFormat", "specVersion", "version")}
    return {**head, "components": sorted(components, key=lambda entry: entry["purl"])}


def text(bom):
    return json.dumps(bom, indent=1, ensure_ascii=False) + "\n"


built = listed(json.load(open(BUILT, encoding="utf-8")))
if sys.argv[1:] == ["--write"]:
    open(COMMITTED, "w", encoding="utf-8").write(text(built))
    print(f"{COMMITTED}: {len(built['components'])} libraries")
    sys.exit()

committed = open(COMMITTED, encoding="utf-8").read()
if committed == text(built):
    print(f"{COMMITTED} is what the jar contains: {len(built['components'])} libraries")
    sys.exit()

before = {entry["purl"]: entry for entry in json.loads(committed)["components"]}
after = {entry["purl"]: entry for entry in built["components"]}
for purl in sorted(before.keys() | after.keys()):
    if purl not in after:
        print(f"- {purl}")
    elif purl not in before:
        print(f"+ {purl}")
    elif before[purl] != after[purl]:
        print(f"! {purl}: another digest or licence")
sys.exit(
    f"{COMMITTED} is not what the jar contains. Read pipeline/DEPENDENCIES.md, look for known holes"
    " of what is new, then: mvn package -DskipTests && python3 .ci/sbom.py --write"
)
