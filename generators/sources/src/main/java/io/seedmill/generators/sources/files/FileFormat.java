package io.seedmill.generators.sources.files;

import java.util.Locale;
import java.util.Optional;

/** How records lie in a file. */
enum FileFormat {
  /** A JSON object a line. */
  JSONL,
  /** An array of JSON objects, or objects one behind the other. */
  JSON,
  /** A row of values a line, which may be quoted. */
  CSV;

  /** The format that a name speaks of, without the end of a compression; empty for other names. */
  static Optional<FileFormat> ofName(String name) {
    return switch (end(name)) {
      case "jsonl", "ndjson" -> Optional.of(JSONL);
      case "json" -> Optional.of(JSON);
      case "csv", "tsv" -> Optional.of(CSV);
      default -> Optional.empty();
    };
  }

  /** The word of a spec. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What usually stands between the values in a file of a name. */
  static byte delimiter(String name) {
    return (byte) (end(name).equals("tsv") ? '\t' : ',');
  }

  private static String end(String name) {
    String plain = Compression.ofName(name).plainName(name);
    return plain.substring(plain.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }
}
