package io.seedmill.pipeline.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A dimension along which cells differ.
 *
 * @param name what cells, filters and placeholders call it
 * @param values at least one, in order; no two have the same text
 * @param smallest the position of the value that a trial takes: the smallest of a range, the first
 *     of anything else
 */
public record Axis(String name, List<JsonNode> values, int smallest) {

  /** The most values of an axis. */
  public static final int MOST_VALUES = 1_000_000;

  /** The name of the axis on which items stand. */
  public static final String ITEM = "item";

  /** The name of the axis on which dates stand. */
  public static final String DATE = "date";

  public Axis {
    values = List.copyOf(values);
  }

  /** An axis whose first value stands for all in a trial. */
  public static Axis of(String name, List<JsonNode> values) {
    return new Axis(name, values, 0);
  }

  /** The fields that any of its items has; none where its values are scalars. */
  public Set<String> fields() {
    Set<String> fields = new LinkedHashSet<>();
    for (JsonNode value : values) {
      value.fieldNames().forEachRemaining(fields::add);
    }
    return fields;
  }
}
