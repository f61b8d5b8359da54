package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * A number of a generator that may differ from cell to cell.
 *
 * @param key where it stands
 * @param min the smallest
 * @param allowed what may stand there, in words
 */
record Quantity(String key, double min, double max, boolean whole, String allowed) {

  static final Quantity SAMPLES = whole("samples", 0);
  static final Quantity SHARD_SIZE = whole("shardSize", 1);
  static final Quantity WEIGHT =
      new Quantity("weight", Double.MIN_VALUE, 1e12, false, "a number above 0, up to 1e12");

  private static Quantity whole(String key, long min) {
    long max = DatasetSpec.MOST_SAMPLES;
    return new Quantity(key, min, max, true, "a whole number from " + min + " to " + max);
  }

  boolean accepts(JsonNode value) {
    return value.isNumber()
        && (!whole || value.isIntegralNumber())
        && value.doubleValue() >= min
        && value.doubleValue() <= max;
  }
}
