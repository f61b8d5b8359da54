package io.seedmill.pipeline.matrix;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Finds the descriptions that fit a combination, each of which names values on some of the axes. A
 * look-up takes as long as there are different sets of axes among them, however many they are.
 */
final class PartialMatches {

  /** By the positions of the axes that descriptions name: descriptions by their values. */
  private final Map<List<Integer>, Map<List<String>, List<Integer>>> byAxes = new HashMap<>();

  /** Of each description only the keys that are among {@code axes} count. */
  PartialMatches(List<Axis> axes, List<Map<String, JsonNode>> descriptions) {
    for (int number = 0; number < descriptions.size(); number++) {
      Map<String, JsonNode> description = descriptions.get(number);
      List<Integer> positions =
          IntStream.range(0, axes.size())
              .filter(position -> description.containsKey(axes.get(position).name()))
              .boxed()
              .toList();
      List<String> texts =
          positions.stream()
              .map(position -> AxisValue.text(description.get(axes.get(position).name())))
              .toList();
      byAxes
          .computeIfAbsent(positions, key -> new HashMap<>())
          .computeIfAbsent(texts, key -> new ArrayList<>())
          .add(number);
    }
  }

  /** The numbers of the descriptions that fit these values, ascending. */
  List<Integer> of(List<JsonNode> values) {
    List<Integer> found = new ArrayList<>();
    byAxes.forEach(
        (positions, descriptions) -> {
          List<String> texts =
              positions.stream().map(position -> AxisValue.text(values.get(position))).toList();
          found.addAll(descriptions.getOrDefault(texts, List.of()));
        });
    found.sort(null);
    return found;
  }
}
