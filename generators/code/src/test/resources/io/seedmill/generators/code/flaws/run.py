"""Runs each file u*.py of its folder, and prints in which a flaw shows."""

import gc
import glob
import os
import sys
import tempfile

here = os.path.dirname(os.path.abspath(__file__))
for path in sorted(glob.glob(os.path.join(here, "u*.py"))):
    name = os.path.basename(path)[:-3]
    gc.enable()
    gc.collect()  # what other files left open is closed now, and not while this one counts
    gc.disable()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        try:
            with open(path, encoding="utf-8") as file:
                exec(compile(file.read(), path, "exec"), {"__name__": name})
        except AssertionError:
            print("shown", name)
        except BaseException as e:
            print("error", name + ":", type(e).__name__, e)
        os.chdir(here)
sys.stdout.flush()
os._exit(0)  # whatever threads there are
