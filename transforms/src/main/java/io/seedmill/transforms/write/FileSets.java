package io.seedmill.transforms.write;

import io.seedmill.transforms.blocks.ContentHash;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The sets of files that a dataset is divided into: one for each split, each entry, each split of
 * each entry, or one for all. The set of a sample is a function of its record alone.
 *
 * @param splits the splits
 * @param generators the names of all entries, each once
 * @param byGenerator whether each entry has a folder of its own
 */
public record FileSets(Splits splits, List<String> generators, boolean byGenerator)
    implements Serializable {

  /** One set for all samples. */
  public static final FileSets ONE = new FileSets(Splits.NONE, List.of(), false);

  /** The most sets: each bucket of samples has a piece in each of them. */
  public static final int MOST = 1_000;

  private static final Pattern SAFE =
      Pattern.compile("(?!.{101})[A-Za-z0-9](?:[A-Za-z0-9._=,+-]*[A-Za-z0-9_=+-])?");

  /** Names that Windows gives to devices, with any ending. */
  private static final Pattern DEVICE =
      Pattern.compile("(?i)(?:con|prn|aux|nul|com\\d|lpt\\d)(?:\\..*)?");

  private static final int MOST_LETTERS = 91;

  /**
   * A set of files.
   *
   * @param split the split; null where there are none
   * @param generator the entry; null where all are in one folder
   */
  public record FileSet(String split, String generator) implements Serializable {

    /** All samples. */
    public static final FileSet ALL = new FileSet(null, null);

    /** Returns the folder and the beginning of the names of its files; empty for all samples. */
    public String path() {
      if (equals(ALL)) {
        return "";
      }
      return (generator == null ? "" : folder(generator) + "/") + (split == null ? "data" : split);
    }
  }

  public FileSets {
    generators = List.copyOf(generators);
  }

  /** Returns true if there is one set for all samples, and nothing to find out of them. */
  public boolean isOne() {
    return splits.isNone() && !byGenerator;
  }

  /** Returns the number of sets. */
  public int size() {
    return Math.max(1, splits.splits().size()) * (byGenerator ? generators.size() : 1);
  }

  /** Returns a set by its number: all splits of the first entry, then those of the next. */
  public FileSet set(int number) {
    int count = Math.max(1, splits.splits().size());
    return new FileSet(
        splits.isNone() ? null : splits.splits().get(number % count).name(),
        byGenerator ? generators.get(number / count) : null);
  }

  /** Returns the set of a split and an entry, by their numbers. */
  public FileSet setOf(int split, int generator) {
    return set(number(split, generator));
  }

  /** Returns the number of the set of a split and an entry. */
  int number(int split, int generator) {
    return byGenerator ? generator * Math.max(1, splits.splits().size()) + split : split;
  }

  /**
   * Returns the folder of an entry: its name, if that is one on every system and in every store;
   * else what can be kept of it, and a few digits of its hash.
   */
  public static String folder(String generator) {
    if (SAFE.matcher(generator).matches() && !DEVICE.matcher(generator).matches()) {
      return generator;
    }
    String kept =
        generator.replaceAll("[^A-Za-z0-9._=,+-]", "_").replaceFirst("^[^A-Za-z0-9]", "x");
    byte[] hash = ContentHash.sha256().digest(generator.getBytes(StandardCharsets.UTF_8));
    return kept.substring(0, Math.min(MOST_LETTERS, kept.length()))
        + "-"
        + HexFormat.of().formatHex(hash, 0, 4);
  }
}
