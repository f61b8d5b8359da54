package io.seedmill.generators.sources.sweep;

import java.util.Arrays;
import java.util.List;

/** Pairs of sequence lengths that have a name. */
enum SequenceLengths {
  ONE_ONE("1k1k", 1024, 1024),
  ONE_EIGHT("1k8k", 1024, 8192),
  EIGHT_ONE("8k1k", 8192, 1024);

  private final String word;
  private final long isl;
  private final long osl;

  SequenceLengths(String word, long isl, long osl) {
    this.word = word;
    this.isl = isl;
    this.osl = osl;
  }

  static List<String> words() {
    return Arrays.stream(values()).map(lengths -> lengths.word).toList();
  }

  static SequenceLengths named(String word) {
    return Arrays.stream(values())
        .filter(lengths -> lengths.word.equals(word))
        .findFirst()
        .orElseThrow();
  }

  String word() {
    return word;
  }

  long isl() {
    return isl;
  }

  long osl() {
    return osl;
  }
}
