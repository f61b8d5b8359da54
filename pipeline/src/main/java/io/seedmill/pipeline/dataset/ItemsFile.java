package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import io.seedmill.pipeline.matrix.Axis;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Reads items from a file: CSV with a header, JSON (a list), JSON Lines, or text with an item a
 * line. A column of a CSV whose every value is a number as JSON writes it holds numbers; the first
 * column, which names the items, is text.
 */
final class ItemsFile {

  /** The files that can be read, in words. */
  static final String ALLOWED = "a file in UTF-8 whose name ends in .csv, .json, .jsonl or .txt";

  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,14}");
  private static final CsvSchema HEADER = CsvSchema.emptySchema().withHeader();

  private final Items items;

  /** A file that cannot be used; the message says where and why. */
  static final class UnusableException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String allowed;

    UnusableException(String found, String allowed, Throwable cause) {
      super(found, cause);
      this.allowed = allowed;
    }

    String allowed() {
      return allowed;
    }
  }

  private ItemsFile(Items items) {
    this.items = items;
  }

  /** Adds the items of {@code file} to {@code items}. */
  static void read(Path file, Items items) throws UnusableException {
    String name = file.getFileName() == null ? "" : file.getFileName().toString();
    String kind = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    if (Files.isDirectory(file)) {
      throw new UnusableException("'" + file + "', which is a folder", ALLOWED, null);
    }
    ItemsFile reading = new ItemsFile(items);
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      skipMark(in);
      switch (kind) {
        case "csv" -> reading.csv(in);
        case "json" -> reading.json(in);
        case "jsonl" -> reading.lines(in, ItemsFile::jsonLine);
        case "txt" -> reading.lines(in, TextNode::valueOf);
        default -> throw new UnusableException("'" + file + "'", ALLOWED, null);
      }
    } catch (NoSuchFileException e) {
      throw new UnusableException("'" + file + "', which is not there", ALLOWED, e);
    } catch (MalformedInputException e) {
      throw new UnusableException("bytes that are not UTF-8 in '" + file + "'", ALLOWED, e);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
      String found = "what cannot be read (%s) in line %d of '%s'";
      throw new UnusableException(
          found.formatted(e.getOriginalMessage(), line, file), "the format ." + kind, e);
    } catch (IOException e) {
      throw new UnusableException(
          "'" + file + "', which cannot be read (" + e.getMessage() + ")", ALLOWED, e);
    } catch (MistakeException e) {
      throw new UnusableException(
          "%s in %s of '%s'".formatted(e.mistake.found(), e.place, file), e.mistake.allowed(), e);
    }
    if (items.values().isEmpty()) {
      throw new UnusableException("no item in '" + file + "'", "at least one", null);
    }
  }

  private static final class MistakeException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Items.Mistake mistake;
    private final String place;

    MistakeException(Items.Mistake mistake, String place) {
      super(mistake.found());
      this.mistake = mistake;
      this.place = place;
    }
  }

  @FunctionalInterface
  private interface LineReader {
    JsonNode read(String line) throws JsonProcessingException;
  }

  private void add(JsonNode item, String place) throws MistakeException {
    Optional<Items.Mistake> mistake = items.add(item);
    if (mistake.isPresent()) {
      throw new MistakeException(mistake.get(), place);
    }
  }

  private void lines(BufferedReader in, LineReader reader) throws IOException, MistakeException {
    int number = 0;
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      number++;
      if (!line.isBlank()) {
        try {
          add(reader.read(line.strip()), "line " + number);
        } catch (JsonProcessingException e) {
          Items.Mistake mistake =
              new Items.Mistake("what is not JSON (" + e.getOriginalMessage() + ")", "JSON");
          throw new MistakeException(mistake, "line " + number);
        }
      }
    }
  }

  private static JsonNode jsonLine(String line) throws JsonProcessingException {
    return JSON.readTree(line);
  }

  private void json(BufferedReader in) throws IOException, MistakeException {
    try (MappingIterator<JsonNode> values = JSON.readerFor(JsonNode.class).readValues(in)) {
      for (int number = 1; values.hasNextValue(); number++) {
        add(values.nextValue(), "item " + number);
      }
    }
  }

  private void csv(BufferedReader in) throws IOException, MistakeException {
    CsvMapper mapper =
        CsvMapper.builder()
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .enable(CsvParser.Feature.FAIL_ON_MISSING_COLUMNS)
            .build();
    ObjectReader reader = mapper.readerForMapOf(String.class).with(HEADER);
    List<Map<String, String>> rows = new ArrayList<>();
    try (MappingIterator<Map<String, String>> values = reader.readValues(in)) {
      while (values.hasNextValue() && rows.size() <= Axis.MOST_VALUES) {
        rows.add(values.nextValue());
      }
    }
    if (rows.isEmpty()) {
      return;
    }
    List<String> columns = List.copyOf(rows.get(0).keySet());
    List<String> numbers =
        columns.stream()
            .skip(1)
            .filter(column -> rows.stream().allMatch(row -> isNumber(row.get(column))))
            .toList();
    for (int i = 0; i < rows.size(); i++) {
      add(item(rows.get(i), columns, numbers), "row " + (i + 1));
    }
  }

  private static JsonNode item(
      Map<String, String> row, List<String> columns, List<String> numbers) {
    if (columns.size() == 1) {
      return TextNode.valueOf(row.get(columns.get(0)));
    }
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    for (String column : columns) {
      String text = row.get(column);
      item.set(
          column,
          numbers.contains(column)
              ? LongNode.valueOf(Long.parseLong(text))
              : TextNode.valueOf(text));
    }
    return item;
  }

  private static boolean isNumber(String text) {
    return text != null && NUMBER.matcher(text).matches();
  }

  /** Skips a mark of byte order, which some editors put first. */
  private static void skipMark(BufferedReader in) throws IOException {
    in.mark(1);
    if (in.read() != 0xFEFF) {
      in.reset();
    }
  }
}
