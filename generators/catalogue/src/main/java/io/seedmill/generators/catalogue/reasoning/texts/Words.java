package io.seedmill.generators.catalogue.reasoning.texts;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.commons.rng.UniformRandomProvider;

/** Common English words of lower-case letters. */
final class Words {

  static final List<String> ALL = read("words.txt");

  private Words() {}

  static String any(UniformRandomProvider random) {
    return ALL.get(random.nextInt(ALL.size()));
  }

  /** Returns the lines of a list of words. */
  static List<String> read(String file) {
    try (InputStream in = Words.class.getResourceAsStream(file);
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII))) {
      return lines.lines().collect(Collectors.toUnmodifiableList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
