package io.seedmill.generators.catalogue.tabular;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.seedmill.generators.input.InputProblem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A JSON object that is read property by property. What cannot be used is noted as a problem, and
 * something of the right type is returned in its place so that reading goes on.
 */
final class Declaration {

  /** The largest number in size that may be declared. */
  static final BigDecimal LARGEST = new BigDecimal(1_000_000_000);

  static final BigDecimal LOWEST = LARGEST.negate();

  /** The least of what must be positive. */
  static final BigDecimal SMALLEST = new BigDecimal("0.000001");

  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
  private static final Pattern TEXT = Pattern.compile("[^\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}]{1,64}");
  private static final Set<String> RESERVED =
      Set.of("id", "generator", "index", "metadata", "prompt", "answer");

  private final String path;
  private final JsonNode object;
  private final List<InputProblem> problems;
  private final int problemsBefore;
  private final Set<String> known = new TreeSet<>();

  Declaration(String path, JsonNode object, List<InputProblem> problems) {
    this.path = path;
    this.object = object;
    this.problems = problems;
    this.problemsBefore = problems.size();
    if (!object.isObject()) {
      problems.add(problem(path, object, "an object"));
    }
  }

  /** The JSON pointer of a property of what stands at {@code path}. */
  static String pointer(String path, String property) {
    return path + "/" + property.replace("~", "~0").replace("/", "~1");
  }

  /** Reports a problem with the value at {@code path}. */
  static InputProblem problem(String path, JsonNode value, String allowed) {
    return new InputProblem(path, value.isMissingNode() ? "nothing" : value.toString(), allowed);
  }

  /** Returns true if everything that was read could be used. */
  boolean isGood() {
    return problems.size() == problemsBefore;
  }

  boolean has(String property) {
    return !get(property).isMissingNode();
  }

  void refuse(String property, String allowed) {
    problems.add(problem(pathOf(property), get(property), allowed));
  }

  /** Refuses every property that was never read. */
  void refuseUnknown() {
    for (String property : names()) {
      if (!known.contains(property)) {
        String allowed = "one of " + String.join(", ", known);
        problems.add(new InputProblem(pathOf(property), "an unknown property", allowed));
      }
    }
  }

  List<String> names() {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** A name that a field of a sample may have. */
  String name(String property) {
    JsonNode value = get(property);
    if (!value.isTextual() || !NAME.matcher(value.textValue()).matches()) {
      refuse(property, "a letter, then up to 63 letters, digits and underscores");
    } else if (RESERVED.contains(value.textValue())) {
      refuse(property, "a name that is not reserved");
    }
    return value.asText();
  }

  String choice(String property, List<String> choices) {
    JsonNode value = get(property);
    if (!value.isTextual() || !choices.contains(value.textValue())) {
      refuse(property, "one of " + String.join(", ", choices));
    }
    return value.asText();
  }

  BigDecimal number(String property, BigDecimal min, BigDecimal max) {
    return number(pathOf(property), get(property), min, max);
  }

  BigDecimal number(String property, BigDecimal min, BigDecimal max, BigDecimal otherwise) {
    return has(property) ? number(property, min, max) : otherwise;
  }

  BigDecimal wholeNumber(String property, BigDecimal min, BigDecimal max) {
    BigDecimal number = number(property, min, max);
    if (Decimals.in(number) > 0) {
      refuse(property, "a whole number");
    }
    return number;
  }

  int decimals(int max, int otherwise) {
    return has("decimals")
        ? wholeNumber("decimals", BigDecimal.ZERO, BigDecimal.valueOf(max)).intValue()
        : otherwise;
  }

  /** Texts of one line that differ from each other. */
  List<String> texts(String property, int fewest, int most) {
    List<String> texts = new ArrayList<>();
    for (JsonNode value : list(property, fewest, most)) {
      String at = pathOf(property) + "/" + texts.size();
      if (!value.isTextual() || !TEXT.matcher(value.textValue()).matches()) {
        problems.add(problem(at, value, "a text of 1 to 64 characters without line breaks"));
      } else if (texts.contains(value.textValue())) {
        problems.add(problem(at, value, "a text that does not occur before"));
      }
      texts.add(value.asText());
    }
    return texts;
  }

  List<BigDecimal> numbers(String property, BigDecimal min, int fewest, int most) {
    List<BigDecimal> numbers = new ArrayList<>();
    for (JsonNode value : list(property, fewest, most)) {
      numbers.add(number(pathOf(property) + "/" + numbers.size(), value, min, LARGEST));
    }
    return numbers;
  }

  Declaration object(String property) {
    return new Declaration(pathOf(property), get(property), problems);
  }

  private JsonNode list(String property, int fewest, int most) {
    JsonNode value = get(property);
    if (!value.isArray() || value.size() < fewest || value.size() > most) {
      String number = fewest == most ? Integer.toString(most) : fewest + " to " + most;
      refuse(property, "a list of " + number);
      return MissingNode.getInstance();
    }
    return value;
  }

  private BigDecimal number(String at, JsonNode value, BigDecimal min, BigDecimal max) {
    if (value.isNumber() && Double.isFinite(value.doubleValue())) {
      BigDecimal number = BigDecimal.valueOf(value.doubleValue()).stripTrailingZeros();
      if (number.compareTo(min) >= 0 && number.compareTo(max) <= 0) {
        return number;
      }
    }
    String range = min.toPlainString() + " to " + max.toPlainString();
    problems.add(problem(at, value, "a number from " + range));
    return min;
  }

  private JsonNode get(String property) {
    known.add(property);
    return object.path(property);
  }

  private String pathOf(String property) {
    return pointer(path, property);
  }
}
