package io.seedmill.transforms.parquet;

import org.apache.parquet.column.statistics.Statistics;

/**
 * The least and the greatest value of a chunk, by which readers skip it. Of long texts there are
 * none: a cut one is no value.
 */
final class ChunkStatistics {

  private static final int LONGEST = 256;

  private ChunkStatistics() {}

  static org.apache.parquet.format.Statistics of(Statistics<?> statistics) {
    org.apache.parquet.format.Statistics written = new org.apache.parquet.format.Statistics();
    written.setNull_count(statistics.getNumNulls());
    if (statistics.hasNonNullValue()) {
      byte[] least = statistics.getMinBytes();
      byte[] greatest = statistics.getMaxBytes();
      if (least.length <= LONGEST && greatest.length <= LONGEST) {
        written.setMin_value(least);
        written.setMax_value(greatest);
        written.setIs_min_value_exact(true);
        written.setIs_max_value_exact(true);
      }
    }
    return written;
  }
}
