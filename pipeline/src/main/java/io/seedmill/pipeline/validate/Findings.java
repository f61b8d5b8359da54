package io.seedmill.pipeline.validate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Faults of files, by file; the first few of each are kept, the others are counted. */
public final class Findings {

  private static final int MOST_OF_A_FILE = 10;

  private final Map<String, List<Finding>> byFile = new LinkedHashMap<>();
  private final Map<String, Long> more = new LinkedHashMap<>();

  /**
   * What is wrong.
   *
   * @param file the path in the output
   * @param line which line it is, from 1; 0 for the file as a whole
   * @param problem what was found, and what was expected
   */
  public record Finding(String file, long line, String problem) {
    @Override
    public String toString() {
      return file + (line == 0 ? "" : ":" + line) + ": " + problem;
    }
  }

  /** Adds what is wrong with a file. */
  void add(String file, String problem) {
    add(file, 0, problem);
  }

  /** Adds what is wrong with a line. */
  void add(String file, long line, String problem) {
    List<Finding> known = byFile.computeIfAbsent(file, name -> new ArrayList<>());
    if (known.size() < MOST_OF_A_FILE) {
      known.add(new Finding(file, line, problem));
    } else {
      more.merge(file, 1L, Long::sum);
    }
  }

  /** Returns what was found, file by file. */
  public List<Finding> all() {
    List<Finding> all = new ArrayList<>();
    byFile.forEach(
        (file, known) -> {
          all.addAll(known);
          if (more.containsKey(file)) {
            String rest = String.format(Locale.ROOT, "%,d more of this file", more.get(file));
            all.add(new Finding(file, 0, rest));
          }
        });
    return all;
  }
}
