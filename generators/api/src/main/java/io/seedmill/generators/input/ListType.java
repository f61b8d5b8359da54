package io.seedmill.generators.input;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A list of {@code fewest} to {@code most} values.
 *
 * @param distinct whether no two values may be equal
 */
public record ListType(String allowed, ValueType item, int fewest, int most, boolean distinct)
    implements ValueType {

  /** Returns this type for lists in which no two values are equal. */
  public ListType ofDistinct() {
    return new ListType(allowed, item, fewest, most, true);
  }

  @Override
  public String word() {
    return "list";
  }

  @Override
  public boolean fits(JsonNode value) {
    return value.isArray();
  }

  @Override
  public List<InputProblem> check(JsonPointer at, JsonNode value) {
    if (!value.isArray() || value.size() < fewest || value.size() > most) {
      return List.of(InputProblem.structure(at, value, allowed));
    }
    List<InputProblem> problems = new ArrayList<>();
    Set<JsonNode> seen = new HashSet<>();
    for (int i = 0; i < value.size(); i++) {
      JsonPointer place = at.appendIndex(i);
      JsonNode element = value.get(i);
      problems.addAll(item.check(place, element));
      if (distinct && !seen.add(element)) {
        String found = InputProblem.found(element) + " a second time";
        problems.add(new InputProblem(place, InputProblem.Kind.STRUCTURE, found, allowed));
      }
    }
    return problems;
  }

  @Override
  public ObjectNode toJsonSchema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "array");
    schema.set("items", item.toJsonSchema());
    if (fewest > 0) {
      schema.put("minItems", fewest);
    }
    if (most < Integer.MAX_VALUE) {
      schema.put("maxItems", most);
    }
    return distinct ? schema.put("uniqueItems", true) : schema;
  }
}
