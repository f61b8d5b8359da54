package io.seedmill.generators.input;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** A value that code of its own checks; to be replaced by declared types. */
public record StructureType(String allowed, Check test) implements ValueType {

  /** Judges a structured value. */
  @FunctionalInterface
  public interface Check {

    /** Returns everything that is wrong with the value that stands at {@code path}. */
    List<InputProblem> problems(String path, JsonNode value);
  }

  @Override
  public String word() {
    return "structure";
  }

  @Override
  public boolean fits(JsonNode value) {
    return true;
  }

  @Override
  public List<InputProblem> check(JsonPointer at, JsonNode value) {
    return test.problems(at.toString(), value);
  }

  @Override
  public ObjectNode toJsonSchema() {
    return JsonNodeFactory.instance.objectNode();
  }
}
