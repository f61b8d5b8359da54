package io.seedmill.transforms.testing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.json.CanonicalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Lines of JSON, read with the project's strict parser. */
public final class Lines {

  private Lines() {}

  /** One line as an object. */
  public static ObjectNode parse(String line) {
    try {
      return (ObjectNode) CanonicalJson.parse(line.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
  }

  /** The content of a record: all but the fields that a record keeps for itself. */
  public static ObjectNode content(String line) {
    return parse(line).without(List.of("id", "generator", "index", "metadata"));
  }

  /** The lines of a file, each of which ends with a line feed. */
  public static List<String> read(Path file) {
    try {
      String text = Files.readString(file);
      if (!text.isEmpty() && !text.endsWith("\n")) {
        throw new AssertionError(file + " does not end with a line feed");
      }
      return text.lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
