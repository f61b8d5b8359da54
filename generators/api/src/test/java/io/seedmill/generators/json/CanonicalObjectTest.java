package io.seedmill.generators.json;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.is;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way without a tree is the way with one, wherever it does not give up. */
class CanonicalObjectTest {

  private static final int DOCUMENTS = 200_000;

  private LargeIntegers large = LargeIntegers.TEXT;
  private CanonicalObject object = new CanonicalObject(List.of(), "", large);

  @Test
  void whatItReadsIsWhatATreeWouldBeWrittenAs() throws Exception {
    Random random = new Random(1);
    RandomJson json = new RandomJson(random, true);
    int read = 0;
    for (int i = 0; i < DOCUMENTS; i++) {
      byte[] document = i % 2 == 0 ? json.object() : json.damagedObject();
      read += agrees(document, random) ? 1 : 0;
    }
    assertThat("documents read, or nothing was tested", read, greaterThan(DOCUMENTS / 10));
  }

  @Test
  void whatItReadsWithoutLargeIntegersIsWhatATreeWouldBeWrittenAs() throws Exception {
    large = LargeIntegers.REFUSE;
    object = new CanonicalObject(List.of(), "", large);
    whatItReadsIsWhatATreeWouldBeWrittenAs();
  }

  @Test
  void whatIsOrdinaryIsReadWithoutATree() throws Exception {
    Random random = new Random(2);
    RandomJson json = new RandomJson(random, false);
    for (int i = 0; i < DOCUMENTS / 10; i++) {
      byte[] document = json.object();
      assertThat(
          "read: " + new String(document, StandardCharsets.UTF_8),
          agrees(document, random),
          is(true));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "1",
        "{",
        "{}x",
        "{} {}",
        "{\"a\":1,}",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1 \"b\":2}",
        "{\"a\":[1,]}",
        "{\"a\":[1}",
        "{\"a\":truE}",
        "{\"a\":tru",
        "{\"a\":1x}",
        "{\"a\":\"\t\"}",
        "{\"a\":1,\"a\":2}",
        "{\"b\":1,\"a\":2,\"b\":3}",
        "{\"a\":9007199254740993}",
        "{\"a\":1e999}",
        "{\"a\":\"\\ud800\"}",
        "{a:1}",
        "\u0000{}"
      })
  void itGivesUpOnWhatIsNoSample(String json) {
    object = new CanonicalObject(List.of(), "", LargeIntegers.REFUSE);
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    assertThat(object.read(bytes, 0, bytes.length), is(false));
  }

  @ParameterizedTest
  @ValueSource(ints = {5, 40, 128, 129, 1000})
  void anyNumberOfMembersInAnyOrderComesOutSorted(int members) throws Exception {
    StringBuilder json = new StringBuilder("{\"z\":{");
    for (int i = members; i > 0; i--) {
      json.append(i == members ? "" : ",").append("\"m").append(i).append("\":").append(i);
    }
    byte[] document =
        json.append("},\"y\":[{\"b\":1,\"a\":2}]}").toString().getBytes(StandardCharsets.UTF_8);
    assertThat(agrees(document, new Random(3)), is(members <= 128));
  }

  @Test
  void itIsNotConfusedByWhatItReadBefore() throws Exception {
    CanonicalObject reader = new CanonicalObject(List.of("m"), "m", LargeIntegers.REFUSE);
    byte[] both =
        "{\"b\":1,\"m\":{\"y\":1,\"x\":2}}{\"a\":tru}{\"c\":1}".getBytes(StandardCharsets.UTF_8);
    assertThat(reader.read(both, 0, 25), is(true));
    assertThat(reader.orderedNames(), is(List.of("y", "x")));
    assertThat(reader.read(both, 25, 9), is(false));
    assertThat(reader.read(both, 34, 7), is(true));
    assertThat(reader.has(0), is(false));
    assertThat(text(reader), is("{\"c\":1}"));
  }

  /** Returns true if it read the document; it fails the test where a tree says something else. */
  private boolean agrees(byte[] document, Random random) throws IOException {
    byte[] around = new byte[document.length + 20];
    random.nextBytes(around);
    int from = random.nextInt(20);
    System.arraycopy(document, 0, around, from, document.length);
    if (!object.read(around, from, document.length)) {
      return false;
    }
    String text = new String(document, StandardCharsets.UTF_8);
    String expected;
    try {
      ObjectNode tree = (ObjectNode) CanonicalJson.parse(document);
      large.replaceIn(tree);
      expected = CanonicalJson.write(tree);
    } catch (Exception e) {
      throw new AssertionError("read, although it is no sample: " + text, e);
    }
    assertThat(text, text(object), is(expected));
    return true;
  }

  private static String text(CanonicalObject read) throws IOException {
    JsonBytes bytes = new JsonBytes(1 << 20);
    read.writeTo(bytes);
    return new String(Arrays.copyOf(bytes.array(), bytes.size()), StandardCharsets.UTF_8);
  }
}
