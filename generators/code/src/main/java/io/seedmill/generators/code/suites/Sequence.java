package io.seedmill.generators.code.suites;

import io.seedmill.generators.code.Language;
import io.seedmill.generators.code.family.Domain;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import org.apache.commons.rng.core.source32.MersenneTwister;

/**
 * The numbers that a seeded source of a language yields, so that a test's random inputs are known
 * here.
 *
 * <p>Python, Java and C++ have sources that are the same everywhere: the Mersenne Twister, {@link
 * Random} and {@code minstd_rand}. For the other languages the test brings its own.
 */
final class Sequence {

  /** The words of texts that have several. */
  static final List<String> WORDS =
      List.of("level", "tree", "river", "noon", "bee", "apple", "owl", "mirror");

  private final IntUnaryOperator below;

  private Sequence(IntUnaryOperator below) {
    this.below = below;
  }

  /** Returns the sequence of a seed. */
  static Sequence of(Language language, int seed) {
    return new Sequence(
        switch (language) {
          case PYTHON -> twister(seed);
          case JAVA -> new Random(seed)::nextInt;
          case JAVASCRIPT, TYPESCRIPT -> mulberry(seed);
          case CPP -> minimal(seed);
          case RUST, GO, C, SWIFT -> xorshift(seed);
        });
  }

  /** Python draws as many bits as the number may have, until they are below it. */
  private static IntUnaryOperator twister(int seed) {
    MersenneTwister source = new MersenneTwister(new int[] {seed});
    return n -> {
      int unused = Integer.numberOfLeadingZeros(n);
      int drawn;
      do {
        drawn = source.nextInt() >>> unused;
      } while (drawn >= n);
      return drawn;
    };
  }

  private static IntUnaryOperator mulberry(int seed) {
    int[] state = {seed};
    return n -> {
      state[0] += 0x6d2b79f5;
      int t = (state[0] ^ (state[0] >>> 15)) * (1 | state[0]);
      t = (t + (t ^ (t >>> 7)) * (61 | t)) ^ t;
      return (int) (Integer.toUnsignedLong(t ^ (t >>> 14)) / 4294967296.0 * n);
    };
  }

  private static IntUnaryOperator minimal(int seed) {
    long[] state = {seed};
    return n -> {
      state[0] = state[0] * 48_271 % Integer.MAX_VALUE;
      return (int) (state[0] % n);
    };
  }

  private static IntUnaryOperator xorshift(int seed) {
    int[] state = {seed};
    return n -> {
      state[0] ^= state[0] << 13;
      state[0] ^= state[0] >>> 17;
      state[0] ^= state[0] << 5;
      return Integer.remainderUnsigned(state[0], n);
    };
  }

  /** Tells whether tests can draw from a domain. */
  static boolean has(Domain domain, Language language) {
    return switch (domain.kind()) {
      case "number", "given", "numbers", "text", "commands" -> true;
      case "sorted", "rising", "words", "grid", "square" -> language != Language.C;
      default -> false;
    };
  }

  /** Draws an input in the way of the tests. */
  Object draw(Domain domain) {
    return switch (domain.kind()) {
      case "number", "given" -> number(domain);
      case "numbers" -> numbers(size(domain), domain);
      case "sorted" -> {
        List<Object> items = numbers(size(domain), domain);
        items.sort((a, b) -> Integer.compare((Integer) a, (Integer) b));
        yield items;
      }
      case "rising" -> new ArrayList<Object>(new TreeSet<>(numbers(size(domain), domain)));
      case "text", "commands" -> {
        int size = size(domain);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
          text.append(domain.letters().charAt(below.applyAsInt(domain.letters().length())));
        }
        yield text.toString();
      }
      case "words" -> {
        List<String> words = new ArrayList<>(Collections.nCopies(size(domain), ""));
        words.replaceAll(none -> WORDS.get(below.applyAsInt(WORDS.size())));
        yield String.join(" ", words);
      }
      case "square" -> {
        int size = size(domain);
        yield grid(size, size, domain);
      }
      case "grid" -> {
        int rows = size(domain);
        yield grid(rows, size(domain), domain);
      }
      default -> throw new IllegalArgumentException(domain.kind());
    };
  }

  private int size(Domain domain) {
    return domain.shortest() + below.applyAsInt(domain.longest() - domain.shortest() + 1);
  }

  private Integer number(Domain domain) {
    return (int) domain.least() + below.applyAsInt((int) (domain.most() - domain.least() + 1));
  }

  private List<Object> numbers(int size, Domain domain) {
    List<Object> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(number(domain));
    }
    return items;
  }

  private List<Object> grid(int rows, int columns, Domain domain) {
    List<Object> grid = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      grid.add(numbers(columns, domain));
    }
    return grid;
  }
}
