package io.seedmill.transforms.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.lessThan;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.seedmill.transforms.write.Splits.Split;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The set of a record is a function of the record, and of little more than the shares. */
class FileSetsTest {

  private static final int SAMPLES = 40_000;

  /** The second letters of the splits of 60 samples, as another program computed them. */
  private static final String KNOWN =
      "rrarrrrrrrrerrrrrrrrrrrrrrrrrrrrrrrrrrrrrrarrrrrrarrrrrrrrrr";

  private static final String ID = "0123456789abcdef0123456789abcdef";

  @Test
  void eachSplitGetsItsShare() {
    Splits splits = splits("train", 0.9, "validation", 0.05, "test", 0.05);
    int[] counts = new int[3];

    for (int sample = 0; sample < SAMPLES; sample++) {
      counts[splits.of(group(sample))]++;
    }

    assertThat(counts[0] / (double) SAMPLES, closeTo(0.9, 0.006));
    assertThat(counts[1] / (double) SAMPLES, closeTo(0.05, 0.005));
    assertThat(counts[2] / (double) SAMPLES, closeTo(0.05, 0.005));
  }

  @Test
  void theOrderOfSplitsMovesNothing() {
    Splits one = splits("train", 0.8, "validation", 0.1, "test", 0.1);
    Splits other = splits("test", 0.1, "train", 0.8, "validation", 0.1);

    for (int sample = 0; sample < 2_000; sample++) {
      assertThat(split(other, sample), is(split(one, sample)));
    }
  }

  @Test
  void aShareThatGrowsTakesSamplesAndNoneMovesBetweenOthers() {
    Splits before = splits("train", 0.9, "validation", 0.05, "test", 0.05);
    Splits after = splits("train", 0.95, "validation", 0.025, "test", 0.025);
    int moved = 0;

    for (int sample = 0; sample < SAMPLES; sample++) {
      String now = split(after, sample);
      if (!now.equals(split(before, sample))) {
        assertThat(now, is("train"));
        moved++;
      }
    }

    assertThat(moved / (double) SAMPLES, closeTo(0.05, 0.005));
  }

  @Test
  void aSplitThatIsTakenOutOfTrainLeavesTestNearlyAlone() {
    Splits before = splits("train", 0.9, "test", 0.1);
    Splits after = splits("train", 0.8, "calibration", 0.1, "test", 0.1);
    int fromTest = 0;

    for (int sample = 0; sample < SAMPLES; sample++) {
      fromTest +=
          split(before, sample).equals("test") && !split(after, sample).equals("test") ? 1 : 0;
    }

    assertThat(fromTest / (double) SAMPLES, lessThan(0.012));
  }

  @Test
  void theSplitIsNotThatOfAKey() {
    Splits splits = splits("train", 0.5, "test", 0.5);
    Set<String> found = new HashSet<>();

    for (int sample = 0; sample < 64; sample++) {
      found.add(split(splits, sample));
    }

    assertThat("ids that begin alike are in both", found.size(), is(2));
  }

  @Test
  void aKnownSampleIsInAKnownSplit() {
    Splits splits = splits("train", 0.9, "validation", 0.05, "test", 0.05);
    StringBuilder found = new StringBuilder();

    for (int sample = 0; sample < 60; sample++) {
      found.append(split(splits, sample).charAt(1));
    }

    assertThat(found.toString(), is(KNOWN));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "program | {'program':'a','n':1} | {'n':2,'program':'a'}",
        "program | {'program':{'x':[1,2]}} | {'a':1,'program':{'x':[1,2]},'z':2}",
        "metadata.program | {'n':1},{'program':'a','size':3} | {'n':2},{'size':4,'program':'a'}",
        "metadata.a.b | {'n':1},{'a':{'b':true}} | {'n':2},{'a':{'b':true,'c':1}}",
        "a,b | {'a':1,'b':2} | {'b':2,'c':3,'a':1}",
        "a,b | {'a':1,'b':null} | {'a':1,'c':3}",
        "prompt | {'prompt':'\\\"}{,\\\\'} | {'prompt':'\\\"}{,\\\\','x':'y'}",
        "generator | {'n':1} | {'n':2}"
      })
  void recordsWithEqualFieldsAreInOneSplit(String fields, String one, String other)
      throws IOException {
    for (int names = 0; names < 40; names++) {
      RecordSets sets = new RecordSets(sets(together(fields, names)));
      int first = sets.of(record(ID, one), 0, record(ID, one).length);
      boolean lacks = sets.lacksAll();
      String otherId = ID.replace('0', 'f');

      byte[] inTheMiddle = ("xx" + new String(record(otherId, other), UTF_8)).getBytes(UTF_8);

      assertThat(sets.of(inTheMiddle, 2, inTheMiddle.length - 2), is(first));
      assertThat(lacks, is(false));
      assertThat(sets.lacksAll(), is(false));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'n':1}",
        "{'program':null}",
        "{'program':null},{'program':'a'}",
        "{'Program':1}"
      })
  void aRecordWithoutTheFieldIsSplitByItsContent(String content) throws IOException {
    Set<Integer> found = new HashSet<>();
    RecordSets sets = new RecordSets(sets(together("program", 0)));

    for (int sample = 0; sample < 64; sample++) {
      byte[] record = record(new String(group(sample), UTF_8), content);
      found.add(sets.of(record, 0, record.length));
      assertThat(sets.lacksAll(), is(true));
    }

    assertThat(found.size(), is(2));
  }

  @Test
  void aRecordOfAnotherEntryIsRefused() {
    FileSets sets = new FileSets(Splits.NONE, List.of("other", "entr"), true);
    byte[] record = record(ID, "{'n':1}");

    assertThrows(IOException.class, () -> new RecordSets(sets).of(record, 0, record.length));
  }

  @ParameterizedTest
  @ValueSource(strings = {"maze", "a-b_c.d+e", "A1", "maze=9,x", "x.y", "0", "test-suites", "a__"})
  void aSafeNameIsItsFolder(String name) {
    assertThat(FileSets.folder(name), is(name));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "org/model",
        "model:8b",
        "a@b",
        "CON",
        "nul.x",
        "com1",
        "maze[size=9]",
        "..",
        "a.",
        "é",
        "a b",
        "\"",
        "../../etc",
        "a\nb",
        "a*",
        "%2F",
        "-a"
      })
  void anyOtherNameBecomesOneThatIsSafeEverywhere(String name) {
    String folder = FileSets.folder(name);

    assertThat(folder, matchesPattern("[A-Za-z0-9][A-Za-z0-9._=,+-]*-[0-9a-f]{8}"));
    assertThat(folder.length(), lessThan(101));
    assertThat(FileSets.folder(name + "x"), not(folder));
    assertThat(FileSets.folder("n".repeat(300)).length(), is(100));
  }

  private static Splits splits(Object... namesAndShares) {
    List<Split> splits = new ArrayList<>();
    for (int i = 0; i < namesAndShares.length; i += 2) {
      splits.add(new Split((String) namesAndShares[i], (Double) namesAndShares[i + 1]));
    }
    return new Splits(splits, List.of(), false);
  }

  private static Splits together(String fields, int names) {
    List<List<String>> paths = new ArrayList<>();
    for (String field : fields.split(",", -1)) {
      paths.add(List.of(field.split("\\.", -1)));
    }
    List<Split> splits = List.of(new Split("a" + names, 0.5), new Split("b" + names, 0.5));
    return new Splits(splits, paths, true);
  }

  private static FileSets sets(Splits splits) {
    return new FileSets(splits, List.of("entry"), false);
  }

  /** Returns a record with a content and, behind a comma, its metadata. */
  private static byte[] record(String id, String content) {
    int comma = content.indexOf("},{");
    String fields = comma < 0 ? content : content.substring(0, comma + 1);
    String metadata = comma < 0 ? "{}" : content.substring(comma + 2);
    return ("{'id':'"
            + id
            + "','generator':'entry','index':7,"
            + fields.substring(1, fields.length() - 1)
            + ",'metadata':"
            + metadata
            + "}\n")
        .replace('\'', '"')
        .getBytes(UTF_8);
  }

  private static byte[] group(int sample) {
    return "%032x".formatted(sample).getBytes(UTF_8);
  }

  private static String split(Splits splits, int sample) {
    return splits.splits().get(splits.of(group(sample))).name();
  }
}
