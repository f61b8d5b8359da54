package io.seedmill.generators.input;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.Predicate;

/** Values of a type that also keep a rule, which is asked only where the type is right. */
record Restricted(ValueType type, String allowed, Predicate<JsonNode> rule) implements ValueType {

  @Override
  public String word() {
    return type.word();
  }

  @Override
  public boolean fits(JsonNode value) {
    return type.fits(value);
  }

  @Override
  public List<InputProblem> check(JsonPointer at, JsonNode value) {
    List<InputProblem> problems = type.check(at, value);
    return problems.isEmpty() && !rule.test(value)
        ? List.of(InputProblem.rule(at, value, allowed))
        : problems;
  }

  @Override
  public ValueType resolve(JsonNode value) {
    return type.resolve(value);
  }

  @Override
  public ObjectNode toJsonSchema() {
    return type.toJsonSchema();
  }
}
