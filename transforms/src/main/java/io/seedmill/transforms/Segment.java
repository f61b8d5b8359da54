package io.seedmill.transforms;

import java.io.Serializable;

/**
 * A piece of a part: what one bucket has in it.
 *
 * @param bucket the bucket, by which the segments of a part are ordered
 * @param path the temporary file
 * @param records how many lines it has
 * @param bytes how many bytes it has
 * @param crc32c the checksum of its bytes as they were in memory
 */
record Segment(int bucket, String path, long records, long bytes, long crc32c)
    implements Serializable {}
