package io.seedmill.transforms.near;

import java.io.Serializable;

/**
 * The rule by which two samples are near duplicates: the Jaccard similarity of the sets of all runs
 * of some characters in a field of theirs is at least a threshold.
 *
 * @param field the field
 * @param threshold the smallest similarity, from 0.5 to 1
 * @param characters the number of characters of a run
 */
public record NearRule(String field, double threshold, int characters) implements Serializable {

  private static final double RECALL = 0.992;

  /** A MinHash signature has no more values than this; a band of it has as many as fit. */
  private static final int MOST_HASHES = 256;

  /** Returns the number of values of a band: the most with which few pairs are overlooked. */
  int rows() {
    int rows = 1;
    while (bands(rows + 1) * (rows + 1) <= MOST_HASHES && rows < 32) {
      rows++;
    }
    return rows;
  }

  /**
   * Returns the number of bands of a signature. Two samples are compared if they agree in all
   * values of a band, which is so with probability 1 - (1 - s^rows)^bands at the similarity s.
   */
  int bands() {
    return bands(rows());
  }

  private int bands(int rows) {
    double missed = 1 - StrictMath.pow(threshold, rows);
    return missed <= 0 ? 1 : (int) Math.ceil(StrictMath.log(1 - RECALL) / StrictMath.log(missed));
  }

  /** Returns a number of shared runs below which two texts with so many in all are never near. */
  int fewestShared(int both) {
    return (int) Math.floor(threshold * both / (1 + threshold) - 1e-6);
  }

  /** Returns the most runs that one of two near texts can have alone, if this one has so many. */
  int mostDiffering(int runs) {
    return (int) Math.ceil(runs * (1 - threshold) / threshold + 1e-6);
  }

  /** Returns true if a similarity is one of near duplicates. */
  boolean holds(int shared, int all) {
    return shared >= threshold * all - 1e-9;
  }
}
