# What `seedmill benchmark --program` measures: about 50 microseconds of work for each sample.
import json, random, sys

for line in sys.stdin:
    task = json.loads(line)
    answers = []
    for i, seed in enumerate(task["seeds"]):
        rng = random.Random(seed)
        numbers = [rng.randint(1, 999) for _ in range(110)]
        sample = {"prompt": f"What is the sum of {numbers}?", "answer": str(sum(numbers))}
        answers.append(json.dumps({"index": task["start_index"] + i, "sample": sample}))
    print("\n".join(answers), flush=True)
