package io.seedmill.transforms.write;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records as rows of CSV. */
class CsvFormatTest {

  private static final String HEAD = "{\"id\":\"00ff\",\"generator\":\"g\",\"index\":7,";

  @Test
  void theColumnsAreTheFieldsOfAllRecordsInTheirOrder() throws IOException {
    String csv =
        csv(
            CsvFormat.WITH_METADATA,
            record("\"b\":1,\"metadata\":{\"m\":1}"),
            record("\"a\":\"x\",\"c\":true,\"metadata\":{}"));

    assertThat(
        csv,
        is(
            """
            id,generator,index,a,b,c,metadata
            00ff,g,7,,1,,"{""m"":1}"
            00ff,g,7,x,,true,{}
            """));
  }

  @Test
  void theMetadataCanBeLeftOut() throws IOException {
    PartFormat format = CsvFormat.WITH_METADATA.withoutMetadata().orElseThrow();

    assertThat(
        csv(format, record("\"a\":2,\"metadata\":{\"m\":1}")),
        is("id,generator,index,a\n00ff,g,7,2\n"));
  }

  /** Quotes are written as ' here, and a line feed as ¶, a carriage return as ®. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "plain|plain",
        "a 'word' in quotes|'a ''word'' in quotes'",
        "'|''''",
        "a,b|'a,b'",
        "two¶lines|'two¶lines'",
        "old®mac|'old®mac'",
        "dos®¶|'dos®¶'",
        " before|' before'",
        "after |'after '",
        "tab\t|'tab\t'",
        "in the middle|in the middle",
        "a;b|a;b",
        "=1+2|=1+2",
        "😀 ünï|😀 ünï",
        "null|null",
        "\u0000|\u0000",
        "\uFEFFbom|\uFEFFbom",
        "\\N|\\N",
      })
  void aStringIsQuotedWhereItMustBe(String value, String cell) throws IOException {
    String text = decoded(value);
    String json =
        text.replace("\\", "\\\\")
            .replace("\"", "\\\"")
            .replace("\n", "\\n")
            .replace("\r", "\\r")
            .replace("\t", "\\t")
            .replace("\0", "\\u0000");

    String csv = csv(CsvFormat.WITH_METADATA, record("\"a\":\"" + json + "\",\"metadata\":{}"));

    assertThat(csv, is("id,generator,index,a,metadata\n00ff,g,7," + decoded(cell) + ",{}\n"));
  }

  private static String decoded(String text) {
    return text.replace('\'', '"').replace('¶', '\n').replace('®', '\r');
  }

  @Test
  void theEmptyStringIsToldApartFromNoValue() throws IOException {
    String csv =
        csv(
            CsvFormat.WITH_METADATA,
            record("\"a\":\"\",\"b\":null,\"metadata\":{}"),
            record("\"a\":null,\"metadata\":{}"));

    assertThat(csv, is("id,generator,index,a,b,metadata\n00ff,g,7,\"\",,{}\n00ff,g,7,,,{}\n"));
  }

  @Test
  void nestedValuesAndNumbersStayTheJsonThatTheyWere() throws IOException {
    String csv =
        csv(
            CsvFormat.WITH_METADATA,
            record(
                "\"deep\":{\"id\":[1,{\"metadata\":\"\\\"\"}]},\"list\":[],\"n\":1e-7,"
                    + "\"wide\":100000000000000000000,\"metadata\":{}"));

    assertThat(
        csv,
        is(
            "id,generator,index,deep,list,n,wide,metadata\n00ff,g,7,"
                + "\"{\"\"id\"\":[1,{\"\"metadata\"\":\"\"\\\"\"\"\"}]}\",[],1e-7,"
                + "100000000000000000000,{}\n"));
  }

  @Test
  void namesOfColumnsAreQuotedAsValuesAre() throws IOException {
    String csv =
        csv(
            CsvFormat.WITH_METADATA,
            record(
                "\"\":1,\"a,b\":2,\"quote\\\"\":3,\"\uD83D\uDE00\":4,\"\uFF5E\":5,\"metadata\":{}"));

    assertThat(
        csv.lines().findFirst().orElseThrow(),
        is("id,generator,index,\"\",\"a,b\",\"quote\"\"\",\uD83D\uDE00,\uFF5E,metadata"));
  }

  @Test
  void membersMayBeInAnyOrder() throws IOException {
    String csv =
        csv(
            CsvFormat.WITH_METADATA,
            "{\"metadata\":{},\"b\":1,\"a\":2,\"index\":3,\"id\":\"0\"}\n");

    assertThat(csv, is("id,generator,index,a,b,metadata\n0,,3,2,1,{}\n"));
  }

  @Test
  void aValueOfTenMegabytesIsWrittenWhole() throws IOException {
    String large = "x\\\"".repeat(5 << 20);

    String csv = csv(CsvFormat.WITH_METADATA, record("\"a\":\"" + large + "\",\"metadata\":{}"));

    String row = csv.lines().skip(1).findFirst().orElseThrow();
    assertThat(row.length(), is("00ff,g,7,\"\",{}".length() + 3 * (5 << 20)));
    assertThat(row.startsWith("00ff,g,7,\"x\"\"x\"\""), is(true));
  }

  @Test
  void thousandsOfFieldsThatFewRecordsShareAreAllColumns() throws IOException {
    String[] records = new String[3000];
    for (int i = 0; i < records.length; i++) {
      records[i] = record("\"f" + i + "\":" + i + ",\"metadata\":{}");
    }

    List<String> lines = csv(CsvFormat.WITH_METADATA, records).lines().toList();

    assertThat(lines.get(0).split(",", -1).length, is(3 + 3000 + 1));
    for (String line : lines) {
      assertThat(line.chars().filter(letter -> letter == ',').count(), is(3003L));
    }
  }

  @Test
  void whatIsNotUsedOfTheArrayIsNotRead() throws IOException {
    byte[] bytes = ("}}" + record("\"a\":[1],\"metadata\":{}") + "{\"z\":").getBytes(UTF_8);
    PartFormat format = CsvFormat.WITH_METADATA;
    PartFormat.Survey survey = format.newSurvey();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int length = bytes.length - 2 - 5;

    survey.add(bytes, 2, length);
    format.encoder(survey, out).add(bytes, 2, length);

    assertThat(out.toString(UTF_8), is("00ff,g,7,[1],{}\n"));
  }

  private static String record(String fields) {
    return HEAD + fields + "}\n";
  }

  private static String csv(PartFormat format, String... records) throws IOException {
    PartFormat.Survey survey = format.newSurvey();
    for (String record : records) {
      byte[] bytes = record.getBytes(UTF_8);
      PartFormat.Survey one = format.newSurvey();
      one.add(bytes, 0, bytes.length);
      survey.addAll(one);
    }
    ByteArrayOutputStream csv = new ByteArrayOutputStream();
    csv.writeBytes(format.header(survey));
    PartFormat.RecordEncoder encoder = format.encoder(survey, csv);
    for (String record : records) {
      byte[] bytes = record.getBytes(UTF_8);
      encoder.add(bytes, 0, bytes.length);
    }
    csv.writeBytes(encoder.finish());
    csv.writeBytes(format.footer(survey, List.of()));
    return csv.toString(UTF_8);
  }
}
