package io.seedmill.generators.catalogue.reasoning;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;

import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.api.Test;

/** The table of levels in the documentation is the one that the kinds have. */
class CurriculumTest {

  private static final int DRAWS = 200;

  @Test
  void theTableSaysHowTheWorkGrows() throws Exception {
    StringBuilder table = new StringBuilder();
    for (Map.Entry<String, Kind> each : new TreeMap<>(Kinds.create()).entrySet()) {
      UniformRandomProvider random = new SplitMix64(8);
      table.append("| `").append(each.getKey()).append("` |");
      for (int level = 1; level <= Kind.LEVELS; level++) {
        long work = 0;
        for (int i = 0; i < DRAWS; i++) {
          work += each.getValue().draw(level, random).work();
        }
        table.append(' ').append(Math.round(work / (double) DRAWS)).append(" |");
      }
      table.append('\n');
    }
    assertThat(
        Files.readString(Path.of("REASONING.md")).replace("\r", ""),
        containsString(table.toString()));
  }
}
