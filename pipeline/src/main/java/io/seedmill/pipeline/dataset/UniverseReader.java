package io.seedmill.pipeline.dataset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads what a generator is repeated for: {@code items} or {@code itemsFrom}, and {@code dates}.
 */
final class UniverseReader {

  private static final String ITEMS = "items";
  private static final String FROM_FILE = "itemsFrom";
  private static final String DATES = "dates";
  private static final String ITEMS_ALLOWED =
      "a list of at least one item, or a table {columns: […], rows: [[…], …]}";
  private static final String DATE_ALLOWED = "a date such as 2026-11-24";
  private static final String EVERY_ALLOWED = "days, weeks or months, such as 1d, 2w or 1M";

  private static final Pattern EVERY = Pattern.compile("([1-9][0-9]{0,3})([dwM])");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of("d", ChronoUnit.DAYS, "w", ChronoUnit.WEEKS, "M", ChronoUnit.MONTHS);

  private final YamlObject generator;
  private final Problems problems;
  private final Path folder;
  private final ObjectNode source = JsonNodeFactory.instance.objectNode();
  private final List<Axis> axes = new ArrayList<>();

  /**
   * @param folder where names of files start
   */
  UniverseReader(YamlObject generator, Problems problems, Path folder) {
    this.generator = generator;
    this.problems = problems;
    this.folder = folder;
  }

  /** The axes, items before dates; empty, with problems, where they cannot be used. */
  Optional<List<Axis>> read() {
    Optional<Node> list = generator.node(ITEMS);
    Optional<Node> file = generator.node(FROM_FILE);
    Optional<YamlObject> dates = generator.object(DATES);
    boolean good = dates.isPresent() || !generator.has(DATES);
    if (list.isPresent() && file.isPresent()) {
      generator.problem(FROM_FILE, "'itemsFrom' beside 'items'", "one of the two");
      good = false;
    } else if (list.isPresent() || file.isPresent()) {
      Items items = new Items();
      good &= list.isPresent() ? listed(list.get(), items) : fromFile(file.get(), items);
      if (good) {
        axes.add(Axis.of(Axis.ITEM, items.values()));
        source.set(ITEMS, items.source());
      }
    }
    if (dates.isPresent()) {
      good &= dates(dates.get());
      dates.get().refuseOtherKeys();
    }
    return good ? Optional.of(axes) : Optional.empty();
  }

  /** What was read, as it can be read again. */
  ObjectNode source() {
    return source;
  }

  private boolean listed(Node node, Items items) {
    String path = generator.pathOf(ITEMS);
    if (node instanceof MappingNode mapping) {
      return table(new YamlObject(path, mapping, problems), items);
    }
    if (!(node instanceof SequenceNode list) || list.getValue().isEmpty()) {
      problems.add(node, path, YamlValue.kind(node), ITEMS_ALLOWED);
      return false;
    }
    int index = 0;
    for (Node item : list.getValue()) {
      if (!add(YamlValue.json(item), item, path + "[" + index++ + "]", items)) {
        return false;
      }
    }
    return true;
  }

  private boolean table(YamlObject table, Items items) {
    List<String> columns = table.requiredWords("columns", Set.of(), "a list of names");
    table.requirePresent("rows", "a list of lists");
    Optional<Node> rows = table.node("rows");
    table.refuseOtherKeys();
    if (columns.isEmpty() || rows.isEmpty()) {
      return false;
    }
    JsonNode values = YamlValue.json(rows.get());
    if (!values.isArray() || values.isEmpty()) {
      problems.add(rows.get(), table.pathOf("rows"), YamlValue.kind(rows.get()), "a list of lists");
      return false;
    }
    List<Node> nodes = ((SequenceNode) rows.get()).getValue();
    for (int i = 0; i < values.size(); i++) {
      String path = table.pathOf("rows") + "[" + i + "]";
      if (!(values.get(i) instanceof ArrayNode row) || row.size() != columns.size()) {
        String allowed = "a list of " + columns.size() + " values, as there are columns";
        problems.add(nodes.get(i), path, YamlValue.kind(nodes.get(i)), allowed);
        return false;
      }
      ObjectNode item = JsonNodeFactory.instance.objectNode();
      for (int column = 0; column < columns.size(); column++) {
        item.set(columns.get(column), row.get(column));
      }
      if (!add(item, nodes.get(i), path, items)) {
        return false;
      }
    }
    return true;
  }

  private boolean add(JsonNode item, Node node, String path, Items items) {
    Optional<Items.Mistake> mistake = items.add(item);
    mistake.ifPresent(found -> problems.add(node, path, found.found(), found.allowed()));
    return mistake.isEmpty();
  }

  private boolean fromFile(Node node, Items items) {
    if (!YamlValue.isWord(node)) {
      generator.problem(FROM_FILE, YamlValue.kind(node), ItemsFile.ALLOWED);
      return false;
    }
    try {
      ItemsFile.read(folder.resolve(YamlValue.text(node)), items);
      return true;
    } catch (InvalidPathException e) {
      generator.problem(FROM_FILE, YamlValue.kind(node), ItemsFile.ALLOWED);
    } catch (ItemsFile.UnusableException e) {
      generator.problem(FROM_FILE, e.getMessage(), e.allowed());
    }
    return false;
  }

  private boolean dates(YamlObject dates) {
    Optional<LocalDate> from = date(dates, "from");
    Optional<LocalDate> to = date(dates, "to");
    String every = dates.node("every").map(YamlValue::text).orElse("1d");
    Matcher matcher = EVERY.matcher(every);
    if (!matcher.matches()) {
      dates.problem("every", "'" + every + "'", EVERY_ALLOWED);
      return false;
    }
    if (from.isEmpty() || to.isEmpty()) {
      return false;
    }
    DateRange range =
        new DateRange(
            from.get(), to.get(), Integer.parseInt(matcher.group(1)), UNITS.get(matcher.group(2)));
    if (range.size() < 1 || range.size() > Axis.MOST_VALUES) {
      dates.problem(
          "to",
          to.get() + ", which makes " + range.size() + " dates",
          "from 1 to " + Axis.MOST_VALUES + " dates");
      return false;
    }
    axes.add(Axis.of(Axis.DATE, range.values()));
    source
        .putObject(DATES)
        .put("from", from.get().toString())
        .put("to", to.get().toString())
        .put("every", every);
    return true;
  }

  private static Optional<LocalDate> date(YamlObject dates, String key) {
    Optional<String> text = dates.requiredText(key, DATE_ALLOWED);
    try {
      return text.map(LocalDate::parse);
    } catch (DateTimeException e) {
      dates.problem(key, "'" + text.get() + "'", DATE_ALLOWED);
      return Optional.empty();
    }
  }
}
