package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ScalarType.TextType;
import io.seedmill.generators.input.ValueType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The key {@code queries}: a list, the cells of a matrix, or the name of a file. */
final class Queries {

  static final String ALLOWED =
      "a list of words or mappings, {matrix: {name: [values]}} or {file: name.csv}";

  static final int MOST = 1_000_000;
  private static final String MATRIX = "matrix";
  private static final String FILE = "file";

  private static final TextType NAME = ValueType.text("a name", RequestSchema.ANY_TEXT);
  private static final TextType WORD = ValueType.text("a word", RequestSchema.ANY_TEXT).orScalar();

  static final ValueType LIST =
      ValueType.list(
          "a list of 1 to " + MOST + " queries",
          ValueType.oneOf(
              "a word, or a mapping of names to words",
              WORD,
              ValueType.map("a mapping of names to words", NAME, WORD)),
          1,
          MOST);

  static final ValueType TYPE =
      ValueType.oneOf(
          ALLOWED,
          LIST,
          ValueType.byKey(
              ALLOWED,
              Map.of(
                  MATRIX,
                  ParameterSchema.none()
                      .required(
                          MATRIX,
                          "values by name; each combination is a query",
                          ValueType.map(
                                  "a mapping of names to lists",
                                  NAME,
                                  ValueType.list("a list of at least one word", WORD, 1, MOST))
                              .ofSome()
                              .restricted("1 to " + MOST + " cells", axes -> cells(axes) <= MOST)),
                  FILE,
                  ParameterSchema.none()
                      .required(FILE, "a file of queries", ValueType.text("a file's name")))));

  private Queries() {}

  private static double cells(JsonNode axes) {
    double cells = 1;
    for (JsonNode axis : axes) {
      cells *= axis.size();
    }
    return cells;
  }

  /** Returns the name of the file that the queries are in, if they are in one. */
  static Optional<String> file(Parameters parameters) {
    JsonNode file = parameters.json(HttpSchema.QUERIES).path(FILE);
    return file.isMissingNode() ? Optional.empty() : Optional.of(file.textValue());
  }

  /** Returns the queries of a spec; one without fields if it has none. */
  static List<JsonNode> of(Parameters parameters) {
    JsonNode value = parameters.json(HttpSchema.QUERIES);
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

  /** Returns the first query that lacks a field of the spec, or whose number is none. */
  static Optional<InputProblem> unfit(String path, List<JsonNode> queries, HttpSpec spec) {
    List<String> fields = spec.neededFields();
    for (int i = 0; i < queries.size(); i++) {
      for (String field : fields) {
        JsonNode query = queries.get(i);
        boolean has = field.isEmpty() ? query.isValueNode() : WORD.fits(query.path(field));
        if (!has) {
          String wanted =
              field.isEmpty()
                  ? "a plain word, for ${query}"
                  : "'" + field + "', for ${query." + field + "}";
          return Optional.of(
              new InputProblem(path + "/" + i, query.toString(), "a query that has " + wanted));
        }
      }
      if (spec.of(queries.get(i)).isEmpty()) {
        return Optional.of(
            new InputProblem(
                path + "/" + i,
                queries.get(i).toString(),
                "whole numbers in range for limit, start, size and maxPages"));
      }
    }
    return Optional.empty();
  }
}
