package io.seedmill.generators.input;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.input.Parameter.Presence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The keys of a mapping, such as the parameters that a generator declares. What it accepts is
 * complete and in range, so that a reader need not check again. Immutable.
 */
public final class ParameterSchema implements ValueType {

  private final Map<String, Parameter> parameters;
  private final List<Function<Parameters, Optional<InputProblem>>> rules;
  private final MapType others;

  /** By required key: the key that may stand in its place. */
  private final Map<String, String> instead;

  private ParameterSchema(
      Map<String, Parameter> parameters,
      List<Function<Parameters, Optional<InputProblem>>> rules,
      MapType others,
      Map<String, String> instead) {
    this.parameters = parameters;
    this.rules = rules;
    this.others = others;
    this.instead = instead;
  }

  /** Returns a schema without keys, to add them to. */
  public static ParameterSchema none() {
    return new ParameterSchema(Map.of(), List.of(), null, Map.of());
  }

  /** Adds a whole number. */
  public ParameterSchema integer(
      String name, String description, long defaultValue, long min, long max) {
    return value(name, description, ValueType.integer(min, max), LongNode.valueOf(defaultValue));
  }

  /** Adds a number. */
  public ParameterSchema real(
      String name, String description, double defaultValue, double min, double max) {
    return value(name, description, ValueType.number(min, max), DoubleNode.valueOf(defaultValue));
  }

  /** Adds a choice between words. */
  public ParameterSchema choice(
      String name, String description, String defaultValue, List<String> choices) {
    return value(name, description, ValueType.choice(choices), TextNode.valueOf(defaultValue));
  }

  /** Adds true or false. */
  public ParameterSchema flag(String name, String description, boolean defaultValue) {
    return value(name, description, ValueType.flag(), BooleanNode.valueOf(defaultValue));
  }

  /** Adds a length of time. */
  public ParameterSchema duration(String name, String description, Duration defaultValue) {
    return value(
        name,
        description,
        ValueType.duration(),
        TextNode.valueOf(DurationText.write(defaultValue)));
  }

  /** Adds the key {@code integers}: what becomes of large integers in data from outside. */
  public ParameterSchema largeIntegers() {
    return optional(
        Parameters.INTEGERS,
        "whole numbers beyond 2^53 in samples become texts (text, the default) or fail the sample",
        ValueType.choice(List.of("text", "refuse")));
  }

  /** Adds a key with a default. */
  public ParameterSchema value(
      String name, String description, ValueType type, JsonNode defaultValue) {
    if (!type.check(JsonPointer.empty(), defaultValue).isEmpty()) {
      throw new IllegalArgumentException(
          "the default of '%s' is %s; allowed: %s".formatted(name, defaultValue, type.allowed()));
    }
    return with(new Parameter(name, description, type, Presence.OPTIONAL, defaultValue));
  }

  /** Adds a key that has to be there. */
  public ParameterSchema required(String name, String description, ValueType type) {
    return with(Parameter.required(name, description, type));
  }

  /** Adds a key that may be absent and has no default. */
  public ParameterSchema optional(String name, String description, ValueType type) {
    return with(Parameter.optional(name, description, type));
  }

  /** Adds the keys and rules of another schema. */
  public ParameterSchema and(ParameterSchema other) {
    ParameterSchema joined = this;
    for (Parameter parameter : other.parameters.values()) {
      joined = joined.with(parameter);
    }
    List<Function<Parameters, Optional<InputProblem>>> more = new ArrayList<>(rules);
    more.addAll(other.rules);
    Map<String, String> both = new LinkedHashMap<>(instead);
    both.putAll(other.instead);
    return new ParameterSchema(joined.parameters, List.copyOf(more), others, both);
  }

  /**
   * Adds a key that may stand in place of a required one, which is required without it.
   *
   * @param required a key that is declared
   */
  public ParameterSchema inPlaceOf(
      String required, String name, String description, ValueType type) {
    ParameterSchema more =
        optional(name, description, type)
            .rule(
                given ->
                    given.has(required) && given.has(name)
                        ? Optional.of(
                            new InputProblem(
                                "/" + name, "it beside '" + required + "'", "one of the two"))
                        : Optional.empty());
    Map<String, String> both = new LinkedHashMap<>(instead);
    both.put(required, name);
    return new ParameterSchema(more.parameters, more.rules, others, both);
  }

  /**
   * Adds a rule on several keys together, which is asked once each of them is good alone.
   *
   * @param check returns what is wrong, or nothing; its place starts at this mapping
   */
  public ParameterSchema rule(Function<Parameters, Optional<InputProblem>> check) {
    List<Function<Parameters, Optional<InputProblem>>> more = new ArrayList<>(rules);
    more.add(check);
    return new ParameterSchema(parameters, List.copyOf(more), others, instead);
  }

  /**
   * Accepts further keys of the user's own. They are checked, and no getter reads them.
   *
   * @param types the keys and their values
   */
  public ParameterSchema others(MapType types) {
    return new ParameterSchema(parameters, rules, types, instead);
  }

  /** Returns the keys of this schema for values that are {@linkplain #templated templates}. */
  public ParameterSchema withTemplates() {
    Map<String, Parameter> templates = new LinkedHashMap<>();
    parameters.forEach(
        (name, parameter) -> templates.put(name, parameter.with(parameter.type().templated())));
    return new ParameterSchema(templates, List.of(), others, instead);
  }

  /** Returns the keys in the order of their declaration. */
  public List<Parameter> all() {
    return List.copyOf(parameters.values());
  }

  /** Returns the values of an empty mapping. */
  public Parameters defaults() {
    try {
      return read(JsonNodeFactory.instance.objectNode());
    } catch (InvalidParametersException e) {
      throw new IllegalStateException("the defaults break a rule: " + e.getMessage(), e);
    }
  }

  /**
   * Checks a mapping and completes it with the defaults.
   *
   * @throws InvalidParametersException with every unknown key and every value that is refused
   */
  public Parameters read(ObjectNode given) throws InvalidParametersException {
    List<InputProblem> problems = check(JsonPointer.empty(), given);
    if (!problems.isEmpty()) {
      throw new InvalidParametersException(problems);
    }
    return complete(given);
  }

  /** Returns the values of a mapping that was checked before, completed with the defaults. */
  public Parameters complete(JsonNode given) {
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    for (Parameter parameter : parameters.values()) {
      JsonNode value = given.path(parameter.name());
      JsonNode read = value.isMissingNode() ? parameter.defaultValue() : plain(value);
      if (!read.isMissingNode()) {
        values.set(parameter.name(), read);
      }
    }
    return new Parameters(this, values);
  }

  /** Returns one mapping of a list that was checked before, completed with the defaults. */
  public Parameters itemOf(String list, JsonNode item) {
    return Parameters.object(((ListType) type(list)).item(), item);
  }

  private static JsonNode plain(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong()
        ? LongNode.valueOf(value.longValue())
        : value;
  }

  @Override
  public String word() {
    return "mapping";
  }

  @Override
  public String allowed() {
    if (parameters.isEmpty()) {
      return others == null ? "an empty mapping, {}" : "a mapping";
    }
    List<Parameter> shown = all().stream().filter(each -> isRequired(each, nothing())).toList();
    String example =
        (shown.isEmpty() ? List.of(mostTelling()) : shown)
            .stream()
                .map(each -> each.name() + ": " + each.example().orElse("…"))
                .collect(Collectors.joining(", ", "{", "}"));
    return "a mapping such as "
        + example
        + " (keys: "
        + String.join(", ", parameters.keySet())
        + ")";
  }

  private Parameter mostTelling() {
    List<Parameter> all = all();
    return all.stream().filter(each -> each.example().isPresent()).findFirst().orElse(all.get(0));
  }

  private static JsonNode nothing() {
    return JsonNodeFactory.instance.objectNode();
  }

  @Override
  public boolean fits(JsonNode value) {
    return value.isObject();
  }

  @Override
  public List<InputProblem> check(JsonPointer at, JsonNode value) {
    if (!value.isObject()) {
      return List.of(InputProblem.structure(at, value, allowed()));
    }
    List<InputProblem> problems = new ArrayList<>();
    for (var property : value.properties()) {
      String name = property.getKey();
      if (parameters.containsKey(name)) {
        continue;
      }
      if (others == null || !others.key().accepts(name)) {
        String more = others == null ? "" : ", or " + others.key().allowed();
        problems.add(InputProblem.unknownKey(at, name, parameters.keySet(), more));
      } else {
        problems.addAll(others.value().check(at.appendProperty(name), property.getValue()));
      }
    }
    for (Parameter parameter : parameters.values()) {
      JsonNode given = value.path(parameter.name());
      if (!given.isMissingNode() || isRequired(parameter, value)) {
        problems.addAll(parameter.type().check(at.appendProperty(parameter.name()), given));
      }
    }
    if (problems.isEmpty() && !rules.isEmpty()) {
      Parameters read = complete(value);
      rules.forEach(
          rule -> rule.apply(read).map(problem -> problem.within(at)).ifPresent(problems::add));
    }
    return problems;
  }

  private boolean isRequired(Parameter parameter, JsonNode given) {
    String other = instead.get(parameter.name());
    return parameter.presence() == Presence.REQUIRED && (other == null || !given.has(other));
  }

  @Override
  public ObjectNode toJsonSchema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
    ObjectNode properties = schema.putObject("properties");
    ArrayNode required = JsonNodeFactory.instance.arrayNode();
    for (Parameter parameter : parameters.values()) {
      properties.set(parameter.name(), parameter.toJsonSchema());
      if (parameter.presence() == Presence.REQUIRED && !instead.containsKey(parameter.name())) {
        required.add(parameter.name());
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    instead.forEach(
        (name, other) -> {
          ArrayNode either = schema.putArray("oneOf");
          either.addObject().putArray("required").add(name);
          either.addObject().putArray("required").add(other);
        });
    if (others != null) {
      schema
          .putObject("patternProperties")
          .set(others.key().anchored(), others.value().toJsonSchema());
    }
    return schema.put("additionalProperties", false);
  }

  /** Returns the type of a key. */
  ValueType type(String name) {
    Parameter parameter = parameters.get(name);
    if (parameter == null) {
      throw new IllegalArgumentException("no parameter '" + name + "' is declared");
    }
    return parameter.type();
  }

  ParameterSchema beginningWith(String name, String description, ValueType type) {
    return none().required(name, description, type).and(this);
  }

  private ParameterSchema with(Parameter parameter) {
    Map<String, Parameter> more = new LinkedHashMap<>(parameters);
    if (more.put(parameter.name(), parameter) != null) {
      throw new IllegalArgumentException(
          "the parameter '" + parameter.name() + "' is declared twice");
    }
    return new ParameterSchema(Collections.unmodifiableMap(more), rules, others, instead);
  }
}
