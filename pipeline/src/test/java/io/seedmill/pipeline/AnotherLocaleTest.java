package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.cli.ExitCode;
import io.seedmill.pipeline.testing.PublishedRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Given workers in a JVM whose locale has other digits, as on a cluster, then samples, names and
 * dead letters are the same.
 */
class AnotherLocaleTest {

  private static final String SPEC =
      """
      name: digits
      maxFailureRate: 1
      generators:
        - {generator: reasoning, samples: 300}
        - name: failing
          command: [python3, -c, "import sys\\nfor line in sys.stdin: sys.exit(1234)"]
          samples: 2
      failures: {retries: 0}
      """;

  @TempDir private Path folder;

  @Test
  void theFilesAreTheSame() throws IOException {
    Path spec = Files.writeString(folder.resolve("digits.yaml"), SPEC);
    PublishedRun expected = PublishedRun.of(spec, folder.resolve("expected"), "run");
    Locale before = Locale.getDefault(Locale.Category.FORMAT);
    PublishedRun run;
    Locale after;
    Locale.setDefault(Locale.Category.FORMAT, Locale.forLanguageTag("ar-EG-u-nu-arab"));
    try {
      run = PublishedRun.of(spec, folder.resolve("out"), "run");
      after = Locale.getDefault(Locale.Category.FORMAT);
    } finally {
      Locale.setDefault(Locale.Category.FORMAT, before);
    }
    assertThat(run.printed(), run.exitCode(), is(ExitCode.DONE));
    assertThat(run.bytes(), is(expected.bytes()));
    assertThat(letters(run), is(letters(expected)));
    assertThat(letters(run), containsString("exit code 210"));
    assertThat(after, is(Locale.ROOT));
  }

  private static String letters(PublishedRun run) throws IOException {
    return Files.readString(run.file(run.manifest().failures().path()));
  }
}
