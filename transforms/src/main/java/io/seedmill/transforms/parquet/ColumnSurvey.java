package io.seedmill.transforms.parquet;

import com.fasterxml.jackson.core.JsonParser;
import io.seedmill.transforms.schema.RecordSchema;
import java.io.IOException;
import java.io.Serializable;
import java.util.Objects;

/** The facts about all records from which a schema that fits them follows. */
public final class ColumnSurvey implements Serializable {

  private static final long serialVersionUID = 1L;

  private final Shape shape = new Shape(0);
  private int longest;

  /** Adds a record: a JSON object. */
  public void add(byte[] bytes, int offset, int length) throws IOException {
    longest = Math.max(longest, length);
    try (JsonParser json = RecordSchema.JSON.createParser(bytes, offset, length)) {
      json.nextToken();
      shape.add(json);
    }
  }

  /** Adds all records of another survey. */
  public void addAll(ColumnSurvey other) {
    longest = Math.max(longest, other.longest);
    shape.addAll(other.shape);
  }

  Shape shape() {
    return shape;
  }

  /** Returns the bytes of the longest record. */
  int longest() {
    return longest;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ColumnSurvey survey
        && longest == survey.longest
        && shape.equals(survey.shape);
  }

  @Override
  public int hashCode() {
    return Objects.hash(longest, shape);
  }
}
