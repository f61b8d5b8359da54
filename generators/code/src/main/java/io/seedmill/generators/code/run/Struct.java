package io.seedmill.generators.code.run;

import io.seedmill.generators.code.tree.Type;
import java.util.List;

/** The value of a record. */
public record Struct(Type.RecordOf type, List<Object> values) {

  /** Returns the value of a field. */
  public Object value(String field) {
    return values.get(type.position(field));
  }
}
