package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.sources.rows.RewrittenNumbers;
import io.seedmill.generators.sources.rows.RowException;
import io.seedmill.generators.sources.rows.RowFormat;
import io.seedmill.generators.sources.rows.Rows;
import io.seedmill.pipeline.matrix.Axis;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads items from a file: CSV with a header, JSON, JSON Lines, or text with an item per line. A
 * column of a CSV whose every value is a number as JSON writes it holds numbers; the first column,
 * which names the items, is text.
 */
final class ItemsFile {

  private static final Logger LOG = LoggerFactory.getLogger(ItemsFile.class);

  /** The files that can be read, in words. */
  static final String ALLOWED =
      "a file in UTF-8 whose name ends in .csv, .tsv, .json, .jsonl or .txt";

  private static final Pattern NUMBER = Pattern.compile("0|-?[1-9][0-9]{0,14}");

  private ItemsFile() {}

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

  private record Item(JsonNode value, String place) {}

  /** Adds the items of {@code file} to {@code items}. */
  static void read(Path file, Items items) throws UnusableException {
    if (Files.isDirectory(file)) {
      throw new UnusableException("'" + file + "', which is a folder", ALLOWED, null);
    }
    RowFormat format =
        RowFormat.ofName(file.toString())
            .orElseThrow(() -> new UnusableException("'" + file + "'", ALLOWED, null));
    for (Item item : read(file, format)) {
      Optional<Items.Mistake> mistake = items.add(item.value());
      if (mistake.isPresent()) {
        String found = "%s in %s of '%s'".formatted(mistake.get().found(), item.place(), file);
        throw new UnusableException(found, mistake.get().allowed(), null);
      }
    }
    if (items.values().isEmpty()) {
      throw new UnusableException("no item in '" + file + "'", "at least one", null);
    }
  }

  private static List<Item> read(Path file, RowFormat format) throws UnusableException {
    List<Item> items = new ArrayList<>();
    RewrittenNumbers rewritten = new RewrittenNumbers(file.toString());
    try (Rows rows = Rows.open(Files.newInputStream(file), file.toString(), format)) {
      while (items.size() <= Axis.MOST_VALUES && rows.next()) {
        rows.requireWritable();
        items.add(new Item(rows.value(), rows.place()));
        rewritten.note(rows);
      }
      rewritten.warn();
    } catch (NoSuchFileException e) {
      throw new UnusableException("'" + file + "', which is not there", ALLOWED, e);
    } catch (RowException e) {
      String found = "%s in %s of '%s'".formatted(e.getMessage(), e.place(), file);
      throw new UnusableException(found, format.word() + " in UTF-8", e);
    } catch (IOException e) {
      throw new UnusableException(
          "'" + file + "', which cannot be read (" + e.getMessage() + ")", ALLOWED, e);
    }
    if (format == RowFormat.CSV && isOneColumn(items)) {
      LOG.warn(
          "{}: the first line, '{}', is the header, and no item; a list of items without a header"
              + " needs a name that ends in .txt",
          file,
          items.get(0).value().fieldNames().next());
    }
    return format == RowFormat.CSV ? typed(items) : items;
  }

  private static boolean isOneColumn(List<Item> rows) {
    return !rows.isEmpty() && rows.get(0).value().size() == 1;
  }

  /** Returns rows of text with numbers in the columns that hold only numbers. */
  private static List<Item> typed(List<Item> rows) {
    if (rows.isEmpty()) {
      return rows;
    }
    List<String> columns = new ArrayList<>();
    rows.get(0).value().fieldNames().forEachRemaining(columns::add);
    if (columns.size() == 1) {
      return rows.stream()
          .map(row -> new Item(row.value().get(columns.get(0)), row.place()))
          .toList();
    }
    for (String column : columns.subList(1, columns.size())) {
      if (rows.stream().allMatch(row -> isNumber(row.value().get(column)))) {
        for (Item row : rows) {
          long number = Long.parseLong(row.value().get(column).textValue());
          ((ObjectNode) row.value()).set(column, LongNode.valueOf(number));
        }
      }
    }
    return rows;
  }

  private static boolean isNumber(JsonNode text) {
    return NUMBER.matcher(text.textValue()).matches();
  }
}
