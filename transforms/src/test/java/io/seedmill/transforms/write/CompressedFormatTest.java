package io.seedmill.transforms.write;

import static io.seedmill.transforms.testing.Plans.plan;
import static io.seedmill.transforms.testing.Plans.scripted;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.seedmill.generators.sources.rows.Compression;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.publish.WrittenDataset;
import io.seedmill.transforms.testing.ScriptedParameters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A compressed part holds the bytes of the plain one. */
class CompressedFormatTest {

  private static final GenerationPlan PLAN =
      plan(
          scripted("first", 400, 37, ScriptedParameters.plain()),
          scripted("second", 200, 9, ScriptedParameters.plain()));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, 1, 2000", "32, 3, 2000", "32, 1, 1000000000"})
  void bytesDoNotDependOnBuckets(int buckets, int parts, int frameBytes) throws IOException {
    WrittenDataset plain =
        WrittenDataset.of(PLAN, folder.resolve("plain"), 4, parts, CsvFormat.WITH_METADATA);
    for (PartFormat format :
        List.of(
            new GzipFormat(CsvFormat.WITH_METADATA, frameBytes),
            new ZstdFormat(CsvFormat.WITH_METADATA, frameBytes))) {
      Path into = folder.resolve(format.compression().toString());
      WrittenDataset expected = WrittenDataset.of(PLAN, into.resolve("a"), 4, parts, format);

      WrittenDataset written = WrittenDataset.of(PLAN, into.resolve("b"), buckets, parts, format);

      assertThat(written.joined(), is(expected.joined()));
      InputStream in = new ByteArrayInputStream(written.joined());
      assertThat(format.compression().inflated(in).readAllBytes(), is(plain.joined()));
    }
  }

  /** A change of these digests is a change of every dataset that was published so. */
  @ParameterizedTest
  @CsvSource({
    "GZIP, 31c91e01af31ee92f61b763149d017e3061ba5230724dc74130ceaffffd70481",
    "ZSTD, 918eb6d9fe39d586fa054348a7fbb50cbb64a104f33921d18b8d44ace15b2545",
  })
  void bytesStayTheSame(Compression compression, String sha256) throws IOException {
    byte[] part = part(PartFormats.JSON_LINES, compression, records(3, 1000));

    assertThat(HexFormat.of().formatHex(ContentHash.sha256().digest(part)), is(sha256));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "1, 1000", "5, 300", "40, 2"})
  void framesAddUpToTheBytesThatArePlain(int frames, int records) throws IOException {
    List<List<byte[]>> all = records(frames, records);
    for (PartFormat format : List.of(PartFormats.JSON_LINES, CsvFormat.WITH_METADATA)) {
      byte[] plain = part(format, Compression.NONE, all);
      for (Compression compression : List.of(Compression.GZIP, Compression.ZSTD)) {
        byte[] part = part(format, compression, all);
        try (InputStream in = compression.inflated(new ByteArrayInputStream(part))) {
          assertThat(compression + " " + format.name(), in.readAllBytes(), is(plain));
        }
      }
    }
  }

  @Test
  void gzipIsOneMemberWhateverTheNumberOfFrames() throws IOException {
    byte[] part = part(CsvFormat.WITH_METADATA, Compression.GZIP, records(7, 100));

    byte[] first;
    try (InputStream in = Compression.GZIP.inflated(new ByteArrayInputStream(part))) {
      first = in.readAllBytes();
    }
    byte[] behind = "no second member".getBytes(UTF_8);
    byte[] all = new byte[part.length + behind.length];
    System.arraycopy(part, 0, all, 0, part.length);
    System.arraycopy(behind, 0, all, part.length, behind.length);

    // The JDK's reader ends without a word where no member follows.
    assertThat(new GZIPInputStream(new ByteArrayInputStream(all)).readAllBytes(), is(first));
  }

  @ParameterizedTest
  @EnumSource(
      value = Compression.class,
      names = {"GZIP", "ZSTD"})
  void theProgramFindsNothingWrong(Compression compression) throws Exception {
    for (int frames : new int[] {0, 1, 3}) {
      byte[] part = part(PartFormats.JSON_LINES, compression, records(frames, 50));
      Path file = Files.write(folder.resolve(frames + ".jsonl" + compression.ending()), part);
      String program = compression == Compression.GZIP ? "gzip" : "zstd";
      assumeTrue(
          Files.isExecutable(Path.of("/usr/bin", program)), program + " is not on this machine");

      Process test = new ProcessBuilder(program, "-t", file.toString()).inheritIO().start();

      assertThat(test.waitFor(), is(0));
    }
  }

  private static List<List<byte[]>> records(int frames, int records) {
    SplittableRandom random = new SplittableRandom(frames);
    List<List<byte[]>> all = new ArrayList<>();
    for (int frame = 0; frame < frames; frame++) {
      List<byte[]> ofFrame = new ArrayList<>();
      for (int i = 0; i < records; i++) {
        String text = random.nextInt(1000) + "\\n, ".repeat(random.nextInt(40)) + random.nextLong();
        ofFrame.add(
            "{\"id\":\"%016x\",\"generator\":\"g\",\"index\":%d,\"text\":\"%s\",\"metadata\":{}}\n"
                .formatted(random.nextLong(), i, text)
                .getBytes(UTF_8));
      }
      all.add(ofFrame);
    }
    return all;
  }

  /** Writes a part as pipelines do. */
  private static byte[] part(PartFormat plain, Compression compression, List<List<byte[]>> records)
      throws IOException {
    PartFormat format = plain.compressed(compression).orElseThrow();
    PartFormat.Survey survey = format.newSurvey();
    for (List<byte[]> frame : records) {
      for (byte[] record : frame) {
        survey.add(record, 0, record.length);
      }
    }
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    part.writeBytes(format.header(survey));
    List<PartFormat.Frame> frames = new ArrayList<>();
    for (List<byte[]> frame : records) {
      int before = part.size();
      OutputStream out = part;
      PartFormat.RecordEncoder encoder = format.encoder(survey, out);
      for (byte[] record : frame) {
        encoder.add(record, 0, record.length);
      }
      byte[] note = encoder.finish();
      frames.add(new PartFormat.Frame(frame.size(), part.size() - before, note));
    }
    part.writeBytes(format.footer(survey, frames));
    return part.toByteArray();
  }
}
