package io.seedmill.transforms.dedupe;

import io.seedmill.transforms.storage.DatasetLayout;
import java.io.Serializable;

/**
 * A list of samples of a bucket that are left out although no other is equal: a JSON object a line.
 * It waits in a temporary file of the output.
 *
 * @param reason why they are left out
 * @param path the file
 * @param records the number of lines
 * @param bytes the size of the file
 * @param crc32c the checksum of its bytes as they were in memory
 */
public record RemovedSamples(Reason reason, String path, long records, long bytes, long crc32c)
    implements Serializable {

  /** The reasons for which samples are left out. */
  public enum Reason {
    /** They repeat evaluation texts. */
    CONTAMINATED("contaminated"),
    /** They are much like another sample, which is kept. */
    NEAR_DUPLICATE("near-duplicates");

    private final String file;

    Reason(String file) {
      this.file = file;
    }

    /** Returns the file of a run that lists all of them. */
    public String path(DatasetLayout layout) {
      return layout.metadata() + "/" + file + ".jsonl";
    }
  }
}
