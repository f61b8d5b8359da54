package io.seedmill.pipeline.plan;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.seedmill.pipeline.dataset.CheckedReader;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.SpecFile;
import io.seedmill.pipeline.dataset.SpecPreparation;
import io.seedmill.transforms.storage.StorageInputs;
import java.io.ByteArrayOutputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan is sent to every worker with each step, so it has to be small. */
class PlanSizeTest {

  @TempDir private Path folder;

  @Test
  void theFilesOfAProgramAreInItOnceHoweverManyCellsThereAre() throws Exception {
    for (int i = 0; i < 50; i++) {
      Files.writeString(folder.resolve("module" + i + ".py"), "value = " + i);
    }
    Files.writeString(folder.resolve("make.py"), "print(input())");

    String few = serialized(2);
    String many = serialized(60);

    assertThat(count("module49.py", many), is(1));
    assertThat("bytes a cell", (many.length() - few.length()) / 58, is(lessThan(800)));
  }

  private String serialized(int cells) throws Exception {
    String yaml =
        """
        generators:
          - command: [python3, make.py, "--rate=${matrix.rate}"]
            name: made
            samples: 10
            matrix: {rate: {from: 1, to: %d, step: 1}}
        """
            .formatted(cells);
    String name = folder.resolve("mine.yaml").toString();
    DatasetSpec spec = new CheckedReader().read(name, yaml);
    SpecPreparation preparation =
        new SpecPreparation(
            SpecFile.parse(name, yaml),
            System.getenv(),
            new StorageInputs(PipelineOptionsFactory.create()),
            false);
    Plan plan = new Planner(null).plan(preparation.prepare(spec), OptionalInt.empty(), List.of());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(plan.generation());
    }
    return bytes.toString(StandardCharsets.ISO_8859_1);
  }

  private static int count(String word, String text) {
    return (text.length() - text.replace(word, "").length()) / word.length();
  }
}
