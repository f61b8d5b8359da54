package io.seedmill.transforms.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;

import io.seedmill.transforms.storage.DatasetLayout;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatestLinksTest {

  @TempDir Path output;

  private PublicationFixture fixture;

  @BeforeEach
  void openOutput() {
    fixture = new PublicationFixture(output);
  }

  @Test
  void theLinksLeadToThePartsOfTheNewestRun() throws Exception {
    fixture.run("monday", "a").publish();
    assertThat(links(), is(linksTo("monday")));
    assertThat(fixture.read("consolidated/latest-00002-of-00003.jsonl"), is("third\n"));

    PublicationFixture.Waiting failing = fixture.run("tuesday", "b");
    failing.maxFailureRate = 0;
    failing.publish();
    assertThat("too many failures", links(), is(linksTo("monday")));

    Manifest newest = fixture.run("wednesday", "c").publish();
    assertThat(links(), is(linksTo("wednesday")));
    try (Storage storage = Storage.of(output.toString())) {
      assertThat(LatestLinks.to(newest, storage), is(List.copyOf(links().keySet())));
    }
  }

  /** A power cut or a kill may come after any step. */
  @Test
  void theLinksOfTwoRunsNeverStandBesideEachOther() throws Exception {
    fixture.run("monday", "a").publish();
    Manifest tuesday = fixture.run("tuesday", "b").publish();
    Manifest monday = Manifest.parse(fixture.read("metadata/monday/manifest.json"));
    List<Map<String, String>> seen = new ArrayList<>();
    try (Storage storage = Storage.of(output.toString())) {
      Storage watched = watched(storage, seen);
      DatasetLayout layout = new DatasetLayout("monday", "c");
      assertThat(PublishDataset.pointAt(watched, layout, monday), is(true));
      assertThat(links(), is(linksTo("monday")));
      int swap = seen.size();
      assertThat(PublishDataset.pointAt(watched, layout, monday), is(false));
      assertThat("nothing to do", seen.size() - swap, is(lessThan(swap)));
      Files.delete(output.resolve("consolidated/latest-00000-of-00003.jsonl"));
      Files.delete(output.resolve("consolidated/latest-00001-of-00003.jsonl"));
      PublishDataset.pointAt(watched, layout, monday);
      assertThat("mended", links(), is(linksTo("monday")));
      PublishDataset.pointAt(watched, layout, tuesday);
    }
    assertThat(links(), is(linksTo("tuesday")));
    for (Map<String, String> state : seen) {
      assertThat(
          state.toString(),
          state.values().stream().map(target -> target.replaceAll("-0.*", "")).distinct().count(),
          is(lessThan(2L)));
    }
  }

  /** A storage that looks at the links after each call. */
  private Storage watched(Storage storage, List<Map<String, String>> seen) {
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (proxy, method, arguments) -> {
              try {
                return method.invoke(storage, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              } finally {
                seen.add(links());
              }
            });
  }

  private static Map<String, String> linksTo(String run) {
    Map<String, String> links = new TreeMap<>();
    for (int part = 0; part < 3; part++) {
      String suffix = "-0000%d-of-00003.jsonl".formatted(part);
      links.put("consolidated/latest" + suffix, "consolidated-" + run + suffix);
    }
    return links;
  }

  private Map<String, String> links() throws IOException {
    Map<String, String> links = new TreeMap<>();
    try (var found = Files.newDirectoryStream(output.resolve("consolidated"), "latest*")) {
      for (Path link : found) {
        links.put(output.relativize(link).toString(), Files.readSymbolicLink(link).toString());
      }
    }
    return links;
  }
}
