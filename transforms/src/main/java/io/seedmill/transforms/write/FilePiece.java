package io.seedmill.transforms.write;

import java.io.Serializable;
import java.util.List;

/**
 * The bytes that one writer has in an output file.
 *
 * @param file the output file
 * @param bucket the first bucket that the bytes are of: pieces are joined in this order
 * @param path the temporary file that holds them, which other pieces may share
 * @param offset the position in the output file at which they begin; {@link #UNKNOWN} if that
 *     depends on pieces that others write
 * @param records the number of lines, samples or keys
 * @param bytes the number of bytes
 * @param crc32c the checksum of the bytes as they were in memory
 * @param frames the frames of a format that has them
 */
record FilePiece(
    OutputFile file,
    int bucket,
    String path,
    long offset,
    long records,
    long bytes,
    long crc32c,
    List<PartFormat.Frame> frames)
    implements Serializable {

  static final long UNKNOWN = -1;

  FilePiece {
    frames = List.copyOf(frames);
  }
}
