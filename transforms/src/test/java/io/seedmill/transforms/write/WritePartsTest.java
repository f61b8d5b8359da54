package io.seedmill.transforms.write;

import static io.seedmill.transforms.testing.Plans.plan;
import static io.seedmill.transforms.testing.Plans.ranges;
import static io.seedmill.transforms.testing.Plans.scripted;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.publish.WrittenDataset;
import io.seedmill.transforms.testing.Lines;
import io.seedmill.transforms.testing.ScriptedGenerator.Act;
import io.seedmill.transforms.testing.ScriptedParameters;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WritePartsTest {

  private static final BigInteger KEYS = BigInteger.ONE.shiftLeft(64);

  private static final GenerationPlan PLAN =
      plan(
          scripted(
              "first",
              200,
              37,
              ScriptedParameters.plain().at(150, Act.THROW).at(7, Act.THROW).at(8, Act.THROW)),
          ranges("second", 60, 60, ScriptedParameters.plain()),
          scripted("third", 30, 4, ScriptedParameters.plain().at(29, Act.WRITE_NOTHING)));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, 1", "1, 3", "1, 4", "16, 1", "16, 3", "16, 4", "256, 3"})
  void partsJoinedTogetherAreTheSameBytes(int buckets, int parts) {
    WrittenDataset expected = WrittenDataset.of(PLAN, folder.resolve("expected"), 1, 1);

    WrittenDataset written = WrittenDataset.of(PLAN, folder.resolve("other"), buckets, parts);

    assertThat(written.joined(), is(expected.joined()));
    assertThat(written.lines("dead-letters"), is(expected.lines("dead-letters")));
    assertThat(written.file("keys"), is(expected.file("keys")));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 64})
  void theKeysOfAllSamplesLieInAFileOfTheirOwn(int buckets) {
    WrittenDataset written = WrittenDataset.of(PLAN, folder, buckets, 3);

    byte[] keys = written.read(written.file("keys").orElseThrow());

    String ids =
        String.join("", ids(new String(written.joined(), StandardCharsets.UTF_8).lines().toList()));
    assertThat(HexFormat.of().formatHex(keys), is(ids));
  }

  @Test
  void spilledBlocksAreWrittenAsThoseInMemory() {
    WrittenDataset inMemory = WrittenDataset.of(PLAN, folder.resolve("memory"), 4, 2);

    WrittenDataset spilled = WrittenDataset.spilled(PLAN, folder.resolve("spilled"), 4, 2);

    assertThat(spilled.written(), is(inMemory.written()));
    assertThat(spilled.joined(), is(inMemory.joined()));
  }

  @Test
  void linesAscendByTheirIds() {
    WrittenDataset written = WrittenDataset.of(PLAN, folder, 8, 3);

    List<String> ids = ids(new String(written.joined(), StandardCharsets.UTF_8).lines().toList());

    assertThat(ids, is(ids.stream().sorted().distinct().toList()));
    int ofFirst = 197;
    int ofSecond = 60;
    int ofThirdThatFirstLacks = 2;
    assertThat(ids.size(), is(ofFirst + ofSecond + ofThirdThatFirstLacks));
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 7})
  void partIBeginsAtItsShareOfTheKeys(int parts) {
    WrittenDataset written = WrittenDataset.of(PLAN, folder, 2, parts);

    for (int part = 0; part < parts; part++) {
      for (String id : ids(written.lines(part))) {
        BigInteger key = new BigInteger(id.substring(0, 16), 16);
        assertThat(key.compareTo(start(part, parts)) >= 0, is(true));
        assertThat(key.compareTo(start(part + 1, parts)) < 0, is(true));
      }
    }
  }

  @Test
  void aPartSaysWhatItsFileIs() throws Exception {
    WrittenDataset written = WrittenDataset.of(PLAN, folder, 4, 3);

    for (WrittenFile part : written.written()) {
      byte[] bytes = written.read(part);
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      assertThat(part.sha256(), is(HexFormat.of().formatHex(digest)));
      assertThat(part.bytes(), is((long) bytes.length));
      long records =
          part.file() instanceof OutputFile.Keys
              ? bytes.length / 16
              : written.lines(part.file().name()).size();
      assertThat(part.records(), is(records));
    }
  }

  @Test
  void aPartWithoutRecordsIsNotInTheResult() {
    GenerationPlan one = plan(scripted("one", 1, 1, ScriptedParameters.plain()));

    WrittenDataset written = WrittenDataset.of(one, folder, 16, 8);

    assertThat(written.written().size(), is(2));
    assertThat(written.written().get(0).file(), is(new OutputFile.Keys()));
    assertThat(written.written().get(1).records(), is(1L));
  }

  @Test
  void nothingIsWrittenOfNothing() {
    GenerationPlan none = plan(scripted("none", 0, 1, ScriptedParameters.plain()));

    WrittenDataset written = WrittenDataset.of(none, folder.resolve("absent"), 4, 2);

    assertThat(written.written(), is(empty()));
    assertThat(written.summaries(), is(empty()));
    assertThat(folder.resolve("absent").toFile().exists(), is(false));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 64})
  void deadLettersLieInAFileOfTheirOwnInThePlansOrder(int buckets) {
    WrittenDataset written = WrittenDataset.of(PLAN, folder, buckets, 3);

    List<String> letters = new ArrayList<>();
    for (String line : written.lines("dead-letters")) {
      ObjectNode letter = Lines.parse(line);
      letters.add(letter.get("generator").textValue() + " " + letter.get("index"));
    }

    assertThat(letters, is(List.of("first 7", "first 8", "first 150", "third 29")));
  }

  @Test
  void aDatasetOfDeadLettersHasNoParts() {
    ScriptedParameters bad = ScriptedParameters.plain().at(0, Act.THROW).at(1, Act.THROW);

    WrittenDataset written = WrittenDataset.of(plan(scripted("bad", 2, 2, bad)), folder, 2, 2);

    assertThat(written.written().size(), is(1));
    assertThat(written.file("dead-letters").orElseThrow().records(), is(2L));
  }

  @Test
  void aRecordOfSeveralMegabytesIsWrittenWhole() {
    GenerationPlan huge =
        new GenerationPlan(
            plan(scripted("huge", 6, 6, ScriptedParameters.plain().at(3, Act.WRITE_HUGE)))
                .entries(),
            List.of(),
            4 << 20);

    WrittenDataset written = WrittenDataset.spilled(huge, folder, 1, 1);

    List<Integer> promptLengths = new ArrayList<>();
    for (String line : written.lines(0)) {
      promptLengths.add(Lines.parse(line).get("prompt").textValue().length());
    }
    promptLengths.sort(null);
    assertThat(promptLengths, is(List.of(10, 10, 10, 10, 10, 3_000_000)));
  }

  @Test
  void fewerThanOnePartIsRefused() {
    Exception thrown =
        assertThrows(
            IllegalArgumentException.class, () -> new DatasetFiles(0, PartFormats.JSON_LINES));

    assertThat(thrown.getMessage(), is("parts must be at least 1, found 0"));
  }

  private static List<String> ids(List<String> lines) {
    return lines.stream().map(line -> Lines.parse(line).get("id").textValue()).toList();
  }

  private static BigInteger start(int part, int parts) {
    return KEYS.multiply(BigInteger.valueOf(part)).divide(BigInteger.valueOf(parts));
  }
}
