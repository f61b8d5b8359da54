package io.seedmill.generators.code.family;

import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/**
 * The set that an input is drawn from.
 *
 * @param kind what it is, such as {@code numbers}, {@code text} or {@code graph}
 * @param shortest the smallest number of items
 * @param longest the largest number of items
 * @param least the smallest number
 * @param most the largest number
 * @param letters the characters that a text is made of
 */
public record Domain(
    String kind, int shortest, int longest, long least, long most, String letters) {

  /** An edge of a domain, where mistakes show. */
  public enum Edge {
    /** As few items as it takes. */
    SHORTEST,
    /** One item more than that. */
    ONE_MORE,
    /** As many items as it takes. */
    LONGEST,
    /** One number, or one character, again and again. */
    EQUAL,
    /** The smallest numbers. */
    LEAST,
    /** The largest numbers. */
    MOST;

    /** The edges of numbers that stand alone. */
    public static final List<Edge> OF_NUMBERS = List.of(LEAST, MOST);

    /** All edges. */
    public static final List<Edge> ALL = List.of(values());
  }

  /** Returns the part of it that lies at an edge. */
  Domain at(Edge edge, UniformRandomProvider random) {
    return switch (edge) {
      case SHORTEST -> new Domain(kind, shortest, shortest, least, most, letters);
      case ONE_MORE -> {
        int size = Math.min(shortest + 1, longest);
        yield new Domain(kind, size, size, least, most, letters);
      }
      case LONGEST -> new Domain(kind, longest, longest, least, most, letters);
      case EQUAL -> {
        long number = least + random.nextLong(most - least + 1);
        String one = letters.isEmpty() ? "" : one(random);
        yield new Domain(kind, shortest, longest, number, number, one);
      }
      case LEAST -> new Domain(kind, shortest, longest, least, least, letters);
      case MOST -> new Domain(kind, shortest, longest, most, most, letters);
    };
  }

  /** Returns one of the characters, or of the words, that are given. */
  private String one(UniformRandomProvider random) {
    if (kind.equals("records")) {
      return letters;
    }
    boolean words = kind.equals("word_list") || kind.equals("moves");
    if (words) {
      String[] all = letters.split(" ", -1);
      return all[random.nextInt(all.length)];
    }
    int at = random.nextInt(letters.length());
    return letters.substring(at, at + 1);
  }

  /** Tells whether it is drawn to suit the first input. */
  boolean dependsOnFirst() {
    return switch (kind) {
      case "similar", "shuffled", "member", "node", "word", "entry_key" -> true;
      default -> false;
    };
  }

  /** Tells whether it stands for anything of its type. */
  boolean isPlain() {
    return switch (kind) {
      case "number", "numbers", "text", "words", "word_list", "grid" -> true;
      default -> false;
    };
  }
}
