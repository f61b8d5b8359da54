package io.seedmill.pipeline.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.json.CanonicalJson;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One value for each of some axes.
 *
 * @param axes their names
 * @param values their values, in the same order
 * @param naming how many of the first axes tell it from others; the rest was added to it
 */
public record Combination(List<String> axes, List<JsonNode> values, int naming) {

  /** The combination of a cell without a matrix. */
  public static final Combination NONE = new Combination(List.of(), List.of(), 0);

  private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}._:+-]+");

  public Combination {
    axes = List.copyOf(axes);
    values = List.copyOf(values);
  }

  /** The value on an axis; empty where it has none. */
  public Optional<JsonNode> value(String axis) {
    int at = axes.indexOf(axis);
    return at < 0 ? Optional.empty() : Optional.of(values.get(at));
  }

  /** The value on an axis as text; empty where it has none. */
  public Optional<String> text(String axis) {
    return value(axis).map(AxisValue::text);
  }

  /** All values as text, by axis, in order. */
  public Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (int i = 0; i < axes.size(); i++) {
      texts.put(axes.get(i), AxisValue.text(values.get(i)));
    }
    return Collections.unmodifiableMap(texts);
  }

  /** Returns the label of the combination: {@code [size=9,form="a b"]}; empty without axes. */
  public String label() {
    StringBuilder label = new StringBuilder();
    for (int i = 0; i < naming; i++) {
      String text = AxisValue.text(values.get(i));
      label
          .append(i == 0 ? '[' : ',')
          .append(axes.get(i))
          .append('=')
          .append(PLAIN.matcher(text).matches() ? text : quoted(text));
    }
    return label.isEmpty() ? "" : label.append(']').toString();
  }

  private static String quoted(String text) {
    return CanonicalJson.write(TextNode.valueOf(text));
  }
}
