package io.seedmill.generators.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.seedmill.generators.parameters.ParameterProblem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What an API is asked for: a list, all combinations of some lists, or what a file has. */
final class Queries {

  static final String ALLOWED = "a list of words or mappings, {matrix: {…}} or {file: queries.csv}";

  private static final int MOST = 1_000_000;

  private static final ObjectMapper JSON = new ObjectMapper();

  private Queries() {}

  static List<ParameterProblem> problems(String path, JsonNode queries) {
    if (queries.isNull()) {
      return List.of();
    }
    if (queries.isArray()) {
      boolean good = !queries.isEmpty() && queries.size() <= MOST;
      for (JsonNode query : queries) {
        good &= isQuery(query);
      }
      return ObjectCheck.unless(good, path, queries, ALLOWED);
    }
    boolean one = queries.isObject() && queries.size() == 1;
    if (one && queries.path("file").isTextual()) {
      return List.of();
    }
    boolean good = one && queries.path("matrix").isObject() && !queries.get("matrix").isEmpty();
    long combinations = 1;
    for (JsonNode axis : queries.path("matrix")) {
      good &= axis.isArray() && !axis.isEmpty();
      combinations = Math.min(MOST + 1L, combinations * Math.max(1, axis.size()));
      for (JsonNode value : axis) {
        good &= value.isValueNode() && !value.isNull();
      }
    }
    return ObjectCheck.unless(good && combinations <= MOST, path, queries, ALLOWED);
  }

  private static boolean isQuery(JsonNode query) {
    boolean good = !query.isNull() && (query.isValueNode() || query.isObject());
    if (query.isObject()) {
      for (JsonNode value : query) {
        good &= value.isValueNode() && !value.isNull();
      }
    }
    return good;
  }

  /** All queries of a list or a matrix, in order; the last axis is the fastest. */
  static ArrayNode all(JsonNode queries) {
    if (queries instanceof ArrayNode list) {
      return list;
    }
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    all.addObject();
    for (var axis : queries.path("matrix").properties()) {
      ArrayNode longer = JsonNodeFactory.instance.arrayNode();
      for (JsonNode query : all) {
        for (JsonNode value : axis.getValue()) {
          ObjectNode with = query.deepCopy();
          with.set(axis.getKey(), value);
          longer.add(with);
        }
      }
      all = longer;
    }
    return all;
  }

  /**
   * The queries that a file has: a row, an item or a line each.
   *
   * @throws IOException if it cannot be read, in a sentence
   */
  static ArrayNode ofFile(Path file) throws IOException {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    ArrayNode queries = JsonNodeFactory.instance.arrayNode();
    if (name.endsWith(".txt")) {
      Files.readString(file, StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .forEach(line -> queries.add(TextNode.valueOf(line.strip())));
    } else if (name.endsWith(".csv")) {
      try (MappingIterator<JsonNode> rows =
          new CsvMapper()
              .readerFor(JsonNode.class)
              .with(CsvSchema.emptySchema().withHeader())
              .readValues(Files.readAllBytes(file))) {
        rows.forEachRemaining(queries::add);
      }
    } else if (name.endsWith(".json") || name.endsWith(".jsonl")) {
      try (MappingIterator<JsonNode> values =
          JSON.readerFor(JsonNode.class).readValues(Files.readAllBytes(file))) {
        while (values.hasNextValue()) {
          queries.add(values.nextValue());
        }
      }
    } else {
      throw new IOException("a file whose name ends in none of .csv, .json, .jsonl, .txt");
    }
    for (JsonNode query : queries) {
      if (!isQuery(query)) {
        throw new IOException(
            "the query " + query + ", which is neither a word nor a flat mapping");
      }
    }
    if (queries.isEmpty()) {
      throw new IOException("no query in it");
    }
    return queries;
  }
}
