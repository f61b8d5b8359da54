package io.seedmill.transforms.publish;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.transforms.publish.PublicationFixture.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nothing is published that does not add up, and what is published is not touched. */
class PublicationRefusalsTest {

  @TempDir Path output;

  private PublicationFixture fixture;

  @BeforeEach
  void openOutput() {
    fixture = new PublicationFixture(output);
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys", "dead-letters", "part-0", "part-2"})
  void aMissingFileMeansNoManifest(String file) throws IOException {
    Waiting run = fixture.run("monday", "a");
    Files.delete(run.temporary(file));

    Exception thrown = assertThrows(IOException.class, run::publish);

    assertThat(thrown.getMessage(), containsString("is not what this run wrote"));
    assertThat(thrown.getMessage(), containsString("no file found"));
    assertNoManifest(run);
  }

  @ParameterizedTest
  @ValueSource(strings = {"keys", "dead-letters", "part-0", "part-2"})
  void aFileOfAnotherSizeMeansNoManifest(String file) throws IOException {
    Waiting run = fixture.run("monday", "a");
    Files.writeString(run.temporary(file), "short");

    Exception thrown = assertThrows(IOException.class, run::publish);

    assertThat(thrown.getMessage(), containsString("5 found"));
    assertNoManifest(run);
  }

  @ParameterizedTest
  @ValueSource(strings = {"THIRD\n", "longer than it was\n", ""})
  void aPartThatIsThereWithOtherBytesIsNotReplaced(String other) throws IOException {
    Waiting run = fixture.run("monday", "a");
    run.occupy(run.part(2), other);

    assertThrows(IOException.class, run::publish);

    assertThat(fixture.read(run.part(2)), is(other));
    assertNoManifest(run);
  }

  @Test
  void anEmptyPartDoesNotReplaceAFile() throws IOException {
    Waiting run = fixture.run("monday", "a");
    run.occupy(run.part(1), "data\n");

    assertThrows(IOException.class, run::publish);

    assertThat(fixture.read(run.part(1)), is("data\n"));
    assertNoManifest(run);
  }

  @Test
  void aRunOfTheSameNameWithOtherDataIsNotReplaced() throws IOException {
    Waiting first = fixture.run("monday", "a");
    first.publish();
    List<String> files = fixture.visible();
    String manifest = fixture.read(first.layout.manifest());

    Waiting other = fixture.run("monday", "b", PublicationFixture.usual("THIRD\n"));
    assertThrows(IOException.class, other::publish);

    assertThat(fixture.visible(), is(files));
    assertThat(fixture.read(first.part(2)), is("third\n"));
    assertThat(fixture.read(first.layout.manifest()), is(manifest));
  }

  @Test
  void aManifestOfAnotherPlanIsNotAdopted() throws IOException {
    Waiting first = fixture.run("monday", "a");
    first.publish();
    fixture.run("tuesday", "a").publish();
    String manifest = fixture.read(first.layout.manifest());
    String latest = fixture.read(PublicationFixture.LATEST);

    Waiting other = fixture.run("monday", "b");
    other.planDigest = "sha256:another";
    Exception thrown = assertThrows(IOException.class, other::publish);

    assertThat(
        thrown.getMessage(),
        is("run 'monday' was published before, with other data; it is not replaced"));
    assertThat(fixture.read(first.layout.manifest()), is(manifest));
    assertThat(fixture.read(PublicationFixture.LATEST), is(latest));
  }

  @Test
  void aManifestThatCannotBeReadIsNotReplaced() throws IOException {
    Waiting run = fixture.run("monday", "a");
    run.occupy(run.layout.manifest(), "{\"run\": ");

    assertThrows(IOException.class, run::publish);

    assertThat(fixture.read(run.layout.manifest()), is("{\"run\": "));
    assertThat(Files.exists(fixture.path(PublicationFixture.LATEST)), is(false));
  }

  @Test
  void aManifestThatSaysNothingIsNotReplaced() throws IOException {
    Waiting run = fixture.run("monday", "a");
    run.occupy(run.layout.manifest(), "{}");

    assertThrows(IOException.class, run::publish);

    assertThat(fixture.read(run.layout.manifest()), is("{}"));
    assertThat(Files.exists(fixture.path(PublicationFixture.LATEST)), is(false));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 3, 5})
  void anAccountThatDoesNotAddUpLeavesNothing(long requested) throws IOException {
    Waiting run = fixture.run("monday", "a");
    run.ofFirst = requested;

    Exception thrown = assertThrows(IllegalStateException.class, run::publish);

    assertThat(
        thrown.getMessage(),
        is(
            "the account of 'first' does not add up: requested "
                + requested
                + " and missing 0, but produced 3 and failed 1"));
    assertThat(fixture.visible(), is(empty()));
  }

  @Test
  void twoErrorsThatCancelOutAreFound() throws IOException {
    Waiting run = fixture.run("monday", "a");
    run.ofFirst = 3;
    run.ofSecond = 2;

    assertThrows(IllegalStateException.class, run::publish);

    assertThat(fixture.visible(), is(empty()));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void aFileThatIsNotThereInTheListLeavesNothing(int position) throws IOException {
    Waiting run = fixture.run("monday", "a");
    run.written.remove(position);

    Exception thrown = assertThrows(IllegalStateException.class, run::publish);

    assertThat(thrown.getMessage(), containsString("the files do not add up"));
    assertThat(fixture.visible(), is(empty()));
  }

  @Test
  void aPartThatIsThereTwiceInTheListLeavesNothing() throws IOException {
    Waiting run = fixture.run("monday", "a");
    run.written.add(run.written.get(2));

    assertThrows(IllegalStateException.class, run::publish);

    assertThat(fixture.visible(), is(empty()));
  }

  private void assertNoManifest(Waiting run) {
    assertThat(Files.exists(fixture.path(run.layout.manifest())), is(false));
    assertThat(Files.exists(fixture.path(PublicationFixture.LATEST)), is(false));
  }
}
