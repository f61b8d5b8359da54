package io.seedmill.generators;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.json.JsonBytes;
import io.seedmill.generators.json.RandomJson;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A sample taken from its bytes is the sample taken from its tree, records with their source. */
class WholeSampleLawsTest {

  private static final int DOCUMENTS = 50_000;

  /** A way to hand over a sample. */
  private interface Handing {
    void to(Sample sample) throws Exception;
  }

  @Test
  void aSampleFromBytesIsTheSampleFromItsTree() throws Exception {
    RandomJson json = new RandomJson(new Random(1), true);
    int taken = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] document = json.object();
      String fromBytes = made(new Sample("{\"p\":1}", 10_000), s -> s.json(document));
      String fromTree = made(new Sample("{\"p\":1}", 10_000), s -> s.json(tree(document)));
      assertThat(new String(document, StandardCharsets.UTF_8), fromBytes, is(fromTree));
      taken += fromBytes.startsWith("{") ? 1 : 0;
    }
    assertThat(taken, greaterThan(DOCUMENTS / 10));
  }

  @Test
  void aRecordFromBytesIsTheRecordFromItsTree() throws Exception {
    RandomJson json = new RandomJson(new Random(2), true);
    int taken = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] document = json.object();
      String fromBytes =
          made(new Sample(10_000), s -> s.record(document, 0, document.length).note("last", 1));
      String fromTree = made(new Sample(10_000), s -> s.record(tree(document)).note("last", 1));
      assertThat(new String(document, StandardCharsets.UTF_8), fromBytes, is(fromTree));
      taken += fromBytes.startsWith("{") ? 1 : 0;
    }
    assertThat(taken, greaterThan(DOCUMENTS / 10));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"a\":1} | {\"a\":1} {}",
        "{\"id\":\"x\",\"generator\":\"g\",\"index\":3,\"a\":1,\"metadata\":{\"z\":1,\"parameters\":{}}}"
            + "| {\"a\":1} {\"z\":1,\"parameters\":{},\"source\":{\"generator\":\"g\",\"id\":\"x\",\"index\":3}}",
        "{\"id\":7,\"a\":1} | {\"a\":1} {\"source\":{\"id\":7}}",
        "{\"metadata\":\"text\",\"a\":1} | {\"a\":1} {\"source\":{\"metadata\":\"text\"}}",
        "{\"id\":7,\"a\":1,\"metadata\":{\"source\":\"web\"}}"
            + "| {\"a\":1} {\"source\":{\"id\":7,\"source\":\"web\"}}",
        "{\"id\":7,\"a\":1,\"metadata\":{\"source\":{\"id\":\"old\"},\"z\":1}}"
            + "| {\"a\":1} {\"z\":1,\"source\":{\"id\":7,\"source\":{\"id\":\"old\"}}}",
        "{\"id\":\"x\",\"generator\":\"g\",\"index\":3,\"a\":1,\"metadata\":{\"source\":{\"id\":7},\"z\":1}}"
            + "| {\"a\":1} {\"source\":{\"id\":7},\"z\":1}",
        "{\"a\":1,\"metadata\":{}} | {\"a\":1} {}"
      })
  void aRecordsOriginBecomesItsSource(String record, String expected) throws Exception {
    byte[] bytes = record.getBytes(StandardCharsets.UTF_8);
    assertThat(made(new Sample(10_000), s -> s.record(bytes, 0, bytes.length)), is(expected));
  }

  private static ObjectNode tree(byte[] document) throws Exception {
    return (ObjectNode) CanonicalJson.parse(document);
  }

  /** Content and metadata, or why there is none. */
  private static String made(Sample sample, Handing handing) {
    try {
      sample.clear();
      handing.to(sample);
      sample.finish();
      return text(sample.content()) + " " + text(sample.metadata());
    } catch (Exception e) {
      return "refused";
    }
  }

  private static String text(JsonBytes json) {
    return new String(Arrays.copyOf(json.array(), json.size()), StandardCharsets.UTF_8);
  }
}
