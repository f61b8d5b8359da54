package io.seedmill.transforms.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.transforms.publish.PublicationFixture.Waiting;
import io.seedmill.transforms.publish.Registry.Entry;
import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Given runs that are published, then the registry has all of them, and says what they say. */
class RegistryTest {

  private static final String PATH = DatasetLayout.REGISTRY;

  @TempDir private Path output;

  private PublicationFixture fixture;
  private Storage storage;

  @BeforeEach
  void open() {
    fixture = new PublicationFixture(output);
    storage = Storage.of(output.toString());
  }

  @Test
  void anEntrySaysWhatTheManifestSays() throws Exception {
    Manifest manifest = fixture.run("monday", "a").publish();

    Entry entry = registry().runs().get(0);

    assertThat(entry.run(), is("monday"));
    assertThat(entry.version(), is(1));
    assertThat(entry.dataset(), is("dataset"));
    assertThat(entry.status(), is(Manifest.COMPLETE));
    assertThat(entry.datasetId(), is(manifest.datasetId()));
    assertThat(entry.counts(), is(manifest.counts()));
    assertThat(entry.parts(), is(PublicationFixture.PARTS));
    assertThat(entry.bytes(), is((long) "first\nsecond\nthird\n".length()));
    assertThat(entry.spec(), is("sha256:" + sha256("{\"seed\":42}")));
    assertThat(
        entry.manifest(), is("sha256:" + sha256(fixture.read("metadata/monday/manifest.json"))));
  }

  @Test
  void everyRunIsInItInTheOrderOfPublishing() throws Exception {
    fixture.run("monday", "a").publish();
    Waiting failed = fixture.run("bad", "a");
    failed.maxFailureRate = 0;
    assertThat(failed.publish().status(), is(Manifest.TOO_MANY_FAILURES));
    fixture.run("tuesday", "a").publish();

    assertThat(names(), contains("monday 1", "bad 2", "tuesday 3"));
  }

  @Test
  void aRunThatIsPublishedTwiceIsInItOnce() throws Exception {
    Waiting run = fixture.run("monday", "a");
    run.publish();
    String before = fixture.read(PATH);
    run.publish();

    assertThat(fixture.read(PATH), is(before));
  }

  @Test
  void theNextRunAddsOneThatWasKilledBeforeItCameIntoIt() throws Exception {
    fixture.run("monday", "a").publish();
    String before = fixture.read(PATH);
    fixture.run("killed", "a").publish();
    Files.writeString(fixture.path(PATH), before);
    assertThat(problems(), contains(containsString("it lacks run 'killed'")));

    fixture.run("tuesday", "a").publish();

    assertThat(names(), contains("monday 1", "killed 2", "tuesday 3"));
    assertThat(problems(), is(List.of()));
  }

  @Test
  void thePointerComesAfterIt() throws Exception {
    Files.createDirectories(fixture.path(PATH + "/in the way"));

    IOException thrown = assertThrows(IOException.class, fixture.run("monday", "a")::publish);

    assertThat(
        thrown.getMessage(),
        containsString(
            "run 'monday' is published, but metadata/registry.json could not be written"));
    assertThat(Files.exists(fixture.path("metadata/monday/manifest.json")), is(true));
    assertThat(Files.exists(fixture.path(PublicationFixture.LATEST)), is(false));
  }

  @Test
  void whatIsDamagedIsMadeAnew() throws Exception {
    fixture.run("monday", "a").publish();
    fixture.run("tuesday", "a").publish();
    String before = fixture.read(PATH);
    Files.writeString(fixture.path(PATH), "{");

    assertThat(Registry.mend(storage), is(true));

    assertThat(fixture.read(PATH), is(before));
    assertThat("nothing else to mend", Registry.mend(storage), is(false));
    assertThat(Files.exists(fixture.path(DatasetLayout.TEMPORARY)), is(false));
  }

  @Test
  void aRunWhoseManifestIsGoneStaysUntilItIsForgotten() throws Exception {
    fixture.run("monday", "a").publish();
    fixture.run("tuesday", "a").publish();
    storage.delete("metadata/monday");
    fixture.run("wednesday", "a").publish();
    assertThat(names(), contains("monday 1", "tuesday 2", "wednesday 3"));
    assertThat(
        problems(), contains(containsString("it names run 'monday', whose manifest is gone")));

    Registry.forget(storage, Set.of("monday"));
    fixture.run("thursday", "a").publish();

    assertThat("versions stay", names(), contains("tuesday 2", "wednesday 3", "thursday 4"));
  }

  @Test
  void everyChangedByteIsFound() throws Exception {
    fixture.run("monday", "a").publish();
    fixture.run("tuesday", "a").publish();
    byte[] whole = Files.readAllBytes(fixture.path(PATH));
    for (int at = 0; at < whole.length; at++) {
      byte[] changed = whole.clone();
      changed[at] ^= 1;
      Files.write(fixture.path(PATH), changed);
      assertThat("byte " + at, problems().isEmpty(), is(false));
    }
    Files.writeString(fixture.path(PATH), new String(whole, StandardCharsets.UTF_8) + " ");
    assertThat("a blank more", problems().isEmpty(), is(false));
    Files.delete(fixture.path(PATH));
    assertThat("no file", problems(), contains(containsString("the file is missing")));
    Files.write(fixture.path(PATH), whole);
    assertThat(problems(), is(List.of()));
  }

  @Test
  void runsThatEndAtOnceAreAllInIt() throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Manifest>> runs = new ArrayList<>();
      for (int run = 0; run < 16; run++) {
        runs.add(fixture.run("run-" + run, "a")::publish);
      }
      for (Future<Manifest> run : pool.invokeAll(runs)) {
        run.get();
      }
    } finally {
      pool.shutdownNow();
    }
    assertThat(registry().runs().size(), is(16));
    assertThat(
        registry().runs().stream().map(Entry::version).toList(),
        is(java.util.stream.IntStream.rangeClosed(1, 16).boxed().toList()));
    assertThat(problems(), is(List.of()));
    assertThat(Files.exists(fixture.path(DatasetLayout.TEMPORARY)), is(false));
  }

  private Registry registry() throws IOException {
    return Registry.parse(fixture.read(PATH));
  }

  private List<String> names() throws IOException {
    return registry().runs().stream().map(entry -> entry.run() + " " + entry.version()).toList();
  }

  private List<String> problems() throws IOException {
    List<ManifestFile> manifests = ManifestFile.in(storage, run -> true, text -> true);
    Optional<String> text = Registry.read(storage);
    return Registry.problems(
        text, manifests, manifests.stream().map(file -> file.manifest().run()).toList());
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of()
        .formatHex(
            java.security.MessageDigest.getInstance("SHA-256")
                .digest(text.getBytes(StandardCharsets.UTF_8)));
  }
}
