package io.seedmill.pipeline.benchmark;

import java.io.IOException;
import java.util.List;

/**
 * A program that is measured against others.
 *
 * @param letter stands for it in ratios
 * @param name what it is, in a few words
 * @param command starts it
 * @param cleanup removes what a run of it left
 */
public record Contender(char letter, String name, List<String> command, Cleanup cleanup) {

  public Contender {
    command = List.copyOf(command);
  }

  /** The work after each run, outside of the measured time. */
  @FunctionalInterface
  public interface Cleanup {
    void run() throws IOException;
  }

  String title() {
    return "(" + letter + ") " + name;
  }
}
