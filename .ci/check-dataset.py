"""Checks a published dataset with nothing of the project's own: counts, sums, order, ids."""

import hashlib
import json
import pathlib
import sys

output = pathlib.Path(sys.argv[1])
latest = json.loads((output / "metadata/latest-run.json").read_text())
manifest = json.loads((output / latest["manifest"]).read_text())


def check(what, found, expected):
    if found != expected:
        sys.exit(f"{what}: found {found!r}, expected {expected!r}")


check("status", manifest["status"], "complete")
check("run", latest["run"], manifest["run"])
check("dataset id", latest["datasetId"], manifest["datasetId"])

lines = []
for part in manifest["parts"]:
    data = (output / part["path"]).read_bytes()
    check(f"bytes of {part['path']}", len(data), part["bytes"])
    check(f"sha256 of {part['path']}", hashlib.sha256(data).hexdigest(), part["sha256"])
    check(f"records of {part['path']}", data.count(b"\n"), part["records"])
    lines += data.decode().splitlines()

ids = []
unique = {}
for line in lines:
    record = json.loads(line)
    check("first fields", list(record)[:3], ["id", "generator", "index"])
    check("last field", list(record)[-1], "metadata")
    content = {k: v for k, v in record.items() if k not in ("id", "generator", "index", "metadata")}
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    check("id of " + line, record["id"], hashlib.sha256(canonical.encode()).hexdigest()[:32])
    ids.append(record["id"])
    unique[record["generator"]] = unique.get(record["generator"], 0) + 1
check("ids in order, none twice", ids, sorted(set(ids)))

keys = (output / manifest["keys"]["path"]).read_bytes()
check("keys", keys.hex(), "".join(ids))
check("sha256 of the keys", hashlib.sha256(keys).hexdigest(), manifest["keys"]["sha256"])

ranges = [hashlib.sha256() for _ in range(4096)]
for id in ids:
    ranges[int(id[:3], 16)].update(bytes.fromhex(id))
all_ranges = hashlib.sha256(b"".join(r.digest() for r in ranges)).hexdigest()
check("dataset id from the ids", manifest["datasetId"], "sha256:" + all_ranges)

sums = dict.fromkeys(manifest["counts"], 0)
for name, counts in manifest["generators"].items():
    check(f"unique of {name}", counts["unique"], unique.get(name, 0))
    for key in sums:
        sums[key] += counts[key]
    produced = counts["unique"] + counts["duplicates"] + counts["known"]
    check(f"produced of {name}", counts["produced"], produced)
    requested = counts["produced"] + counts["failed"] + counts["missing"]
    check(f"requested of {name}", counts["requested"], requested)
check("sums over the generators", sums, manifest["counts"])

left = [str(p) for p in output.rglob("*") if ".seedmill" in p.parts]
check("temporary files left", left, [])
print(f"{len(lines)} records in {len(manifest['parts'])} files: counts, sums, order and ids are right")
