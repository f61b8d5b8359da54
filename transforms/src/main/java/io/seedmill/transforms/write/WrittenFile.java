package io.seedmill.transforms.write;

import io.seedmill.transforms.storage.StoredFile;
import java.io.Serializable;
import java.util.List;

/**
 * An output file under temporary names, whole and checked.
 *
 * @param file the output file
 * @param temporaries the temporary files that it is made of, in order
 * @param records the number of lines, samples or keys
 * @param bytes the number of bytes
 * @param sha256 the SHA-256 of its bytes, in hex
 */
public record WrittenFile(
    OutputFile file, List<StoredFile> temporaries, long records, long bytes, String sha256)
    implements Serializable {

  public WrittenFile {
    temporaries = List.copyOf(temporaries);
  }
}
