package io.seedmill.transforms.publish;

import static io.seedmill.transforms.testing.Plans.plan;
import static io.seedmill.transforms.testing.Plans.planWithKey;
import static io.seedmill.transforms.testing.Plans.scripted;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;

import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.testing.Lines;
import io.seedmill.transforms.testing.ScriptedParameters;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The dataset's id, worked out once more from its documented definition and the files alone. */
class DatasetIdTest {

  private static final int RANGES = 4096;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 256})
  void theIdIsTheDigestOfTheDigestsOfAllRanges(int buckets) throws Exception {
    GenerationPlan plan = plan(scripted("any", 500, 100, ScriptedParameters.plain()));

    WrittenDataset written = WrittenDataset.of(plan, folder, buckets, 1);

    List<String> ids = ids(written);
    assertThat(ids.size(), is(500));
    assertThat(DatasetId.of(written.summaries(), buckets), is(expected(ids, ids)));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 16, 64})
  void whereFieldsAreNamedTheirKeysMakeTheRanges(int buckets) throws Exception {
    GenerationPlan plan =
        planWithKey(
            List.of("answer"), scripted("any", 200, 100, ScriptedParameters.plain().distinct(90)));

    WrittenDataset written = WrittenDataset.of(plan, folder, buckets, 1);

    List<String> keys = new ArrayList<>();
    for (String line : written.lines(0)) {
      keys.add(hash("{\"answer\":" + Lines.parse(line).get("answer") + "}"));
    }
    assertThat("in file order", keys, is(keys.stream().sorted().toList()));
    assertThat(keys.size(), is(90));
    assertThat(DatasetId.of(written.summaries(), buckets), is(expected(keys, ids(written))));
  }

  @Test
  void theIdOfARecordIsTheHashOfItsCanonicalContent() throws Exception {
    GenerationPlan plan = plan(scripted("any", 20, 20, ScriptedParameters.plain()));

    WrittenDataset written = WrittenDataset.of(plan, folder, 4, 1);

    for (String line : written.lines(0)) {
      String content = Lines.content(line).toString();
      assertThat(Lines.parse(line).get("id").textValue(), is(hash(content)));
    }
  }

  @Test
  void theEmptyDatasetHasAnId() throws Exception {
    assertThat(DatasetId.of(List.of(), 1), is(expected(List.of(), List.of())));
    assertThat(DatasetId.of(List.of(), 4096), is(expected(List.of(), List.of())));
  }

  @Test
  void oneMoreRecordIsAnotherDataset() throws Exception {
    GenerationPlan ten = plan(scripted("any", 10, 10, ScriptedParameters.plain()));
    GenerationPlan eleven = plan(scripted("any", 11, 10, ScriptedParameters.plain()));

    WrittenDataset one = WrittenDataset.of(ten, folder.resolve("ten"), 1, 1);
    WrittenDataset other = WrittenDataset.of(eleven, folder.resolve("eleven"), 1, 1);

    assertThat(DatasetId.of(one.summaries(), 1), is(not(DatasetId.of(other.summaries(), 1))));
  }

  private static List<String> ids(WrittenDataset written) {
    return written.lines(0).stream().map(line -> Lines.parse(line).get("id").textValue()).toList();
  }

  private static String expected(List<String> keys, List<String> ids) throws Exception {
    MessageDigest all = sha256();
    for (int range = 0; range < RANGES; range++) {
      String prefix = HexFormat.of().toHexDigits(range, 3);
      MessageDigest digest = sha256();
      for (int i = 0; i < keys.size(); i++) {
        if (keys.get(i).startsWith(prefix)) {
          digest.update(HexFormat.of().parseHex(ids.get(i)));
        }
      }
      all.update(digest.digest());
    }
    return "sha256:" + HexFormat.of().formatHex(all.digest());
  }

  private static String hash(String content) throws Exception {
    byte[] canonical = new JsonCanonicalizer(content).getEncodedUTF8();
    return HexFormat.of().formatHex(Arrays.copyOf(sha256().digest(canonical), 16));
  }

  private static MessageDigest sha256() throws Exception {
    return MessageDigest.getInstance("SHA-256");
  }
}
