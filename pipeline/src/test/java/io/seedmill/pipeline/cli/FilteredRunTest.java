package io.seedmill.pipeline.cli;

import static io.seedmill.pipeline.testing.CommandResult.seedmill;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;

import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.transforms.publish.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run of some of a dataset's cells. */
class FilteredRunTest {

  @TempDir private Path folder;

  @Test
  void whatAFilterLeavesHasTheLinesThatItHasInTheWholeDataset() throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("spec.yaml"),
            """
            generators:
              - generator: arithmetic
                samples: 3
                params: {operations: "${matrix.operations}"}
                matrix: {operations: {from: 2, to: 16, step: 1}, k: [a, b, c]}
              - {generator: maze, samples: 5}
            """);
    CommandResult whole = run(spec, "whole");
    assertThat(whole.outLines(), hasItem(matchesPattern("… 6 others +\\d+ +\\d+ +0 +0")));
    assertThat(whole.outLines(), hasItem(matchesPattern("total +140 +140 +0 +0")));
    run(spec, "part", "--only=operations=2,16", "--exclude", "k=b");
    List<String> wanted =
        lines("whole").stream()
            .filter(line -> line.matches(".*\"arithmetic\\[operations=(2|16),k=[ac]\\]\".*"))
            .toList();
    assertThat(wanted.size(), is(12));
    assertThat(lines("part"), is(wanted));
    Manifest manifest =
        Manifest.parse(Files.readString(folder.resolve("part/metadata/r/manifest.json")));
    assertThat(
        manifest.filters().toString(),
        is("{\"exclude\":{\"k\":[\"b\"]},\"only\":{\"operations\":[\"2\",\"16\"]}}"));
    assertThat(
        manifest.generators().keySet(),
        contains(
            "arithmetic[operations=2,k=a]",
            "arithmetic[operations=2,k=c]",
            "arithmetic[operations=16,k=a]",
            "arithmetic[operations=16,k=c]"));
  }

  private CommandResult run(Path spec, String output, String... options) {
    String[] arguments = new String[4 + options.length];
    arguments[0] = "run";
    arguments[1] = "--dataset=" + spec;
    arguments[2] = "--output=" + folder.resolve(output);
    arguments[3] = "--runId=r";
    System.arraycopy(options, 0, arguments, 4, options.length);
    CommandResult result = seedmill(arguments);
    assertThat(result.err(), result.exitCode(), is(0));
    return result;
  }

  private List<String> lines(String output) throws Exception {
    return Files.readAllLines(folder.resolve(output + "/consolidated/consolidated-r.jsonl"));
  }
}
