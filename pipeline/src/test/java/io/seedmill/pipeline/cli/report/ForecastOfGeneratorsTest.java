package io.seedmill.pipeline.cli.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;

import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.transforms.publish.Manifest;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Given built-in generators that soon repeat themselves, forecasts are near to what a run makes.
 */
class ForecastOfGeneratorsTest {

  /** So many different ones are among 400,000 samples of 'arithmetic'. */
  private static final double ARITHMETIC = 7_100;

  @TempDir private static Path folder;

  private static Manifest few;
  private static Manifest many;

  @BeforeAll
  static void runsTwice() throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("mine.yaml"),
            """
            name: mine
            seed: 3
            generators:
              - {generator: arithmetic, samples: 1, params: {operations: 1, maxOperand: 20}}
              - {generator: maze, samples: 1, params: {size: 3, loops: 0}}
              - {generator: shortest-path, samples: 1, params: {nodes: 3, maxWeight: 4, density: 1.0}}
            """);
    few = run(spec, "few", 5_000);
    many = run(spec, "many", 40_000);
  }

  private static Manifest run(Path spec, String name, int samples) throws Exception {
    CommandResult run =
        CommandResult.seedmill(
            "run",
            spec.toString(),
            "--output=" + folder.resolve(name),
            "--run-id=" + name,
            "--samples=" + samples);
    assertThat(run.err(), run.exitCode(), is(0));
    return Manifest.parse(
        Files.readString(folder.resolve(name + "/metadata/" + name + "/manifest.json")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"arithmetic", "maze", "shortest-path"})
  void eightTimesAsManySamplesHaveAsManyUniqueOnesAsForecast(String name) {
    Forecast forecast = Forecast.of(few, name).orElseThrow();
    double unique = (double) many.generators().get(name).unique();
    assertThat(forecast.differentOf(40_000), closeTo(unique, 0.1 * unique));
  }

  @Test
  void limitIsNearToTheNumberOfAllThereAre() {
    assertThat(
        Forecast.of(few, "arithmetic").orElseThrow().limit(),
        closeTo(ARITHMETIC, 0.1 * ARITHMETIC));
    assertThat(
        Forecast.of(many, "arithmetic").orElseThrow().limit(),
        closeTo(ARITHMETIC, 0.01 * ARITHMETIC));
  }
}
