package io.seedmill.transforms.near;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Counts the pairs of some records that a run would compare, because they share a band of their
 * signatures; many do whose texts follow one template.
 */
public final class NearPilot {

  private static final int MOST = 2_000;

  private final TextSigner signer;
  private final Postings postings = new Postings();
  private int records;
  private long pairs;

  /** Counts by a rule. */
  public NearPilot(NearRule rule) {
    signer = new TextSigner(rule);
  }

  /** Adds a record, if there is room: {@value #MOST} are enough. */
  public void add(byte[] line) {
    try {
      if (records < MOST && signer.read(line, 0, line.length)) {
        Signature signature = signer.signed(0, 0, 0, 0, 0).signature();
        for (int band : signature.bands()) {
          pairs += postings.count(band);
        }
        postings.add(signature);
        records++;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // it is read from memory
    }
  }

  /** Returns the part of all pairs that is compared; a pair counts for each band that it shares. */
  public double share() {
    return records < 2 ? 0 : pairs / (0.5 * records * (records - 1));
  }
}
