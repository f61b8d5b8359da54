package io.seedmill.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.transforms.publish.Estimate;
import io.seedmill.transforms.publish.Manifest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EstimateTest {

  private static final String PRICES =
      """
      date: "2026-01-31"
      currency: EUR
      source: our own
      machine: {hour: 36}
      flink: {slotHour: 3.6}
      ci: {cores: 2, minute: 1, freeMinutes: 3, startSeconds: 61, jobsAtOnce: 2}
      s3: {thousandPuts: 1000, thousandGets: 0, gigabyteMonth: 1000000}
      """;

  @TempDir private Path folder;

  private Path spec() throws Exception {
    return Files.writeString(
        folder.resolve("mine.yaml"),
        """
        name: mine
        generators:
          - {generator: arithmetic, samples: 2000, shardSize: 100, params: {operations: 1, maxOperand: 20}}
        """);
  }

  private JsonNode estimate(String... more) throws Exception {
    List<String> words =
        new ArrayList<>(
            List.of("plan", "--dataset=" + spec(), "--estimate", "--pilot=20", "--format=json"));
    words.addAll(List.of(more));
    CommandResult plan = CommandResult.seedmill(words.toArray(String[]::new));
    assertThat(plan.err(), plan.exitCode(), is(ExitCode.DONE));
    return new ObjectMapper().readTree(plan.out()).path("estimate");
  }

  @Test
  void moneyIsThatOfThePriceFile() throws Exception {
    Path prices = Files.writeString(folder.resolve("prices.yaml"), PRICES);
    JsonNode json = estimate("--prices=" + prices, "--slots=8", "--batches=5");

    assertThat(json.at("/prices/currency").asText(), is("EUR"));
    double here = json.at("/here/seconds").doubleValue();
    assertThat(json.at("/here/money").doubleValue(), closeTo(0.01 * here, 1e-9));
    double flink = json.at("/flink/0/seconds").doubleValue();
    assertThat(json.at("/flink/0/slots").intValue(), is(8));
    assertThat(json.at("/flink/0/money").doubleValue(), closeTo(8 * 0.001 * flink, 1e-9));
    // five jobs and one that joins them, each of them two begun minutes
    assertThat(json.at("/ci/jobs").longValue(), is(5L));
    assertThat(json.at("/ci/minutes").longValue(), is(12L));
    assertThat(json.at("/ci/freeMinutes").longValue(), is(3L));
    assertThat(json.at("/ci/money").doubleValue(), is(9.0));
    assertThat(json.at("/ci/seconds").doubleValue(), greaterThan(3.5 * 61));
    assertThat(
        json.at("/s3/money").doubleValue(), closeTo(json.at("/s3/writes").doubleValue(), 1e-9));
    assertThat(
        json.at("/s3/moneyAMonth").doubleValue(),
        closeTo(json.path("bytes").doubleValue() / 1e3, 1));
  }

  /** The script that starts it takes one of Java's compilers for a run of few samples. */
  @Test
  void aRunOfFewSamplesStartsSooner() throws Exception {
    assertThat(estimate("--samples=2000").at("/seconds/start").doubleValue(), closeTo(2.3, 1e-9));
    assertThat(estimate("--samples=2001").at("/seconds/start").doubleValue(), closeTo(3.9, 1e-9));
    assertThat(estimate().at("/seconds/start").doubleValue(), closeTo(3.9, 1e-9));
  }

  @Test
  void theDiskHoldsSamplesThatWaitBesideTheDataset() throws Exception {
    JsonNode plain = estimate();
    double bytes = plain.path("bytes").doubleValue();
    assertThat(
        plain.path("diskBytes").doubleValue(), allOf(greaterThan(2 * bytes), lessThan(4 * bytes)));

    Path spec = spec();
    Files.writeString(spec, Files.readString(spec) + "output: {compression: zstd}\n");
    CommandResult plan =
        CommandResult.seedmill("plan", spec.toString(), "--estimate", "--format=json");
    JsonNode compressed = new ObjectMapper().readTree(plan.out()).path("estimate");
    assertThat(
        compressed.path("diskBytes").longValue(), lessThan(plain.path("diskBytes").longValue()));
  }

  /** Most pairs of such prompts are far apart, but one worker has to look at many of them. */
  @Test
  void nearDuplicatesOfOneTemplateTakeTimeThatGrowsWithTheirSquare() throws Exception {
    double one = writing("algebra, samples: 1000000");
    double four = writing("algebra, samples: 4000000");

    assertThat(four, greaterThan(5 * one));
  }

  private double writing(String entry) throws Exception {
    String rule = "dedupe: {near: {field: prompt}}\ngenerators: [{generator: %s}]\n";
    Path spec = Files.writeString(folder.resolve("near.yaml"), rule.formatted(entry));
    CommandResult plan =
        CommandResult.seedmill("plan", spec.toString(), "--estimate", "--format=json");
    assertThat(plan.err(), plan.exitCode(), is(ExitCode.DONE));
    return new ObjectMapper().readTree(plan.out()).at("/estimate/seconds/writing").doubleValue();
  }

  @Test
  void shippedPricesAreAFileThatCanBeGiven() throws Exception {
    CommandResult printed = CommandResult.seedmill("plan", "--print-prices");
    assertThat(printed.err(), is(emptyString()));
    Path prices = Files.writeString(folder.resolve("prices.yaml"), printed.out());
    assertThat(estimate("--prices=" + prices).path("prices"), is(estimate().path("prices")));
  }

  @Test
  void tableSaysWhatEachFigureIs() throws Exception {
    CommandResult plan = CommandResult.seedmill("plan", "--dataset=" + spec(), "--estimate");
    assertThat(
        plan.out(),
        allOf(
            containsString("time        about "),
            containsString("flink       about "),
            containsString("ci          about "),
            containsString("bytes       about "),
            containsString("s3          about "),
            containsString("duplicates  about "),
            containsString("memory "),
            containsString("disk        "),
            containsString("prices      of 2025-10-01, in USD: ")));
  }

  @ParameterizedTest
  @CsvSource({
    "'minute: 1,', 'minute: -1,', 'prices.yaml:6:24: ci.minute: found -1; allowed: '",
    "'slotHour: 3.6', 'slotHours: 3.6', 'prices.yaml:5:9: flink.slotHours: '",
    "'date: \"2026-01-31\"', 'date: soon', 'prices.yaml:1:7: date: found \"soon\"; allowed: '",
    "'currency: EUR', '', 'currency'"
  })
  void mistakesInPricesAreToldWithTheirPlace(String right, String wrong, String message)
      throws Exception {
    Path prices = Files.writeString(folder.resolve("prices.yaml"), PRICES.replace(right, wrong));
    CommandResult plan =
        CommandResult.seedmill("plan", "--dataset=" + spec(), "--estimate", "--prices=" + prices);
    assertThat(plan.err(), plan.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(plan.err(), containsString(message));
  }

  @Test
  void missingPricesAndUselessOptionsAreRefused() throws Exception {
    CommandResult absent =
        CommandResult.seedmill(
            "plan", "--dataset=" + spec(), "--estimate", "--prices=" + folder.resolve("none"));
    assertThat(absent.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(absent.err(), containsString("--prices: '" + folder.resolve("none")));
    CommandResult alone =
        CommandResult.seedmill("plan", "--dataset=" + spec(), "--prices=" + folder.resolve("none"));
    assertThat(alone.err(), containsString("--prices: found without --estimate"));
    CommandResult slots =
        CommandResult.seedmill("plan", "--dataset=" + spec(), "--estimate", "--slots=0");
    assertThat(slots.err(), containsString("--slots: found 0"));
  }

  @Test
  void pricesThatAreNotUtf8AreRefused() throws Exception {
    Path prices = folder.resolve("latin.yaml");
    Files.write(prices, "# gr\u00f6\u00dfe\n".getBytes(StandardCharsets.ISO_8859_1));
    CommandResult result =
        CommandResult.seedmill("plan", "--dataset=" + spec(), "--estimate", "--prices=" + prices);
    assertThat(result.exitCode(), is(2));
    assertThat(
        result.err().strip(),
        is(
            "seedmill: --prices: found bytes that are not UTF-8 in line 1 of %s; allowed: UTF-8"
                .formatted(prices)));
  }

  @Test
  void runSaysHowFarItsEstimateWasOff() throws Exception {
    CommandResult run =
        CommandResult.seedmill(
            "run", spec().toString(), "--output=" + folder.resolve("out"), "--run-id=a");
    assertThat(run.err(), run.exitCode(), is(0));
    assertThat(run.out(), containsString("estimated "));
    Path metadata = folder.resolve("out/metadata/a");
    Manifest manifest = Manifest.parse(Files.readString(metadata.resolve("manifest.json")));
    Estimate estimate = manifest.estimate();
    assertThat(estimate.seconds(), greaterThan(0.0));
    double bytes = (double) manifest.parts().get(0).bytes();
    assertThat((double) estimate.bytes(), allOf(greaterThan(bytes / 2), lessThan(2 * bytes)));
    assertThat(estimate.mostDuplicates(), greaterThanOrEqualTo(manifest.counts().duplicates()));
    assertThat(
        Files.readString(metadata.resolve("report.html")),
        containsString("<h2>Estimated and measured</h2>"));
  }
}
