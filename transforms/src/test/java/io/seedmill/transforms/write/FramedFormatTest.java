package io.seedmill.transforms.write;

import static io.seedmill.transforms.testing.Plans.plan;
import static io.seedmill.transforms.testing.Plans.scripted;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.publish.WrittenDataset;
import io.seedmill.transforms.testing.ScriptedParameters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A format may have frames, unknown sizes and a footer, and is a function of the data. */
class FramedFormatTest {

  private static final GenerationPlan PLAN =
      plan(
          scripted("first", 400, 37, ScriptedParameters.plain()),
          scripted("second", 200, 9, ScriptedParameters.plain()));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, 1, 2000", "32, 1, 2000", "16, 3, 2000", "16, 1, 1000000000", "1, 1, 1"})
  void bytesDoNotDependOnBuckets(int buckets, int parts, int frameBytes) {
    FramedFormat format = new FramedFormat(frameBytes);
    WrittenDataset expected = WrittenDataset.of(PLAN, folder.resolve("expected"), 4, parts, format);

    WrittenDataset written =
        WrittenDataset.of(PLAN, folder.resolve("written"), buckets, parts, format);

    assertThat(written.joined(), is(expected.joined()));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 32})
  void theFooterFindsTheRecordsOfEveryFrame(int buckets) throws Exception {
    WrittenDataset lines = WrittenDataset.of(PLAN, folder.resolve("lines"), 1, 1);

    WrittenDataset framed =
        WrittenDataset.of(PLAN, folder.resolve("framed"), buckets, 1, new FramedFormat(5000));

    byte[] file = framed.joined();
    List<String> footer = footer(file);
    assertThat(footer.size(), greaterThan(8));
    ByteArrayOutputStream records = new ByteArrayOutputStream();
    for (String frame : footer.subList(0, footer.size() - 1)) {
      String[] numbers = frame.split(" ", -1);
      byte[] decoded =
          new GZIPInputStream(
                  new ByteArrayInputStream(
                      file, Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1])))
              .readAllBytes();
      assertThat(
          new String(decoded, StandardCharsets.UTF_8).lines().count(),
          is(Long.parseLong(numbers[2])));
      records.writeBytes(decoded);
    }
    assertThat(records.toByteArray(), is(lines.joined()));
  }

  @Test
  void aFrameIsNotShorterThanTheFormatWants() {
    long bytes = WrittenDataset.of(PLAN, folder.resolve("lines"), 1, 1).joined().length;

    WrittenDataset framed =
        WrittenDataset.of(PLAN, folder.resolve("framed"), 32, 1, new FramedFormat(5000));

    int frames = footer(framed.joined()).size() - 1;
    assertThat(frames, is(Integer.highestOneBit((int) (bytes / 5000))));
  }

  private static List<String> footer(byte[] file) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    int lastLine = text.lastIndexOf('\n', text.length() - 2) + 1;
    int start = Integer.parseInt(text.substring(lastLine).strip());
    return text.substring(start).lines().toList();
  }
}
