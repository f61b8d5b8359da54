package io.seedmill.transforms.write;

import java.io.Serializable;

/**
 * What one bucket has in a part.
 *
 * @param path the file that it lies in: the part's, or one of its own
 * @param offset where in the part it begins
 * @param records how many lines or keys it has
 * @param bytes how many bytes it has
 * @param crc32c the checksum of its bytes as they were in memory
 */
record PartPiece(String path, long offset, long records, long bytes, long crc32c)
    implements Serializable {}
