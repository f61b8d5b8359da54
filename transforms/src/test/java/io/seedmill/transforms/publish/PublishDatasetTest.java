package io.seedmill.transforms.publish;

import static io.seedmill.transforms.testing.Plans.plan;
import static io.seedmill.transforms.testing.Plans.ranges;
import static io.seedmill.transforms.testing.Plans.scripted;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import io.seedmill.transforms.dedupe.DeduplicateSamples;
import io.seedmill.transforms.generate.GenerateSamples;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.TaskShards;
import io.seedmill.transforms.publish.Manifest.Counts;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.testing.Captured;
import io.seedmill.transforms.testing.Pipelines;
import io.seedmill.transforms.testing.RangeGenerator;
import io.seedmill.transforms.testing.ScriptedGenerator.Act;
import io.seedmill.transforms.testing.ScriptedParameters;
import io.seedmill.transforms.write.DatasetFiles;
import io.seedmill.transforms.write.PartFormats;
import io.seedmill.transforms.write.WriteParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.sdk.testing.TestPipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole graph, from a plan to published files. */
class PublishDatasetTest {

  private static final DatasetLayout LAYOUT = new DatasetLayout("run", "attempt");

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, 1", "7, 16", "1000, 256"})
  void shardsAndBucketsChangeNothingThatIsPublished(long shardSize, int buckets)
      throws IOException {
    Manifest expected = publish(troubled(25), folder.resolve("expected"), 1, 2);
    Manifest manifest = publish(troubled(shardSize), folder.resolve("other"), buckets, 2);

    assertThat(manifest.datasetId(), is(expected.datasetId()));
    assertThat(manifest.parts(), is(expected.parts()));
    assertThat(manifest.keys(), is(expected.keys()));
    assertThat(manifest.counts(), is(expected.counts()));
    assertThat(manifest.generators(), is(expected.generators()));
    for (Manifest.FileReport part : manifest.parts()) {
      assertThat(
          Files.mismatch(
              folder.resolve("other").resolve(part.path()),
              folder.resolve("expected").resolve(part.path())),
          is(-1L));
    }
  }

  @Test
  void theCountsAreThoseOfTheData() throws IOException {
    Manifest manifest = publish(troubled(25), folder, 4, 1);

    assertThat(manifest.status(), is(Manifest.COMPLETE));
    int ofContents = 70 - 2; // 35 and 36 fail; 20 does too, but comes again as 90
    int ofRanges = 48;
    int unique = ofContents + ofRanges;
    assertThat(manifest.counts(), is(new Counts(150, 144, unique, 144 - unique, 0, 6, 0)));
    assertThat(manifest.failures().records(), is(6L));
    assertThat(manifest.parts().get(0).records(), is((long) unique));
    assertThat(Files.exists(folder.resolve(LAYOUT.temporaryFolder())), is(false));
  }

  @Test
  void aPlanWithoutSamplesIsPublishedAsEmptyParts() throws IOException {
    GenerationPlan none = plan(scripted("none", 0, 10, ScriptedParameters.plain()));

    Manifest manifest = publish(none, folder, 16, 3);

    assertThat(manifest.status(), is(Manifest.COMPLETE));
    assertThat(manifest.parts(), hasSize(3));
    for (Manifest.FileReport part : manifest.parts()) {
      assertThat(Files.size(folder.resolve(part.path())), is(0L));
    }
    assertThat(Files.size(folder.resolve(manifest.keys().path())), is(0L));
  }

  @Test
  void aRunInWhichAllFailsIsPublishedWithItsDeadLetters() throws IOException {
    ScriptedParameters bad = ScriptedParameters.plain().at(0, Act.THROW).at(1, Act.THROW);

    Manifest manifest = publish(plan(scripted("bad", 2, 2, bad)), folder, 2, 2);

    assertThat(manifest.status(), is(Manifest.TOO_MANY_FAILURES));
    assertThat(manifest.counts(), is(new Counts(2, 0, 0, 0, 0, 2, 0)));
    assertThat(Files.exists(folder.resolve(DatasetLayout.LATEST_RUN)), is(false));
  }

  /** 100 indices with 70 contents, of which four fail, and 50 that end at 48. */
  private static GenerationPlan troubled(long shardSize) {
    ScriptedParameters contents =
        ScriptedParameters.plain()
            .distinct(70)
            .at(3, Act.THROW_ONCE)
            .at(10, Act.OUTSIDE_JSON)
            .at(20, Act.WRITE_NOTHING)
            .at(35, Act.WRITE_HUGE)
            .at(36, Act.INVALID_JSON)
            .at(99, Act.OVERFLOW_STACK);
    return plan(
        scripted("contents", 100, shardSize, contents),
        ranges("ranges", 50, 50, ScriptedParameters.plain().at(48, RangeGenerator.Act.THROW)));
  }

  private static Manifest publish(GenerationPlan plan, Path output, int buckets, int parts)
      throws IOException {
    RunDescription run =
        new RunDescription(
            "dataset", "sha256:plan", "DirectRunner", "{}", null, "2026-01-01", 0.1, List.of());
    String root = output.toString();
    TestPipeline pipeline = Pipelines.create();
    Captured<String> manifests =
        Captured.of(
            pipeline
                .apply(TaskShards.of(plan))
                .apply(GenerateSamples.of(plan).withBuckets(buckets).withSpillTo(root, LAYOUT))
                .apply(DeduplicateSamples.of(plan, buckets))
                .apply(
                    "Write",
                    WriteParts.to(root, LAYOUT)
                        .withFiles(new DatasetFiles(parts, PartFormats.JSON_LINES)))
                .apply("Publish", PublishDataset.to(root, LAYOUT, plan, run, buckets)));
    Pipelines.run(pipeline);
    assertThat(manifests.elements(), hasSize(1));
    assertThat(
        manifests.elements(), is(List.of(Files.readString(output.resolve(LAYOUT.manifest())))));
    return Manifest.parse(manifests.elements().get(0));
  }
}
