package io.seedmill.generators.sources.program;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProgramPoolTest {

  @ParameterizedTest
  @CsvSource({"2499, true", "2500, false", "9000, false"})
  void memoryIsScarceBelowAQuarter(long available, boolean scarce, @TempDir Path folder)
      throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("meminfo"),
            "MemTotal:       10000 kB\nMemFree:   1 kB\nMemAvailable:    "
                + available
                + " kB\nHugePages_Total:       0\n");
    assertThat(ProgramPool.isMemoryScarce(file), is(scarce));
    assertThat(ProgramPool.isMemoryScarce(folder.resolve("none")), is(false));
  }
}
