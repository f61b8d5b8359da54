package io.seedmill.transforms.parquet;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The kinds of values that records have at one place, and the shapes of what is in these. It does
 * not depend on the order of the records.
 */
final class Shape implements Serializable {

  private static final long serialVersionUID = 1L;

  static final int NULL = 1;
  static final int BOOLEAN = 2;
  static final int INTEGER = 4;

  /** An integer that no double stands for. */
  static final int LARGE_INTEGER = 8;

  static final int DOUBLE = 16;
  static final int TEXT = 32;
  static final int LIST = 64;
  static final int OBJECT = 128;

  /** An object or a list that is not looked into: it is too wide or too deep. */
  static final int OPAQUE = 256;

  static final int MOST_NAMES = 100;
  static final int MOST_LEVELS = 10;

  private static final long LARGEST_EXACT = 1L << 53;

  private final int level;
  private final Map<String, Shape> fields = new HashMap<>();
  private Shape element;
  private int kinds;
  private long values;
  private long nulls;
  private long objects;

  Shape(int level) {
    this.level = level;
  }

  /** Adds the value that the parser is at, and leaves the parser at its end. */
  void add(JsonParser json) throws IOException {
    values++;
    switch (json.currentToken()) {
      case START_OBJECT -> addObject(json);
      case START_ARRAY -> addList(json);
      case VALUE_STRING -> kinds |= TEXT;
      case VALUE_NUMBER_INT -> kinds |= integer(json);
      case VALUE_NUMBER_FLOAT -> kinds |= DOUBLE;
      case VALUE_TRUE, VALUE_FALSE -> kinds |= BOOLEAN;
      default -> {
        kinds |= NULL;
        nulls++;
      }
    }
  }

  private static int integer(JsonParser json) throws IOException {
    if (json.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
      return DOUBLE;
    }
    return Math.abs(json.getLongValue()) <= LARGEST_EXACT ? INTEGER : LARGE_INTEGER;
  }

  private void addObject(JsonParser json) throws IOException {
    kinds |= OBJECT;
    objects++;
    if (isOpaque()) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      if (isOpaque()) {
        json.skipChildren();
      } else {
        field(name).add(json);
        limitNames();
      }
    }
  }

  private void addList(JsonParser json) throws IOException {
    kinds |= LIST;
    if (isOpaque()) {
      json.skipChildren();
      return;
    }
    while (json.nextToken() != JsonToken.END_ARRAY) {
      if (element == null) {
        element = new Shape(level + 1);
      }
      element.add(json);
    }
  }

  private boolean isOpaque() {
    return (kinds & OPAQUE) != 0 || level >= MOST_LEVELS;
  }

  private Shape field(String name) {
    Shape field = fields.get(name);
    if (field == null) {
      field = new Shape(level + 1);
      fields.put(name, field);
    }
    return field;
  }

  /** Forgets what is in the objects, if they have too many names; records may have any number. */
  private void limitNames() {
    if (level > 0 && fields.size() > MOST_NAMES) {
      kinds |= OPAQUE;
      fields.clear();
      element = null;
    }
  }

  /** Adds what another one has. */
  void addAll(Shape other) {
    kinds |= other.kinds;
    values += other.values;
    nulls += other.nulls;
    objects += other.objects;
    if (isOpaque()) {
      fields.clear();
      element = null;
      return;
    }
    if (other.element != null) {
      element = element == null ? new Shape(level + 1) : element;
      element.addAll(other.element);
    }
    other.fields.forEach((name, field) -> field(name).addAll(field));
    limitNames();
  }

  /** Returns the kinds of values, {@link #NULL} left out. */
  int kinds() {
    return level >= MOST_LEVELS && (kinds & (OBJECT | LIST)) != 0
        ? (kinds & ~NULL) | OPAQUE
        : kinds & ~NULL;
  }

  Map<String, Shape> fields() {
    return fields;
  }

  /** Returns the shape of the elements of its lists; an empty one if they have none. */
  Shape element() {
    return element == null ? new Shape(level + 1) : element;
  }

  /** Returns true if it is null somewhere. */
  boolean hasNulls() {
    return nulls > 0;
  }

  /** Returns true if some of the objects in which it is a field do not have it. */
  boolean isAbsentFrom(Shape parent) {
    return values < parent.objects;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Shape shape
        && kinds == shape.kinds
        && values == shape.values
        && nulls == shape.nulls
        && objects == shape.objects
        && Objects.equals(element, shape.element)
        && fields.equals(shape.fields);
  }

  @Override
  public int hashCode() {
    return Objects.hash(kinds, values, nulls, objects, element, fields);
  }
}
