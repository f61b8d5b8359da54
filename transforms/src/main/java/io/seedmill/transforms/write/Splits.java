package io.seedmill.transforms.write;

import io.seedmill.transforms.blocks.ContentHash;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/**
 * The splits of a dataset, such as train and test, and their shares.
 *
 * <p>The split of a sample is a function of its content alone, or of the fields that keep samples
 * together. It stays when the dataset grows, and the order of the splits does not matter.
 *
 * @param splits the splits; none for a dataset without
 * @param together the paths of the fields of which samples with equal values are in one split;
 *     without any, each sample is by itself
 * @param named whether the spec names these fields; else they are those that make samples equal
 */
public record Splits(List<Split> splits, List<List<String>> together, boolean named)
    implements Serializable {

  /** A dataset without splits. */
  public static final Splits NONE = new Splits(List.of(), List.of(), false);

  /*
   * Of the splits that wait for a sample, the one whose clock rings first gets it. A clock's time is
   * exponential with the split's share as its rate, so that its chance is its share. It is made of a
   * hash of the sample and the split's name alone. When shares change, a sample therefore only moves
   * to a split whose share has grown in comparison with that of its own: no more than is needed.
   * (Weighted rendezvous hashing; Schindelhauer and Schomaker: Weighted Distributed Hash Tables,
   * SPAA 2005.)
   */
  private static final String SALT = "seedmill-split\n";

  /** A split with its share, above 0. All shares together are 1. */
  public record Split(String name, double share) implements Serializable {}

  public Splits {
    splits = List.copyOf(splits);
    together = together.stream().map(List::copyOf).toList();
  }

  /** Returns true if the dataset has no splits. */
  public boolean isNone() {
    return splits.isEmpty();
  }

  /**
   * Returns the number of the split to which samples belong.
   *
   * @param group what they have in common: their id in hex, or the object of the fields
   */
  int of(byte[] group) {
    int first = 0;
    double earliest = Double.POSITIVE_INFINITY;
    MessageDigest sha256 = ContentHash.sha256();
    for (int split = 0; split < splits.size(); split++) {
      sha256.update((SALT + splits.get(split).name() + "\n").getBytes(StandardCharsets.UTF_8));
      long hash = ByteBuffer.wrap(sha256.digest(group)).getLong();
      double uniform = ((hash >>> 11) + 1) * 0x1p-53;
      double time = -StrictMath.log(uniform) / splits.get(split).share();
      if (time < earliest) {
        earliest = time;
        first = split;
      }
    }
    return first;
  }
}
