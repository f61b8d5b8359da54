package io.seedmill.transforms.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.transforms.publish.Manifest.Counts;
import io.seedmill.transforms.publish.PublicationFixture.Waiting;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.OpenStorages;
import io.seedmill.transforms.testing.Lines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that add up are published whole, in an order that is safe, once. */
class PublicationTest {

  @TempDir Path output;

  private PublicationFixture fixture;

  @BeforeEach
  void openOutput() {
    fixture = new PublicationFixture(output);
  }

  @Test
  void aRunIsPublishedAndNothingElseIsLeft() throws Exception {
    Waiting run = fixture.run("monday", "a");

    Manifest manifest = run.publish();

    assertThat(
        fixture.files(),
        containsInAnyOrder(
            run.part(0),
            run.part(1),
            run.part(2),
            "failures/failures-monday.jsonl",
            "metadata/monday/keys.bin",
            "metadata/monday/manifest.json",
            "metadata/registry.json",
            PublicationFixture.LATEST));
    assertThat(fixture.read(run.part(0)), is("first\nsecond\n"));
    assertThat(fixture.read(run.part(1)), is(""));
    assertThat(fixture.read(run.part(2)), is("third\n"));
    assertThat(fixture.read("failures/failures-monday.jsonl"), is("letter\n"));
    assertThat(keys("monday"), is(List.of(1L, 0L, 2L, 0L, -1L, 0L)));
    assertThat(Files.exists(fixture.path(run.layout.temporaryFolder())), is(false));
    assertThat(Manifest.parse(fixture.read(run.layout.manifest())), is(manifest));
  }

  @Test
  void theManifestAccountsForEverySample() throws Exception {
    Manifest manifest = fixture.run("monday", "a").publish();

    assertThat(manifest.status(), is(Manifest.COMPLETE));
    assertThat(manifest.counts(), is(new Counts(5, 4, 3, 1, 0, 1, 0)));
    assertThat(List.copyOf(manifest.generators().keySet()), is(List.of("first", "second")));
    assertThat(
        manifest.generators().get("first"),
        is(new EntryReport("test-scripted", 1, 0, 4, 4, 3, 2, 1, 0, 1, 0, null, null)));
    assertThat(
        manifest.generators().get("second"),
        is(new EntryReport("test-scripted", 1, 0, 1, 1, 1, 1, 0, 0, 0, 0, null, null)));
    assertThat(manifest.dedupe().fields(), is(nullValue()));
    assertThat(manifest.spec(), is(Lines.parse("{\"seed\":42}")));
  }

  @Test
  void theManifestsDigestsAreThoseOfTheFiles() throws Exception {
    Manifest manifest = fixture.run("monday", "a").publish();

    for (Manifest.FileReport part : manifest.parts()) {
      byte[] bytes = Files.readAllBytes(fixture.path(part.path()));
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      assertThat(part.sha256(), is(HexFormat.of().formatHex(digest)));
      assertThat(part.bytes(), is((long) bytes.length));
      assertThat(part.records(), is((long) Lines.read(fixture.path(part.path())).size()));
    }
    assertThat(manifest.failures().records(), is(1L));
    byte[] keys = Files.readAllBytes(fixture.path("metadata/monday/keys.bin"));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(keys);
    assertThat(
        manifest.keys(),
        is(
            new Manifest.FileReport(
                "metadata/monday/keys.bin", 3, 48, HexFormat.of().formatHex(digest))));
  }

  @Test
  void theLatestRunIsTheOneThatFinishedLast() throws Exception {
    fixture.run("monday", "a").publish();
    Manifest tuesday = fixture.run("tuesday", "a").publish();

    ObjectNode latest = Lines.parse(fixture.read(PublicationFixture.LATEST));

    assertThat(latest.get("run").textValue(), is("tuesday"));
    assertThat(latest.get("manifest").textValue(), is("metadata/tuesday/manifest.json"));
    assertThat(latest.get("datasetId").textValue(), is(tuesday.datasetId()));
    assertThat(latest.size(), is(3));
  }

  @Test
  void aRunWithoutSamplesIsAnEmptyDataset() throws Exception {
    Waiting empty = fixture.emptyRun("monday");

    Manifest manifest = empty.publish();

    assertThat(manifest.status(), is(Manifest.COMPLETE));
    assertThat(manifest.counts(), is(new Counts(0, 0, 0, 0, 0, 0, 0)));
    assertThat(manifest.failures(), is(nullValue()));
    for (int part = 0; part < PublicationFixture.PARTS; part++) {
      assertThat(fixture.read(empty.part(part)), is(""));
    }
    assertThat(keys("monday"), is(List.of()));
    assertThat(manifest.keys().records(), is(0L));
    assertThat(Files.exists(fixture.path("failures")), is(false));
    assertThat(Files.exists(fixture.path(PublicationFixture.LATEST)), is(true));
  }

  @Test
  void aSecondAttemptAdoptsTheWorkOfTheFirst() throws Exception {
    Waiting run = fixture.run("monday", "a");
    Manifest first = run.publish();
    String manifest = fixture.read(run.layout.manifest());

    Manifest second = run.publish();

    assertThat(second, is(first));
    assertThat(fixture.read(run.layout.manifest()), is(manifest));
    assertThat(fixture.read(run.part(0)), is("first\nsecond\n"));
  }

  @Test
  void aRunThatIsMadeAgainWithTheSameDataAdoptsWhatIsThere() throws Exception {
    Manifest first = fixture.run("monday", "a").publish();

    Manifest again = fixture.run("monday", "b").publish();

    assertThat(again, is(first));
    assertThat(fixture.files().size(), is(8));
  }

  @Test
  void anAttemptThatEndedInTheMiddleIsCompleted() throws Exception {
    Waiting run = fixture.run("monday", "a");
    Path part2 = run.temporary("part-2");
    byte[] bytes = Files.readAllBytes(part2);
    Files.delete(part2);
    assertThrows(IOException.class, run::publish);
    assertThat("part 0 was published", Files.exists(run.temporary("part-0")), is(false));

    Files.write(part2, bytes);
    Manifest manifest = run.publish();

    assertThat(manifest.status(), is(Manifest.COMPLETE));
    assertThat(fixture.read(run.part(0)), is("first\nsecond\n"));
    assertThat(fixture.read(run.part(2)), is("third\n"));
  }

  /** A link to nothing is no file when the run looks for one, but has the name when it takes it. */
  @Test
  void aNameThatAnotherTookMeanwhileIsNoLongerTheRuns() throws Exception {
    Waiting run = fixture.run("monday", "0a1b2c3d");
    Path taken = fixture.path(run.part(2));
    Files.createDirectories(taken.getParent());
    Files.createSymbolicLink(taken, Path.of("nowhere"));

    assertThrows(IOException.class, run::publish);

    String attempt = run.layout.temporaryFolder().substring(DatasetLayout.TEMPORARY.length() + 1);
    try (OpenStorages storages = new OpenStorages(PipelineOptionsFactory.create())) {
      List<String> own = Leftovers.of(storages.at(fixture.path("").toString()), attempt);
      assertThat(own, hasItem(run.part(0)));
      assertThat(own, not(hasItem(run.part(2))));
    }
  }

  @Test
  void theManifestComesBeforeThePointerToIt() throws Exception {
    Waiting run = fixture.run("monday", "a");
    Files.createDirectories(fixture.path(PublicationFixture.LATEST + "/in the way"));

    IOException thrown = assertThrows(IOException.class, run::publish);

    assertThat(
        thrown.getMessage(),
        allOf(
            startsWith("run 'monday' is published, but metadata/latest-run.json could not be"),
            endsWith("; the same command with --run-id=monday writes it")));
    Manifest manifest = Manifest.parse(fixture.read(run.layout.manifest()));
    assertThat(manifest.run(), is("monday"));
    for (Manifest.FileReport part : manifest.parts()) {
      assertThat(Files.size(fixture.path(part.path())), is(part.bytes()));
    }
  }

  @Test
  void asManyFailuresAsAreAllowedMakeACompleteRun() throws Exception {
    Waiting run = fixture.run("monday", "a");
    run.maxFailureRate = 0.2;

    assertThat(run.publish().status(), is(Manifest.COMPLETE));
  }

  @Test
  void moreFailuresThanAllowedLeaveTheLatestRunAsItWas() throws Exception {
    fixture.run("monday", "a").publish();
    String latest = fixture.read(PublicationFixture.LATEST);
    Waiting tuesday = fixture.run("tuesday", "a");
    tuesday.maxFailureRate = 0.19;

    Manifest manifest = tuesday.publish();

    assertThat(manifest.status(), is(Manifest.TOO_MANY_FAILURES));
    assertThat(Manifest.parse(fixture.read(tuesday.layout.manifest())), is(manifest));
    assertThat(fixture.read("failures/failures-tuesday.jsonl"), is("letter\n"));
    assertThat(fixture.read(PublicationFixture.LATEST), is(latest));
    assertThat(Files.exists(fixture.path(tuesday.layout.temporaryFolder())), is(false));
  }

  /** Both halves of each key. */
  private List<Long> keys(String run) throws IOException {
    ByteBuffer bytes =
        ByteBuffer.wrap(Files.readAllBytes(fixture.path("metadata/" + run + "/keys.bin")));
    List<Long> halves = new ArrayList<>();
    while (bytes.hasRemaining()) {
      halves.add(bytes.getLong());
    }
    return halves;
  }
}
