package io.seedmill.generators.sources.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.seedmill.generators.InputFiles;
import io.seedmill.generators.InputFiles.InputFile;
import io.seedmill.generators.Preparation;
import io.seedmill.generators.UnusableException;
import io.seedmill.generators.input.NearestName;
import io.seedmill.generators.sources.rows.RowException;
import io.seedmill.generators.sources.rows.RowFormat;
import io.seedmill.generators.sources.rows.Rows;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Reads the texts of evaluation files: JSON Lines, JSON, CSV or text, local or in S3, compressed or
 * not. A file that cannot be read whole is refused.
 *
 * @param key the key of the spec that names the files
 * @param fieldsKey the key of the spec that names the fields
 */
public record EvaluationFiles(String key, String fieldsKey) {

  /** Takes texts. */
  public interface Sink {

    /**
     * Begins a file.
     *
     * @param row the word for one of its rows
     */
    void file(String name, String row);

    /** Takes a text of a row. */
    void text(long row, String text) throws UnusableException;
  }

  /**
   * Reads all texts in rows.
   *
   * @param patterns the names of the files
   * @param fields the fields of rows whose texts are read; none for all
   * @param folder where relative names begin
   * @throws UnusableException if a file is not what its name says, or no row has a field
   */
  public void read(
      List<String> patterns, List<String> fields, Path folder, InputFiles inputs, Sink sink)
      throws UnusableException, IOException {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    patterns.forEach(list::add);
    JsonNode names = list.size() == 1 ? list.get(0) : list;
    Preparation at = new Preparation(key, folder, Map.of(), inputs);
    Set<String> known = new TreeSet<>();
    for (Map.Entry<InputFile, String> file : new FileSearch(at, key).find(names).entrySet()) {
      read(file.getKey(), file.getValue(), fields, known, inputs, sink);
    }
    for (int i = 0; i < fields.size(); i++) {
      if (!known.contains(fields.get(i))) {
        throw new UnusableException(
            "/" + fieldsKey + "/" + i,
            "'" + fields.get(i) + "', a field that no row has",
            NearestName.advice(fields.get(i), known));
      }
    }
  }

  private void read(
      InputFile file,
      String name,
      List<String> fields,
      Set<String> known,
      InputFiles inputs,
      Sink sink)
      throws UnusableException, IOException {
    RowFormat format =
        RowFormat.ofName(file.path())
            .orElseThrow(
                () ->
                    new UnusableException(
                        "/" + key,
                        "'" + name + "', whose name tells no format",
                        "a name that ends in .jsonl, .ndjson, .json, .csv, .tsv or .txt, perhaps"
                            + " with .gz or .zst behind it"));
    long texts = 0;
    try (Rows rows = Rows.open(inputs.open(file.path(), 0, file.bytes()), file.path(), format)) {
      while (rows.next()) {
        String place = rows.place();
        int blank = place.indexOf(' ');
        if (texts++ == 0) {
          sink.file(name, place.substring(0, blank));
        }
        JsonNode value = rows.value();
        value.fieldNames().forEachRemaining(known::add);
        long row = Long.parseLong(place.substring(blank + 1));
        if (fields.isEmpty()) {
          tell(value, row, sink);
        }
        for (String field : fields) {
          tell(value.path(field), row, sink);
        }
      }
    } catch (RowException e) {
      throw new UnusableException(
          "/" + key,
          "'" + name + "', " + e.place() + ": " + e.getMessage(),
          "whole files of " + format.word());
    } catch (IOException e) {
      throw new UnusableException(
          "/" + key,
          "'" + name + "', which cannot be read (" + e.getMessage() + ")",
          "whole files of " + format.word());
    }
  }

  private static void tell(JsonNode value, long row, Sink sink) throws UnusableException {
    if (value.isTextual()) {
      sink.text(row, value.textValue());
    }
    for (JsonNode inner : value) {
      tell(inner, row, sink);
    }
  }
}
