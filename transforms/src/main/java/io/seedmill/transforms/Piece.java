package io.seedmill.transforms;

import java.io.Serializable;

/**
 * What one bucket has in a part.
 *
 * @param offset where in the part it begins
 * @param records how many lines it has
 * @param bytes how many bytes it has
 * @param crc32c the checksum of its bytes as they were in memory
 */
record Piece(long offset, long records, long bytes, long crc32c) implements Serializable {}
