package io.seedmill.pipeline.benchmark;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A file of JSON lines as a program in another language would leave it: some 220 bytes a line, with
 * blanks, in no order of the fields, one in fifty a duplicate. The same bytes every time.
 */
public final class LinesFile {

  private static final String[] WORDS = {
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta"
  };

  private static final int WORDS_IN_A_LINE = 19;
  private static final int EACH_DUPLICATE = 50;

  private LinesFile() {}

  /** Writes so many lines. */
  public static void write(Path file, long lines) throws IOException {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder line = new StringBuilder();
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      for (long i = 0; i < lines; i++) {
        boolean again = i % EACH_DUPLICATE == EACH_DUPLICATE - 1;
        long seed = again ? random.nextLong(i) / EACH_DUPLICATE * EACH_DUPLICATE : i;
        line.setLength(0);
        append(line, new SplittableRandom(seed));
        out.append(line);
      }
    }
  }

  private static void append(StringBuilder line, SplittableRandom random) {
    line.append("{\"prompt\": \"What is ").append(random.nextInt(1_000_000_000));
    line.append(" plus ").append(random.nextInt(1_000_000_000)).append('?');
    for (int i = 0; i < WORDS_IN_A_LINE; i++) {
      line.append(' ').append(WORDS[random.nextInt(WORDS.length)]);
    }
    line.append("\", \"answer\": \"").append(random.nextInt(1_000_000_000));
    line.append("\", \"score\": ").append(random.nextDouble());
    line.append(", \"n\": ").append(random.nextInt(1_000_000)).append("}\n");
  }
}
