package io.seedmill.transforms.near;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Checks that no two records are near each other, in the first {@value #MOST} of them. It looks at
 * pairs that share a band of their signatures, as a run does.
 */
public final class NearCheck {

  /** The most records that are compared. */
  public static final int MOST = 200_000;

  private final Shingles shingles;
  private final MinHash minHash;
  private final KeptTexts kept;

  /** Checks by a rule. */
  public NearCheck(NearRule rule) {
    shingles = new Shingles(rule.characters());
    minHash = new MinHash(rule);
    kept = new KeptTexts(rule);
  }

  /** Returns true if further records are not compared. */
  public boolean isFull() {
    return kept.size() == MOST;
  }

  /**
   * Adds the text of a record.
   *
   * @return the id of a record before it that it is near to
   */
  public Optional<String> add(String text, String id) {
    String normal = Shingles.normalised(text);
    shingles.read(normal);
    if (shingles.count() == 0 || isFull()) {
      return Optional.empty();
    }
    SignedText signed =
        new SignedText(
            0,
            0,
            0,
            0,
            0,
            minHash.sign(shingles),
            id.getBytes(StandardCharsets.UTF_8),
            normal.getBytes(StandardCharsets.UTF_8));
    int found = kept.find(signed);
    if (found >= 0) {
      return Optional.of(kept.who(found));
    }
    kept.add(signed);
    return Optional.empty();
  }
}
