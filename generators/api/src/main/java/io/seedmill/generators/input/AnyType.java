package io.seedmill.generators.input;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.LargeIntegers;
import java.util.ArrayList;
import java.util.List;

/** Any value that samples can hold: all but large integers. */
record AnyType(String allowed) implements ValueType {

  private static final String ALLOWED_NUMBER =
      "a number up to 2^53 either side of 0, or quotes around it";

  @Override
  public String word() {
    return "any";
  }

  @Override
  public boolean fits(JsonNode value) {
    return true;
  }

  @Override
  public List<InputProblem> check(JsonPointer at, JsonNode value) {
    if (value.isNumber()) {
      return LargeIntegers.isLarge(value)
          ? List.of(InputProblem.rule(at, value, ALLOWED_NUMBER))
          : List.of();
    }
    List<InputProblem> problems = new ArrayList<>();
    for (var member : value.properties()) {
      problems.addAll(check(at.appendProperty(member.getKey()), member.getValue()));
    }
    for (int i = 0; value.isArray() && i < value.size(); i++) {
      problems.addAll(check(at.appendIndex(i), value.get(i)));
    }
    return problems;
  }

  @Override
  public ObjectNode toJsonSchema() {
    return JsonNodeFactory.instance.objectNode();
  }
}
