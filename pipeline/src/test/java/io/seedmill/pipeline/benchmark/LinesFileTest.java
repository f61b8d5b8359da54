package io.seedmill.pipeline.benchmark;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lines over which the reading of files is measured. */
class LinesFileTest {

  @TempDir private Path folder;

  @Test
  void theyAreOfTheLengthThatIsSaidAndOneInFiftyIsADuplicate() throws Exception {
    Path file = folder.resolve("lines.jsonl");
    LinesFile.write(file, 10_000);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines.size(), is(10_000));
    assertThat(new HashSet<>(lines).size(), is(9_800));
    assertThat(Files.size(file) / 10_000, is(allOf(greaterThan(215L), lessThan(230L))));
    Path again = folder.resolve("again.jsonl");
    LinesFile.write(again, 10_000);
    assertThat(Files.mismatch(file, again), is(-1L));
  }
}
