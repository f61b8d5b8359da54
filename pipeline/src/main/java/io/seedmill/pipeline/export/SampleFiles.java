package io.seedmill.pipeline.export;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The files of a sample, and the patches that lead to them.
 *
 * @param folder a name for the folder of the sample
 * @param files texts by path
 * @param patches mails for {@code git am}, in order; none where the sample has no history
 */
public record SampleFiles(String folder, Map<String, String> files, List<String> patches) {

  private static final Pattern SEGMENT = Pattern.compile("[^\\p{Cntrl}\\\\:/]+");
  private static final int ID_SHOWN = 8;

  /**
   * Returns the files of a record of a dataset; empty where it has none.
   *
   * @throws IOException if a path leads out of the folder of the sample, in a sentence
   */
  public static Optional<SampleFiles> of(JsonNode record) throws IOException {
    JsonNode files = record.path("files");
    if (!files.isObject() || files.isEmpty()) {
      return Optional.empty();
    }
    Map<String, String> texts = new TreeMap<>();
    for (var file : files.properties()) {
      if (!file.getValue().isTextual()) {
        return Optional.empty();
      }
      requireInside(record.path("id").asText(), file.getKey());
      texts.put(file.getKey(), file.getValue().textValue());
    }
    List<String> patches = new ArrayList<>();
    for (JsonNode commit : record.path("commits")) {
      patches.add(commit.path("patch").asText());
    }
    return Optional.of(new SampleFiles(folder(record), texts, patches));
  }

  private static String folder(JsonNode record) {
    String name = record.path("name").asText("").toLowerCase(Locale.ROOT);
    String plain = name.replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    String id = record.path("id").asText("");
    String shown = id.substring(0, Math.min(ID_SHOWN, id.length())).replaceAll("[^0-9a-f]", "");
    return (plain.isEmpty() ? "sample" : plain) + "-" + shown;
  }

  /** Refuses absolute paths, paths with '..', and paths into a folder of git itself. */
  private static void requireInside(String id, String path) throws IOException {
    for (String segment : path.split("/", -1)) {
      if (!SEGMENT.matcher(segment).matches()
          || segment.equals(".")
          || segment.equals("..")
          || segment.toLowerCase(Locale.ROOT).matches("\\.git|git~\\d+")) {
        throw new IOException(
            ("sample %s has a file '%s'; allowed: paths such as src/main.py, without '..' and"
                    + " outside of '.git'; nothing of it was written")
                .formatted(id, path));
      }
    }
  }

  /** Writes the files into a folder. */
  void write(Path target) throws IOException {
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = target.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.writeString(path, file.getValue());
    }
  }
}
