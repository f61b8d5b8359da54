package io.seedmill.transforms.write;

import static io.seedmill.transforms.testing.Plans.plan;
import static io.seedmill.transforms.testing.Plans.scripted;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.is;

import io.seedmill.generators.sources.rows.Compression;
import io.seedmill.transforms.blocks.ContentHash;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.publish.WrittenDataset;
import io.seedmill.transforms.schema.RecordSchema;
import io.seedmill.transforms.testing.ScriptedParameters;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Parquet file is a function of its records; its schema follows from all, in any order. */
class ParquetFormatTest {

  private static final GenerationPlan PLAN =
      plan(
          scripted("first", 400, 37, ScriptedParameters.plain()),
          scripted("second", 200, 9, ScriptedParameters.plain()));

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"1, 1, 2000", "32, 3, 2000", "16, 1, 1000000000"})
  void bytesDoNotDependOnBuckets(int buckets, int parts, int frameBytes) {
    PartFormat format = new ParquetFormat(true, RecordSchema.NONE, Compression.ZSTD, frameBytes);
    WrittenDataset expected = WrittenDataset.of(PLAN, folder.resolve("a"), 4, parts, format);

    WrittenDataset written = WrittenDataset.of(PLAN, folder.resolve("b"), buckets, parts, format);

    assertThat(written.joined(), is(expected.joined()));
  }

  /** A change of these digests is a change of every dataset that was published so. */
  @ParameterizedTest
  @CsvSource({
    "ZSTD, 44011d631e87447e8576fdd2c338a93bd52d92ead466dc09c3660f4bf3fe35bc",
    "NONE, 654c794ee573dcc0777a83f7008a960eb4be1d8aa605b2ed4669d93b176b0ab3",
  })
  void bytesStayTheSame(Compression compression, String sha256) throws IOException {
    byte[] part = part(compression, records(500), records(1000).subList(500, 1000), records(1));

    assertThat(HexFormat.of().formatHex(ContentHash.sha256().digest(part)), is(sha256));
  }

  @Test
  void everyFrameIsARowGroupWithItsRecords() throws IOException {
    FileMetaData footer = footer(part(Compression.ZSTD, records(7), records(3), records(90)));

    assertThat(
        footer.getRow_groups().stream().map(group -> group.getNum_rows()).toList(),
        contains(7L, 3L, 90L));
    assertThat(footer.getNum_rows(), is(100L));
  }

  @Test
  void aPartWithoutRecordsHasTheColumnsOfAll() throws IOException {
    PartFormat format = ParquetFormat.WITH_METADATA;
    PartFormat.Survey survey = survey(records(3));
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    part.writeBytes(format.header(survey));
    part.writeBytes(format.footer(survey, List.of()));

    FileMetaData footer = footer(part.toByteArray());

    assertThat(footer.getRow_groups(), is(empty()));
    assertThat(footer.getSchema(), is(footer(part(Compression.ZSTD, records(3))).getSchema()));
  }

  @Test
  void theSchemaDoesNotDependOnTheOrder() throws IOException {
    List<String> values = new ArrayList<>();
    IntStream.range(0, 90).forEach(i -> values.add("{\"o\":{\"k%d\":1,\"x\":{}}}".formatted(i)));
    IntStream.range(0, 90).forEach(i -> values.add("{\"p\":{\"k%d\":[1]}}".formatted(2 * i)));
    IntStream.range(0, 40)
        .forEach(i -> values.add("{\"o\":{\"l%d\":\"a\"},\"q\":null}".formatted(i)));
    values.addAll(List.of("{\"q\":[]}", "{\"q\":[1,2.5,null]}", "{\"q\":[{\"a\":{\"b\":1}}]}"));
    List<byte[]> records = new ArrayList<>(values.stream().map(ParquetFormatTest::record).toList());
    PartFormat.Survey expected = survey(records);
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(records, new Random(seed));
      PartFormat.Survey first = survey(records.subList(0, 50));
      PartFormat.Survey survey = survey(records.subList(50, records.size()));
      survey.addAll(first);

      assertThat(survey, is(expected));
    }
    PartFormat format = ParquetFormat.WITH_METADATA;
    assertThat(format.remarks(expected).json(), contains("o", "q[]"));
    assertThat(format.remarks(expected).nullOrAbsent(), contains("q"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 | 2 | INT64",
        "1 | 2.5 | DOUBLE",
        "9007199254740992 | 0.5 | DOUBLE",
        "9007199254740993 | 0.5 | JSON",
        "9007199254740993 | 1 | INT64",
        "100000000000000000000 | 1 | DOUBLE",
        "null | true | BOOLEAN",
        "null | null | UTF8",
        "\"a\" | 1 | JSON",
        "{} | {} | JSON",
        "{} | {\"a\":1} | group",
        "{\"\":1} | {\"a\":1} | JSON",
        "{\"a\":1} | {\"A\":1} | JSON",
        "[] | [] | LIST",
        "[1] | {} | JSON",
        "[1] | [[1]] | LIST",
        "[[[[[[[[[1]]]]]]]]] | null | LIST",
      })
  void aTypeFitsAllValues(String first, String second, String type) throws IOException {
    byte[] part =
        part(
            Compression.NONE,
            List.of(record("{\"v\":" + first + "}"), record("{\"v\":" + second + "}")));

    SchemaElement element =
        footer(part).getSchema().stream()
            .filter(found -> found.getName().equals("v"))
            .findFirst()
            .orElseThrow();

    String found =
        element.isSetConverted_type()
            ? element.getConverted_type().toString()
            : element.isSetType() ? element.getType().toString() : "group";
    assertThat(found, is(type));
  }

  @Test
  void tooManyNestedColumnsAreJson() throws IOException {
    StringBuilder fields = new StringBuilder();
    for (int i = 0; i < 30; i++) {
      fields.append(",\"f%02d\":{\"x\":0".formatted(i));
      for (int j = 0; j < 80; j++) {
        fields.append(",\"g%d\":1".formatted(j));
      }
      fields.append('}');
    }
    List<byte[]> records = List.of(record("{" + fields.substring(1) + "}"));

    FileMetaData footer = footer(part(Compression.ZSTD, records));

    assertThat(footer.getRow_groups().get(0).getColumnsSize(), is(3 + 30 + 1));
  }

  private static List<byte[]> records(int count) {
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                record(
                    "{\"list\":[%d,null],\"text\":\"%s ä\\n\",\"x\":%s}"
                        .formatted(i, "word ".repeat(i % 50) + i * 31L, i % 3 == 0 ? "0.5" : "7")))
        .toList();
  }

  private static byte[] record(String content) {
    String fields = content.substring(1, content.length() - 1);
    return "{\"id\":\"%032x\",\"generator\":\"g\",\"index\":1,%s,\"metadata\":{\"a\":1}}\n"
        .formatted(fields.hashCode(), fields)
        .getBytes(UTF_8);
  }

  private static PartFormat.Survey survey(List<byte[]> records) throws IOException {
    PartFormat.Survey survey = ParquetFormat.WITH_METADATA.newSurvey();
    for (byte[] record : records) {
      survey.add(record, 0, record.length);
    }
    return survey;
  }

  /** Writes a part as pipelines do. */
  @SafeVarargs
  private static byte[] part(Compression compression, List<byte[]>... frames) throws IOException {
    PartFormat format = ParquetFormat.WITH_METADATA.compressed(compression).orElseThrow();
    PartFormat.Survey survey = format.newSurvey();
    for (List<byte[]> frame : frames) {
      survey.addAll(survey(frame));
    }
    ByteArrayOutputStream part = new ByteArrayOutputStream();
    part.writeBytes(format.header(survey));
    List<PartFormat.Frame> written = new ArrayList<>();
    for (List<byte[]> frame : frames) {
      int before = part.size();
      PartFormat.RecordEncoder encoder = format.encoder(survey, part);
      for (byte[] record : frame) {
        encoder.add(record, 0, record.length);
      }
      byte[] note = encoder.finish();
      written.add(new PartFormat.Frame(frame.size(), part.size() - before, note));
    }
    part.writeBytes(format.footer(survey, written));
    return part.toByteArray();
  }

  private static FileMetaData footer(byte[] part) throws IOException {
    int end = part.length - 8;
    int length = ByteBuffer.wrap(part, end, 4).order(ByteOrder.LITTLE_ENDIAN).getInt();
    return Util.readFileMetaData(new ByteArrayInputStream(part, end - length, length));
  }
}
