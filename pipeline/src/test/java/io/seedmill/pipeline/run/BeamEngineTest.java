package io.seedmill.pipeline.run;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import io.seedmill.generators.IndexRange;
import io.seedmill.transforms.generate.GenerationPlan;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given a plan with an API, or a batch of it, when it runs, then its own indices are counted. */
class BeamEngineTest {

  @ParameterizedTest
  @CsvSource({"20, 0, samples", "0, 2, queries", "20, 2, samples and queries"})
  void aBatchCountsWhatItHas(int samples, int queries, String unit) {
    GenerationPlan.Entry.Outside api =
        new GenerationPlan.Entry.Outside("http", "{}", "{}", "{}", "", true, false, true);
    GenerationPlan plan =
        new GenerationPlan(
            List.of(entry("maze", samples), entry("jobs", queries).withOutside(api)),
            List.of(),
            1000);
    assertThat(BeamEngine.of(plan).unit(), is(unit));
    assertThat(BeamEngine.of(plan).indices(), is((long) samples + queries));
  }

  private static GenerationPlan.Entry entry(String name, int samples) {
    List<IndexRange> ranges = samples == 0 ? List.of() : List.of(new IndexRange(0, samples));
    return new GenerationPlan.Entry(name, name, 1, "{}", 7, ranges, 10);
  }
}
