package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.seedmill.generators.input.InputProblem;
import io.seedmill.generators.input.ParameterSchema;
import io.seedmill.generators.input.Parameters;
import io.seedmill.generators.input.ScalarType.TextType;
import io.seedmill.generators.input.ValueType;
import io.seedmill.pipeline.matrix.Axis;
import io.seedmill.pipeline.matrix.DateRange;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads what a generator is repeated for: {@code items} or {@code itemsFrom}, and {@code dates}.
 */
final class UniverseReader {

  private static final String ITEMS = "items";
  private static final String FROM_FILE = "itemsFrom";
  private static final String DATES = "dates";
  private static final Pattern EVERY = Pattern.compile("([1-9][0-9]{0,3})([dwM])");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of("d", ChronoUnit.DAYS, "w", ChronoUnit.WEEKS, "M", ChronoUnit.MONTHS);
  private static final TextType DATE =
      ValueType.text("a date such as 2026-11-24", Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"))
          .where(UniverseReader::isDate);
  private static final ValueType ANYTHING = ValueType.any("anything");
  private static final TextType NAME =
      ValueType.text("the name of a column", Pattern.compile("[\\s\\S]+"));
  private static final String ITEMS_ALLOWED =
      "a list of at least one item, or a table {columns: […], rows: [[…], …]}";

  private static final ValueType TABLE =
      ParameterSchema.none()
          .required(
              "columns",
              "the names of the fields; the first names an item",
              ValueType.list("a list of names", NAME.orScalar(), 1, Integer.MAX_VALUE).ofDistinct())
          .required(
              "rows",
              "the items",
              ValueType.list(
                  "a list of lists",
                  ValueType.list(
                      "a list of as many values as there are columns",
                      ANYTHING,
                      1,
                      Integer.MAX_VALUE),
                  1,
                  Integer.MAX_VALUE))
          .rule(UniverseReader::fullRows);

  private static final ValueType ITEM =
      ValueType.oneOf(
          Items.ALLOWED, AxisReader.SCALAR, ValueType.map(Items.ALLOWED, NAME, ANYTHING).ofSome());

  static final ParameterSchema SCHEMA =
      ParameterSchema.none()
          .optional(
              ITEMS,
              "the items for each of which there is an entry",
              ValueType.oneOf(
                  ITEMS_ALLOWED, ValueType.list(ITEMS_ALLOWED, ITEM, 1, Integer.MAX_VALUE), TABLE))
          .optional(FROM_FILE, "the file that the items are in", ValueType.text(ItemsFile.ALLOWED))
          .optional(
              DATES,
              "the dates for each of which there is an entry",
              ParameterSchema.none()
                  .required("from", "the first date", DATE)
                  .required("to", "the last date, where the steps meet it", DATE)
                  .value(
                      "every",
                      "the step: days, weeks or months",
                      ValueType.text("days, weeks or months, such as 1d, 2w or 1M", EVERY),
                      TextNode.valueOf("1d"))
                  .rule(UniverseReader::someDates))
          .rule(
              entry ->
                  entry.has(ITEMS) && entry.has(FROM_FILE)
                      ? Optional.of(
                          new InputProblem(
                              "/" + FROM_FILE, "'itemsFrom' beside 'items'", "one of the two"))
                      : Optional.empty());

  private final JsonPointer at;
  private final List<InputProblem> problems;
  private final Path folder;
  private final ObjectNode source = JsonNodeFactory.instance.objectNode();
  private final List<Axis> axes = new ArrayList<>();

  /**
   * @param at where the generator stands
   * @param folder where names of files start
   */
  UniverseReader(JsonPointer at, List<InputProblem> problems, Path folder) {
    this.at = at;
    this.problems = problems;
    this.folder = folder;
  }

  private static boolean isDate(String text) {
    try {
      return LocalDate.parse(text) != null;
    } catch (DateTimeException e) {
      return false;
    }
  }

  private static Optional<InputProblem> someDates(Parameters dates) {
    long size = range(dates).size();
    return size >= 1 && size <= Axis.MOST_VALUES
        ? Optional.empty()
        : Optional.of(
            new InputProblem(
                "/to",
                dates.text("to") + ", which makes " + size + " dates",
                "from 1 to " + Axis.MOST_VALUES + " dates"));
  }

  private static DateRange range(Parameters dates) {
    Matcher every = EVERY.matcher(dates.text("every"));
    if (!every.matches()) {
      throw new IllegalStateException("the declaration accepts " + dates);
    }
    return new DateRange(
        LocalDate.parse(dates.text("from")),
        LocalDate.parse(dates.text("to")),
        Integer.parseInt(every.group(1)),
        UNITS.get(every.group(2)));
  }

  private static Optional<InputProblem> fullRows(Parameters table) {
    JsonNode rows = table.json("rows");
    int columns = table.texts("columns").size();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).size() != columns) {
        return Optional.of(
            new InputProblem(
                "/rows/" + i,
                rows.get(i).toString(),
                "a list of " + columns + " values, as there are columns"));
      }
    }
    return Optional.empty();
  }

  /** Returns the axes, items before dates; some are missing, with problems, if they are no good. */
  List<Axis> read(Parameters entry) {
    Items items = new Items();
    if (entry.has(ITEMS)) {
      listed(entry, items);
    }
    entry.optional(FROM_FILE, Parameters::text).ifPresent(file -> fromFile(file, items));
    if (!items.values().isEmpty()) {
      axes.add(Axis.of(Axis.ITEM, items.values()));
      source.set(ITEMS, items.source());
    }
    if (entry.has(DATES)) {
      Parameters dates = entry.object(DATES);
      axes.add(Axis.of(Axis.DATE, range(dates).values()));
      source.set(DATES, dates.toJson());
    }
    return axes;
  }

  /** Returns what was read, as it can be read again. */
  ObjectNode source() {
    return source;
  }

  private void listed(Parameters entry, Items items) {
    JsonNode given = entry.json(ITEMS);
    JsonPointer place = at.appendProperty(ITEMS);
    JsonNode list = given;
    List<String> columns = List.of();
    if (given.isObject()) {
      columns = entry.object(ITEMS).texts("columns");
      place = place.appendProperty("rows");
      list = given.get("rows");
    }
    for (int i = 0; i < list.size(); i++) {
      JsonNode item = given.isObject() ? row(columns, list.get(i)) : list.get(i);
      Optional<Items.Mistake> mistake = items.add(item);
      if (mistake.isPresent()) {
        refuse(place.appendIndex(i), mistake.get().found(), mistake.get().allowed());
        return;
      }
    }
  }

  private static ObjectNode row(List<String> columns, JsonNode values) {
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    for (int column = 0; column < columns.size(); column++) {
      item.set(columns.get(column), values.get(column));
    }
    return item;
  }

  private void fromFile(String file, Items items) {
    JsonPointer place = at.appendProperty(FROM_FILE);
    try {
      ItemsFile.read(folder.resolve(file), items);
    } catch (InvalidPathException e) {
      refuse(place, "'" + file + "'", ItemsFile.ALLOWED);
    } catch (ItemsFile.UnusableException e) {
      refuse(place, e.getMessage(), e.allowed());
    }
  }

  private void refuse(JsonPointer place, String found, String allowed) {
    problems.add(new InputProblem(place.toString(), found, allowed));
  }
}
