package io.seedmill.generators.input;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.input.Parameter.ChoiceParameter;
import io.seedmill.generators.input.Parameter.IntegerParameter;
import io.seedmill.generators.input.Parameter.RealParameter;
import io.seedmill.generators.input.Parameter.StructureCheck;
import io.seedmill.generators.input.Parameter.StructureParameter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parameters that a generator declares. What it accepts is complete and in range, so that a
 * generator need not check again.
 */
public final class ParameterSchema {

  private final Map<String, Parameter> parameters;
  private final List<Rule> rules;

  private ParameterSchema(Map<String, Parameter> parameters, List<Rule> rules) {
    this.parameters = parameters;
    this.rules = rules;
  }

  /** A schema without parameters, to add them to. */
  public static ParameterSchema none() {
    return new ParameterSchema(Map.of(), List.of());
  }

  /** Adds a whole number. */
  public ParameterSchema integer(
      String name, String description, long defaultValue, long min, long max) {
    return with(new IntegerParameter(name, description, LongNode.valueOf(defaultValue), min, max));
  }

  /** Adds a number. */
  public ParameterSchema real(
      String name, String description, double defaultValue, double min, double max) {
    return with(new RealParameter(name, description, DoubleNode.valueOf(defaultValue), min, max));
  }

  /** Adds a choice between words. */
  public ParameterSchema choice(
      String name, String description, String defaultValue, List<String> choices) {
    return with(new ChoiceParameter(name, description, TextNode.valueOf(defaultValue), choices));
  }

  /** Adds a value with a structure of its own. */
  public ParameterSchema structure(
      String name,
      String description,
      JsonNode defaultValue,
      String allowed,
      StructureCheck check) {
    return with(new StructureParameter(name, description, defaultValue, allowed, check));
  }

  /**
   * Adds a rule on several parameters together, which is asked once each of them is good alone.
   *
   * @param check returns what is wrong, or nothing
   */
  public ParameterSchema rule(Function<Parameters, Optional<Problem>> check) {
    List<Rule> more = new ArrayList<>(rules);
    more.add(new Rule(check));
    return new ParameterSchema(parameters, List.copyOf(more));
  }

  /** The parameters in the order of their declaration. */
  public List<Parameter> all() {
    return List.copyOf(parameters.values());
  }

  /** The values where the user names none. */
  public Parameters defaults() {
    try {
      return read(JsonNodeFactory.instance.objectNode());
    } catch (InvalidParametersException e) {
      throw new IllegalStateException("the defaults break a rule: " + e.getMessage(), e);
    }
  }

  /**
   * Completes what a user gave with the defaults.
   *
   * @param given an object with any of the parameters
   * @throws InvalidParametersException with every unknown name and every value out of range
   */
  public Parameters read(ObjectNode given) throws InvalidParametersException {
    List<Problem> problems = new ArrayList<>();
    given
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!parameters.containsKey(name)) {
                problems.add(unknown(name));
              }
            });
    ObjectNode values = JsonNodeFactory.instance.objectNode();
    for (Parameter parameter : parameters.values()) {
      JsonNode value = given.get(parameter.name());
      if (value == null) {
        values.set(parameter.name(), parameter.defaultValue());
      } else {
        problems.addAll(parameter.check(value));
        values.set(parameter.name(), plain(value));
      }
    }
    Parameters read = new Parameters(values);
    if (problems.isEmpty()) {
      rules.forEach(rule -> rule.check().apply(read).ifPresent(problems::add));
    }
    if (!problems.isEmpty()) {
      throw new InvalidParametersException(problems);
    }
    return read;
  }

  private Problem unknown(String name) {
    String allowed =
        parameters.isEmpty() ? "no parameters" : "one of " + String.join(", ", parameters.keySet());
    String path = JsonPointer.empty().appendProperty(name).toString();
    return new Problem(path, "an unknown parameter", allowed);
  }

  private static JsonNode plain(JsonNode value) {
    return value.isIntegralNumber() ? LongNode.valueOf(value.longValue()) : value;
  }

  private ParameterSchema with(Parameter parameter) {
    if (!parameter.check(parameter.defaultValue()).isEmpty()) {
      throw new IllegalArgumentException(
          "the default of '%s' is %s; allowed: %s"
              .formatted(parameter.name(), parameter.defaultValue(), parameter.allowed()));
    }
    Map<String, Parameter> more = new LinkedHashMap<>(parameters);
    if (more.put(parameter.name(), parameter) != null) {
      throw new IllegalArgumentException(
          "the parameter '" + parameter.name() + "' is declared twice");
    }
    return new ParameterSchema(Collections.unmodifiableMap(more), rules);
  }

  private record Rule(Function<Parameters, Optional<Problem>> check) {}
}
