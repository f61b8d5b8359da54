package io.seedmill.generators.catalogue.reasoning;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.greaterThan;

import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.api.Test;

/**
 * Every level of a kind is more work than the one before, and the table in the documentation says
 * how much.
 */
class CurriculumTest {

  private static final int DRAWS = 1_000;

  @Test
  void everyLevelIsMoreWorkThanTheOneBeforeAndTheTableSaysHowMuch() throws Exception {
    StringBuilder table = new StringBuilder();
    for (Map.Entry<String, Kind> each : new TreeMap<>(Kinds.create()).entrySet()) {
      UniformRandomProvider random = new SplitMix64(8);
      table.append("| `").append(each.getKey()).append("` |");
      BigDecimal before = BigDecimal.ZERO;
      for (int level = 1; level <= Kind.LEVELS; level++) {
        long work = 0;
        for (int i = 0; i < DRAWS; i++) {
          work += each.getValue().draw(level, random).work();
        }
        BigDecimal mean = BigDecimal.valueOf(work).movePointLeft(3);
        boolean isSmall = mean.compareTo(BigDecimal.valueOf(1_000)) < 0;
        mean = mean.setScale(isSmall ? 1 : 0, RoundingMode.HALF_UP);
        assertThat(each.getKey() + " " + level, mean, greaterThan(before));
        before = mean;
        table.append(' ').append(mean.toPlainString()).append(" |");
      }
      table.append('\n');
    }
    assertThat(
        Files.readString(Path.of("REASONING.md")).replace("\r", ""),
        containsString(table.toString()));
  }
}
