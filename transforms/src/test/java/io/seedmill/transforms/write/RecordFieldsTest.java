package io.seedmill.transforms.write;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.CanonicalJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RecordFieldsTest {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] TEXTS = {
    "", "a", "é\"\\", "{\"x\":[1,", "\\\\\"", "]}", "\n\t\u0001", "\ud83d\ude00", "null", ","
  };

  @RepeatedTest(200)
  void fieldsAreThoseThatJacksonReads(RepetitionInfo repetition) throws IOException {
    Random random = new Random(repetition.getCurrentRepetition());
    byte[] record = CanonicalJson.writeBytes(object(random, 0));
    byte[] line = new byte[record.length + 7];
    Arrays.fill(line, (byte) '\n');
    System.arraycopy(record, 0, line, 5, record.length);
    RecordFields fields = new RecordFields();
    fields.start(line, 5);
    ObjectNode read = JsonNodeFactory.instance.objectNode();
    while (fields.next()) {
      JsonNode value = JSON.readTree(line, fields.from(), fields.to() - fields.from());
      read.set(fields.name(), value);
      assertThat(fields.isText(), equalTo(value.isTextual()));
      assertThat(fields.isNull(), equalTo(value.isNull()));
      assertThat(fields.isObject(), equalTo(value.isObject()));
      if (value.isTextual()) {
        assertThat(fields.text(), equalTo(value.textValue()));
      }
    }
    assertThat(
        new String(CanonicalJson.writeBytes(read), StandardCharsets.UTF_8),
        equalTo(new String(record, StandardCharsets.UTF_8)));
  }

  @Test
  void namesAreFoundInAnyOrder() {
    FieldNames names = new FieldNames(Arrays.asList("a", "b\"", "c"));
    byte[] line = "{\"c\":1,\"a\":2,\"x\":3,\"b\\\"\":4}\n".getBytes(StandardCharsets.UTF_8);
    RecordFields fields = new RecordFields();
    fields.start(line, 0);
    for (int number : new int[] {2, 0, -1, 1}) {
      assertThat(fields.next(), equalTo(true));
      assertThat(names.indexOf(line, fields), equalTo(number));
    }
    assertThat(fields.next(), equalTo(false));
  }

  private static ObjectNode object(Random random, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    int members = random.nextInt(6);
    for (int i = 0; i < members; i++) {
      object.set(TEXTS[random.nextInt(TEXTS.length)] + i, value(random, depth + 1));
    }
    return object;
  }

  private static JsonNode value(Random random, int depth) {
    JsonNodeFactory node = JsonNodeFactory.instance;
    return switch (random.nextInt(depth > 4 ? 5 : 7)) {
      case 0 -> node.textNode(TEXTS[random.nextInt(TEXTS.length)]);
      case 1 -> node.numberNode(random.nextInt());
      case 2 -> node.numberNode(random.nextDouble());
      case 3 -> node.booleanNode(random.nextBoolean());
      case 4 -> node.nullNode();
      case 5 -> node.arrayNode().add(value(random, depth + 1)).add(value(random, depth + 1));
      default -> object(random, depth);
    };
  }
}
