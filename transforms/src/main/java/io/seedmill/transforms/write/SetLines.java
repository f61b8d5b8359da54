package io.seedmill.transforms.write;

import io.seedmill.transforms.dedupe.LineList;
import io.seedmill.transforms.dedupe.UniqueSamples;
import java.io.IOException;

/**
 * The samples of a bucket, one set of files after the other, each in ascending order of its keys.
 */
final class SetLines {

  private final LineList samples;
  private final byte[][] blocks;
  private final int bucket;

  /** The first line of each set, and behind the last the number of lines. */
  private final int[] starts;

  /** The lines in order; null if they are in order as they are. */
  private final int[] lines;

  private SetLines(UniqueSamples unique, byte[][] blocks, int[] starts, int[] lines) {
    this.samples = unique.samples();
    this.bucket = unique.bucket();
    this.blocks = blocks;
    this.starts = starts;
    this.lines = lines;
  }

  /** Returns the lines of a bucket of a dataset with one set. */
  static SetLines ofOne(UniqueSamples unique, byte[][] blocks) {
    return new SetLines(unique, blocks, new int[] {0, unique.samples().size()}, null);
  }

  /**
   * Sorts the lines of a bucket by their sets.
   *
   * @param sets finds the sets of {@code count} ones
   * @param counts is told what the sets were found by
   */
  static SetLines of(
      UniqueSamples unique, byte[][] blocks, int count, RecordSets sets, SplitCounts counts)
      throws IOException {
    LineList samples = unique.samples();
    int[] setOf = new int[samples.size()];
    int[] starts = new int[count + 1];
    for (int line = 0; line < setOf.length; line++) {
      byte[] block = blocks[samples.block(line)];
      setOf[line] = sets.of(block, samples.offset(line), samples.length(line));
      counts.add(sets.split(), sets.generator(), sets.lacksAll());
      starts[setOf[line] + 1]++;
    }
    for (int set = 0; set < count; set++) {
      starts[set + 1] += starts[set];
    }
    int[] next = starts.clone();
    int[] lines = new int[setOf.length];
    for (int line = 0; line < setOf.length; line++) {
      lines[next[setOf[line]]++] = line;
    }
    return new SetLines(unique, blocks, starts, lines);
  }

  int bucket() {
    return bucket;
  }

  /** Returns the place of the first line of a set. */
  int start(int set) {
    return starts[set];
  }

  /** Returns the place behind the last line of a set. */
  int end(int set) {
    return starts[set + 1];
  }

  /** Returns the first 8 bytes of the key of the line at a place. */
  long keyHigh(int place) {
    return samples.keyHigh(line(place));
  }

  /** Returns the array in which the line at a place lies. */
  byte[] block(int place) {
    return blocks[samples.block(line(place))];
  }

  int offset(int place) {
    return samples.offset(line(place));
  }

  int length(int place) {
    return samples.length(line(place));
  }

  private int line(int place) {
    return lines == null ? place : lines[place];
  }
}
