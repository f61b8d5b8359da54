package io.seedmill.transforms.write;

import io.seedmill.transforms.storage.StoredFile;
import java.io.Serializable;
import java.util.List;

/**
 * A part of the dataset under a temporary name, whole and checked.
 *
 * @param part which part; {@link #DEAD_LETTERS} for the file of dead letters, {@link #KEYS} for
 *     that of the keys
 * @param files the temporary files that it is made of, in order
 * @param records how many lines or keys it has
 * @param bytes how many bytes it has
 * @param sha256 the SHA-256 of its bytes, in hex
 */
public record WrittenPart(int part, List<StoredFile> files, long records, long bytes, String sha256)
    implements Serializable {

  public WrittenPart {
    files = List.copyOf(files);
  }

  /** The part number of the file of dead letters. */
  public static final int DEAD_LETTERS = -1;

  /** The part number of the file of the unique samples' keys: 16 bytes each, ascending. */
  public static final int KEYS = -2;
}
