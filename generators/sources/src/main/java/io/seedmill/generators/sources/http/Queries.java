package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.InputProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads the key {@code queries} of a spec: a list, the cells of a matrix, or the name of a file.
 */
final class Queries {

  static final int MOST = 1_000_000;
  static final String ALLOWED =
      "a list of words or mappings, {matrix: {name: [values]}} or {file: name.csv}";

  private static final String MATRIX = "matrix";
  private static final String FILE = "file";

  private Queries() {}

  static List<InputProblem> check(String path, JsonNode value) {
    List<InputProblem> problems = new ArrayList<>();
    if (value.isNull() || file(value).isPresent()) {
      return problems;
    }
    if (value.isArray()) {
      checkList(path, value, problems);
    } else if (value.size() == 1 && value.path(MATRIX).isObject()) {
      checkMatrix(path + "/" + MATRIX, value.get(MATRIX), problems);
    } else {
      problems.add(new InputProblem(path, value.toString(), ALLOWED));
    }
    return problems;
  }

  private static void checkList(String path, JsonNode list, List<InputProblem> problems) {
    if (list.isEmpty() || list.size() > MOST) {
      problems.add(new InputProblem(path, list.size() + " queries", "1 to " + MOST));
    }
    for (int i = 0; i < list.size(); i++) {
      JsonNode query = list.get(i);
      boolean scalars = query.isObject();
      for (JsonNode value : query) {
        scalars &= isScalar(value);
      }
      if (!isScalar(query) && !scalars) {
        problems.add(
            new InputProblem(
                path + "/" + i, query.toString(), "a word, or a mapping of names to words"));
      }
    }
  }

  private static void checkMatrix(String path, JsonNode axes, List<InputProblem> problems) {
    long cells = 1;
    for (var axis : axes.properties()) {
      String at = path + JsonPointer.empty().appendProperty(axis.getKey());
      boolean good = axis.getValue().isArray() && !axis.getValue().isEmpty();
      for (JsonNode value : axis.getValue()) {
        good &= isScalar(value);
      }
      if (!good) {
        problems.add(
            new InputProblem(at, axis.getValue().toString(), "a list of at least one word"));
      }
      cells = Math.min(MOST + 1L, cells * Math.max(1, axis.getValue().size()));
    }
    if (axes.isEmpty() || cells > MOST) {
      String found = axes.isEmpty() ? "no axis" : "more than " + MOST + " cells";
      problems.add(new InputProblem(path, found, "1 to " + MOST + " cells"));
    }
  }

  private static boolean isScalar(JsonNode value) {
    return value.isTextual() || value.isNumber() || value.isBoolean();
  }

  /** Returns the file's name, where the queries are in one. */
  static Optional<String> file(JsonNode value) {
    return value.size() == 1 && value.path(FILE).isTextual() && !value.path(FILE).asText().isEmpty()
        ? Optional.of(value.get(FILE).textValue())
        : Optional.empty();
  }

  /** Returns the queries of a spec that has them; one without words where it says nothing. */
  static List<JsonNode> of(JsonNode value) {
    List<JsonNode> queries = new ArrayList<>();
    if (value instanceof ArrayNode list) {
      list.forEach(queries::add);
      return queries;
    }
    queries.add(JsonNodeFactory.instance.objectNode());
    for (var axis : value.path(MATRIX).properties()) {
      List<JsonNode> longer = new ArrayList<>();
      for (JsonNode query : queries) {
        for (JsonNode word : axis.getValue()) {
          longer.add(((ObjectNode) query.deepCopy()).set(axis.getKey(), word));
        }
      }
      queries = longer;
    }
    return queries;
  }

  /**
   * Returns the first query that lacks a field of the request.
   *
   * @return the field and the number of the first query without it
   */
  static Optional<InputProblem> unfit(String path, List<JsonNode> queries, List<String> fields) {
    for (int i = 0; i < queries.size(); i++) {
      for (String field : fields) {
        JsonNode query = queries.get(i);
        boolean has = field.isEmpty() ? query.isValueNode() : isScalar(query.path(field));
        if (!has) {
          String wanted =
              field.isEmpty()
                  ? "a plain word, for ${query}"
                  : "'" + field + "', for ${query." + field + "}";
          return Optional.of(
              new InputProblem(path + "/" + i, query.toString(), "a query that has " + wanted));
        }
      }
    }
    return Optional.empty();
  }
}
