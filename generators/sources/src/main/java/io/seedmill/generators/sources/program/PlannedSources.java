package io.seedmill.generators.sources.program;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.UnreadableInputException;
import io.seedmill.generators.json.CanonicalJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The code of a program as the plan counted it. A process that starts later would run other code if
 * a file was changed since, and the samples of two versions would be mixed.
 *
 * @param folder the folder to which names are relative
 * @param digests the first digits of the digest of each file, by its name
 */
record PlannedSources(Path folder, Map<String, String> digests) {

  private static final int DIGITS = 16;

  /** Files that tools write anew when they start a program. */
  private static final Pattern WRITTEN_BY_TOOLS = Pattern.compile(".*\\.(lock|sum)");

  PlannedSources {
    digests = Map.copyOf(digests);
  }

  /** Returns what a worker needs to know of files; empty for nothing. */
  static String text(Map<String, String> digests) {
    ObjectNode sources = JsonNodeFactory.instance.objectNode();
    new TreeMap<>(digests)
        .forEach(
            (name, sha256) -> {
              if (!WRITTEN_BY_TOOLS.matcher(name).matches()) {
                sources.put(name, sha256.substring(0, DIGITS));
              }
            });
    return sources.isEmpty() ? "" : CanonicalJson.write(sources).intern();
  }

  /** Adds such a text to what a worker needs to know. */
  static void addTo(ObjectNode place, String text) {
    if (!text.isEmpty()) {
      place.put(Prepared.SHARED, text);
    }
  }

  /** Returns the files that a worker knows of. */
  static PlannedSources of(JsonNode place, Path folder) {
    Map<String, String> digests = new TreeMap<>();
    String text = place.path(Prepared.SHARED).asText();
    if (!text.isEmpty()) {
      for (var file : parsed(text).properties()) {
        digests.put(file.getKey(), file.getValue().textValue());
      }
    }
    return new PlannedSources(folder, digests);
  }

  private static JsonNode parsed(String text) {
    try {
      return CanonicalJson.parse(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("what a plan says of files is always JSON", e);
    }
  }

  /**
   * Compares all files with the plan. New files do not matter, nor do files that this machine never
   * had: the program either needs none of them or cannot start.
   *
   * @throws UnreadableInputException if a file has changed
   */
  void requireUnchanged() throws UnreadableInputException {
    for (var file : digests.entrySet()) {
      Path path = folder.resolve(file.getKey());
      try {
        if (!FileDigests.current(path).startsWith(file.getValue())) {
          throw changed(path, "has changed", null);
        }
      } catch (UnreadableInputException e) {
        throw e;
      } catch (IOException e) {
        if (FileDigests.isKnown(path)) {
          throw changed(path, Files.exists(path) ? "cannot be read any more" : "is gone", e);
        }
      }
    }
  }

  private static UnreadableInputException changed(Path file, String what, IOException cause) {
    return new UnreadableInputException(
        ("'%s' of a program %s since the plan was made, so samples of two versions would be mixed."
                + " Run the command again; or put the file back, and the same command goes on. If"
                + " the program writes this file itself, name the files that count with 'sources'")
            .formatted(file, what),
        cause);
  }
}
