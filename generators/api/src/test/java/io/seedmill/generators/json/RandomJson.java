package io.seedmill.generators.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** JSON objects as all sorts of programs write them, and what is left of them after an accident. */
public final class RandomJson {

  private static final List<String> NUMBERS =
      List.of(
          "0",
          "-0",
          "-0.0",
          "7",
          "-12",
          "1.0",
          "1.50",
          "0.1",
          "0.000001",
          "0.0000012",
          "0.0000001",
          "1e5",
          "1E-7",
          "-2.5e+3",
          "123456789012345",
          "1234567890123456",
          "9007199254740992",
          "9007199254740993",
          "-9007199254740992",
          "99999999999999999999",
          "1e400",
          "1e-400",
          "0.30000000000000004",
          "3.141592653589793",
          "123456789012.345",
          "1e21",
          "1.5e20",
          "4.35",
          "0.10",
          "100",
          "1e0",
          "5e-324",
          "2.2250738585072011e-308",
          "1e23",
          "123456789012345678901234567890.5",
          "00",
          "01",
          "+1",
          ".5",
          "1.",
          "1e",
          "-");

  private static final List<String> STRINGS =
      List.of(
          "",
          "a",
          "plain text",
          "\\u00e9",
          "é",
          "日本",
          "😀",
          "\\ud83d\\ude00",
          "\\ud83d",
          "\\ude00",
          "\\n",
          "\\/",
          "/",
          "\\\\",
          "\\\"",
          "\\u0000",
          "\\u001F",
          "\\u007f",
          "\u007f",
          "\\u0041",
          "tab\\t",
          "\\b\\f\\r",
          "\ue000",
          "\\uE000",
          "\uffff",
          "\\x",
          "\\u12",
          "$asset",
          "\u2028");

  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "c",
          "aa",
          "ab",
          "z",
          "Z",
          "id",
          "index",
          "generator",
          "metadata",
          "source",
          "parameters",
          "prompt",
          "answer",
          "é",
          "\\u0061",
          "日",
          "\uffee",
          "😀",
          "a b",
          "",
          "$asset");

  private final Random random;
  private final boolean odd;

  /**
   * @param odd whether values may be such as no JSON, or no sample, may have
   */
  public RandomJson(Random random, boolean odd) {
    this.random = random;
    this.odd = odd;
  }

  /** Returns an object. */
  public byte[] object() {
    StringBuilder json = new StringBuilder();
    blank(json);
    object(json, 0);
    blank(json);
    return json.toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Returns an object of which some bytes were changed, lost or doubled. */
  public byte[] damagedObject() {
    byte[] bytes = object();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(3)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] = bytes[random.nextInt(bytes.length)];
        default -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      }
    }
    return bytes;
  }

  private void object(StringBuilder json, int depth) {
    json.append('{');
    int members = random.nextInt(6);
    for (int i = 0; i < members; i++) {
      json.append(i == 0 ? "" : ",");
      blank(json);
      json.append('"').append(name(i)).append('"');
      blank(json);
      json.append(':');
      value(json, depth + 1);
    }
    blank(json);
    json.append('}');
  }

  /** Names differ unless odd ones are wanted. */
  private String name(int member) {
    if (odd) {
      return NAMES.get(random.nextInt(NAMES.size()));
    }
    int third = NAMES.size() / 6;
    return NAMES.get(member * third % 16 + random.nextInt(2)) + member;
  }

  private void value(StringBuilder json, int depth) {
    blank(json);
    int kind = random.nextInt(depth > 4 ? 4 : 6);
    switch (kind) {
      case 0 -> json.append(number());
      case 1, 2 -> json.append('"').append(string()).append('"');
      case 3 -> json.append(List.of("true", "false", "null").get(random.nextInt(3)));
      case 4 -> object(json, depth);
      default -> {
        json.append('[');
        int elements = random.nextInt(4);
        for (int i = 0; i < elements; i++) {
          json.append(i == 0 ? "" : ",");
          value(json, depth + 1);
        }
        blank(json);
        json.append(']');
      }
    }
    blank(json);
  }

  private String number() {
    return switch (random.nextInt(odd ? 4 : 3)) {
      case 0 -> Long.toString(random.nextLong() >> (11 + random.nextInt(50)));
      case 1 -> Double.toString(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
      case 2 -> Integer.toString(random.nextInt(1000)) + "." + random.nextInt(10_000);
      default -> NUMBERS.get(random.nextInt(NUMBERS.size()));
    };
  }

  private String string() {
    if (odd) {
      return STRINGS.get(random.nextInt(STRINGS.size()));
    }
    return STRINGS.get(random.nextInt(8)) + " and " + STRINGS.get(10 + random.nextInt(5));
  }

  private void blank(StringBuilder json) {
    if (random.nextInt(3) == 0) {
      json.append(List.of(" ", "\n", "\t", "\r\n", "  ").get(random.nextInt(5)));
    }
  }
}
