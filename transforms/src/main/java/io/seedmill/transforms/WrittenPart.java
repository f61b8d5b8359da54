package io.seedmill.transforms;

import java.io.Serializable;

/**
 * A part of the dataset under a temporary name, whole and checked.
 *
 * @param part which part; {@link #DEAD_LETTERS} for the file of dead letters
 * @param path the temporary file
 * @param records how many lines it has
 * @param bytes how many bytes it has
 * @param sha256 the SHA-256 of its bytes, in hex
 */
public record WrittenPart(int part, String path, long records, long bytes, String sha256)
    implements Serializable {

  /** The part number of the file of dead letters. */
  public static final int DEAD_LETTERS = -1;
}
