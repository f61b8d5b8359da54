package io.seedmill.pipeline.check;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.seedmill.generators.sources.files.LocalInputs;
import io.seedmill.pipeline.dataset.CheckedReader;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.SpecFile;
import io.seedmill.pipeline.dataset.SpecPreparation;
import io.seedmill.transforms.generate.WorkerContext;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class GeneratorCheckTest {

  /** A program that takes a second to start, and makes samples fast. */
  private static final String SLOW_START =
      """
      generators:
        - name: slow-start
          samples: 100000
          command:
            - python3
            - -c
            - |
              import json, sys, time
              time.sleep(1)
              for line in sys.stdin:
                  task = json.loads(line)
                  for i in range(task["num_samples"]):
                      index = task["start_index"] + i
                      print(json.dumps({"index": index, "sample": {"n": index}}))
                  sys.stdout.flush()
      """;

  @Test
  void theStartOfAProgramDoesNotTakeTheTimeOfItsSamples() throws Exception {
    LocalInputs inputs = new LocalInputs();
    DatasetSpec spec =
        new SpecPreparation(
                SpecFile.parse("spec", SLOW_START),
                Map.of("PATH", System.getenv("PATH")),
                inputs,
                false)
            .prepare(new CheckedReader().read("spec", SLOW_START));
    assertThat(samples(spec, 5, 1_000, Duration.ZERO), is(greaterThan(20L)));
    assertThat(samples(spec, 5, 8, Duration.ofMinutes(1)), is(8L));
  }

  private static long samples(DatasetSpec spec, long few, long most, Duration share)
      throws Exception {
    DatasetSpec.Entry entry = spec.entries().get(0);
    WorkerContext context = WorkerContext.alone(entry.name(), entry.type(), new LocalInputs());
    GeneratorCheck.Result result = new GeneratorCheck(spec, entry, context, few, most, share).run();
    assertThat(result.isKept(), is(true));
    return result.samples();
  }
}
