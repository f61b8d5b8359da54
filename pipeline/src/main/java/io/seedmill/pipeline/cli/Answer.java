package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.sources.rows.RowException;
import io.seedmill.generators.sources.rows.RowFormat;
import io.seedmill.generators.sources.rows.Rows;
import io.seedmill.pipeline.run.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * A line of a file of answers.
 *
 * @param id the record's; empty if the line names the sample by its entry and index alone
 * @param sample the sample's entry and index; empty if the line has none
 * @param text what is scored; empty if it is in a file
 * @param image the file with what is scored: it is in the folder of the answers, or below
 * @param place in the file, such as 'line 3'
 */
record Answer(
    Optional<String> id, Optional<Index> sample, String text, Optional<Path> image, String place) {

  private static final String ARGUMENT = "<answers>";
  private static final long MOST_BYTES = 64L << 20;

  /** An index of an entry. */
  record Index(String entry, long index) {

    @Override
    public String toString() {
      return "sample %d of '%s'".formatted(index, entry);
    }
  }

  /** Returns what the answer's sample is looked up by. */
  Object key() {
    return sample.isPresent() ? sample.get() : id.orElseThrow();
  }

  /** Returns the place and the sample, for messages. */
  String inWords() {
    return place + ": " + sample.map(Index::toString).orElseGet(() -> "'" + id.orElseThrow() + "'");
  }

  /** Returns what is scored: the text, or the file in Base64. */
  String reply() throws BadInputException {
    if (image.isEmpty()) {
      return text;
    }
    try {
      return Base64.getEncoder().encodeToString(Files.readAllBytes(image.get()));
    } catch (IOException e) {
      throw new BadInputException(
          "%s: %s: image: '%s' cannot be read (%s); allowed: a picture file"
              .formatted(ARGUMENT, place, image.get(), Reason.of(e)),
          e);
    }
  }

  /** Reads a file of answers. */
  static List<Answer> read(Path file) throws BadInputException {
    List<Answer> read = new ArrayList<>();
    try (Rows rows = Rows.open(Files.newInputStream(file), file.toString(), RowFormat.JSONL)) {
      while (rows.next()) {
        read.add(of(rows.value(), file, rows.place()));
      }
    } catch (RowException e) {
      throw new BadInputException(
          "%s: %s in %s of '%s'; allowed: JSON Lines in UTF-8"
              .formatted(ARGUMENT, e.getMessage(), e.place(), file),
          e);
    } catch (NoSuchFileException e) {
      throw new BadInputException(
          "%s: found '%s', which is not there; allowed: a file".formatted(ARGUMENT, file), e);
    } catch (IOException e) {
      throw new BadInputException(
          "%s: '%s' cannot be read (%s); allowed: a file of JSON Lines"
              .formatted(ARGUMENT, file, Reason.of(e)),
          e);
    }
    if (read.isEmpty()) {
      throw new BadInputException(
          "%s: found no answer in '%s'; allowed: at least one".formatted(ARGUMENT, file));
    }
    return read;
  }

  private static Answer of(JsonNode row, Path file, String place) throws BadInputException {
    boolean hasIndex = row.has("index") || row.has("generator");
    boolean hasImage = row.has("image");
    if (hasImage && row.has("answer")) {
      throw wrong(row, "image", file, place, "either an answer or an image");
    }
    String reply = hasImage ? "image" : "answer";
    for (String field : List.of("id", "generator", reply)) {
      boolean needed = field.equals(reply) || (field.equals("id") ? !hasIndex : hasIndex);
      if (needed ? !row.path(field).isTextual() : row.has(field) && !row.get(field).isTextual()) {
        throw wrong(row, field, file, place, "a text");
      }
    }
    if (hasIndex && !(row.path("index").canConvertToLong() && row.get("index").longValue() >= 0)) {
      throw wrong(row, "index", file, place, "a whole number of at least 0");
    }
    return new Answer(
        Optional.ofNullable(row.get("id")).map(JsonNode::textValue),
        hasIndex
            ? Optional.of(new Index(row.get("generator").textValue(), row.get("index").longValue()))
            : Optional.empty(),
        hasImage ? "" : row.get("answer").textValue(),
        hasImage ? Optional.of(image(row, file, place)) : Optional.empty(),
        place);
  }

  /** Returns the file that a line names, with links followed. */
  private static Path image(JsonNode row, Path file, String place) throws BadInputException {
    String allowed =
        "a picture file of at most 64 MB, by its path from the folder of the answers, in which or"
            + " below which it lies";
    try {
      Path folder = file.toAbsolutePath().getParent().toRealPath();
      Path named = Path.of(row.get("image").textValue());
      Path image = folder.resolve(named).toRealPath();
      if (named.isAbsolute()
          || !image.startsWith(folder)
          || !Files.isRegularFile(image)
          || Files.size(image) > MOST_BYTES) {
        throw wrong(row, "image", file, place, allowed);
      }
      return image;
    } catch (IOException | InvalidPathException e) {
      throw wrong(row, "image", file, place, allowed + "; it is not there or cannot be read");
    }
  }

  private static BadInputException wrong(
      JsonNode row, String field, Path file, String place, String allowed) {
    return new BadInputException(
        ("%s: %s of %s: %s: found %s; allowed: %s, as in {\"id\": \"…\", \"answer\": \"…\"} or"
                + " {\"generator\": \"…\", \"index\": 7, \"answer\": \"…\"}")
            .formatted(
                ARGUMENT,
                place,
                file,
                field,
                row.path(field).isMissingNode() ? "nothing" : row.path(field),
                allowed));
  }
}
