package io.seedmill.generators.code.family;

import io.seedmill.generators.code.run.Struct;
import io.seedmill.generators.code.tree.Type;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * Draws lists of records.
 *
 * <p>{@code order: word, 1..9, red_green, +1..5, flag} are orders with a word, a number, one of two
 * words, a number that is larger than the one before it, and a truth value.
 */
final class RecordInputs {

  private RecordInputs() {}

  /** Draws a number of records. */
  static List<Object> draw(int size, String text, UniformRandomProvider random) {
    String[] halves = text.split(": ", 2);
    Type.RecordOf type = Composer.FILE.records.get(halves[0]);
    String[] fields = halves[1].split(", ", -1);
    List<Object> records = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      List<Object> values = new ArrayList<>();
      for (String field : fields) {
        Object before = values.isEmpty() ? 0 : values.get(values.size() - 1);
        values.add(value(field, before, random));
      }
      records.add(new Struct(type, values));
    }
    return records;
  }

  private static Object value(String field, Object before, UniformRandomProvider random) {
    if (field.equals("flag")) {
      return random.nextBoolean();
    } else if (field.startsWith("+")) {
      return (Integer) before + number(field.substring(1), random);
    } else if (field.contains("..")) {
      return number(field, random);
    }
    String given = field.equals("word") ? "" : field.replace('_', ' ');
    return WordInputs.wordList(1, given, random).get(0);
  }

  private static Integer number(String range, UniformRandomProvider random) {
    String[] ends = range.split("\\.\\.", -1);
    int least = Integer.parseInt(ends[0]);
    return least + random.nextInt(Integer.parseInt(ends[1]) - least + 1);
  }
}
