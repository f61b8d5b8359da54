package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.json.CanonicalJson;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * Queries out of a file: CSV with a header, JSON Lines, one JSON list, or text with a word a line,
 * as its name's ending says.
 *
 * @param queries in the file's order
 * @param sha256 of its bytes
 */
record QueryFile(List<JsonNode> queries, String sha256) {

  static final String ALLOWED = "a file whose name ends in .csv, .jsonl, .json or .txt";

  static QueryFile read(String path, InputFiles inputs) throws IOException {
    var found = inputs.find(path);
    if (found.size() != 1) {
      throw new NoSuchFileException(path);
    }
    byte[] bytes;
    try (InputStream in = inputs.open(found.get(0).path(), 0, found.get(0).bytes())) {
      bytes = in.readNBytes(Math.toIntExact(found.get(0).bytes()));
    }
    return new QueryFile(parse(path, bytes), sha256(bytes));
  }

  static boolean isKnown(String path) {
    return path.toLowerCase(Locale.ROOT).matches(".*\\.(csv|jsonl|json|txt)");
  }

  private static List<JsonNode> parse(String path, byte[] bytes) throws IOException {
    String ending = path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    List<JsonNode> queries = new ArrayList<>();
    switch (ending) {
      case "csv" -> {
        CsvSchema header = CsvSchema.emptySchema().withHeader();
        try (MappingIterator<JsonNode> rows =
            new CsvMapper().readerFor(JsonNode.class).with(header).readValues(bytes)) {
          rows.forEachRemaining(queries::add);
        }
      }
      case "json" -> {
        if (!(CanonicalJson.parse(bytes) instanceof ArrayNode list)) {
          throw new IOException("it is not one JSON list");
        }
        list.forEach(queries::add);
      }
      default -> {
        String text = new String(bytes, StandardCharsets.UTF_8);
        for (String line : text.lines().map(String::strip).filter(l -> !l.isEmpty()).toList()) {
          queries.add(
              ending.equals("txt")
                  ? TextNode.valueOf(line)
                  : CanonicalJson.parse(line.getBytes(StandardCharsets.UTF_8)));
        }
      }
    }
    return queries;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
