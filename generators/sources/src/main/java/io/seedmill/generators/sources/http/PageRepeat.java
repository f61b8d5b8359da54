package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The comparison of two pages, of which the second may be the first once more, but for what each
 * answer has of its own: the time, the number of the request, a count of views.
 *
 * <p>Pages alone cannot tell a repeat from new records: those of a time table with a page for each
 * day differ in the date, which is the same in a whole page. So who finds such changes asks for a
 * page again, and sees whether they come with the answer or with the page.
 */
final class PageRepeat {

  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\d[T ]\\d\\d:\\d\\d(:\\d\\d[0-9.,:+Zz -]{0,20})?");
  private static final int SECONDS = "2026-01-01T00:00:00".length();
  private static final long EARLIEST_EPOCH = 1_000_000_000L;

  private PageRepeat() {}

  /**
   * Returns the places in the records whose values changed, if they may have changed with the
   * answer: each has one value in the whole page, or a whole number or a time that never falls.
   * Without them, and without numbers that count the records of the page, the records must be the
   * same, and different from each other. Empty if these are other records.
   */
  static Optional<Set<String>> changes(List<JsonNode> before, List<JsonNode> now) {
    if (before.size() != now.size() || !areObjects(before) || !areObjects(now)) {
      return Optional.empty();
    }
    List<Map<String, JsonNode>> old = before.stream().map(PageRepeat::values).toList();
    List<Map<String, JsonNode>> recent = now.stream().map(PageRepeat::values).toList();
    Set<String> changed = new TreeSet<>();
    for (int i = 0; i < old.size(); i++) {
      Map<String, JsonNode> other = recent.get(i);
      if (!old.get(i).keySet().equals(other.keySet())) {
        return Optional.empty();
      }
      old.get(i)
          .forEach(
              (place, value) -> {
                if (!value.equals(other.get(place))) {
                  changed.add(place);
                }
              });
    }
    boolean mayBeOfAnswer =
        changed.stream().allMatch(place -> mayBeOfAnswer(at(place, old), at(place, recent)));
    return mayBeOfAnswer && differ(old, changed) ? Optional.of(changed) : Optional.empty();
  }

  private static boolean areObjects(List<JsonNode> records) {
    return records.stream().allMatch(JsonNode::isObject);
  }

  private static List<Optional<JsonNode>> at(String place, List<Map<String, JsonNode>> records) {
    return records.stream().map(record -> Optional.ofNullable(record.get(place))).toList();
  }

  private static boolean mayBeOfAnswer(
      List<Optional<JsonNode>> before, List<Optional<JsonNode>> now) {
    boolean isOneValue = Set.copyOf(before).size() == 1 && Set.copyOf(now).size() == 1;
    if (isOneValue && before.size() > 1) {
      return true;
    }
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i).isPresent()
          && !grows(before.get(i).get(), now.get(i).get(), before.size() == 1)) {
        return false;
      }
    }
    return true;
  }

  private static boolean grows(JsonNode before, JsonNode now, boolean mustBeTime) {
    if (before.isIntegralNumber() && now.isIntegralNumber()) {
      return before.bigIntegerValue().compareTo(now.bigIntegerValue()) <= 0
          && (!mustBeTime || before.longValue() >= EARLIEST_EPOCH);
    }
    return before.isTextual()
        && now.isTextual()
        && TIME.matcher(before.textValue()).matches()
        && TIME.matcher(now.textValue()).matches()
        && seconds(before).compareTo(seconds(now)) <= 0;
  }

  private static String seconds(JsonNode time) {
    String text = time.textValue();
    return text.substring(0, Math.min(SECONDS, text.length()));
  }

  /** Returns true if all records are different without some places, and without their numbers. */
  private static boolean differ(List<Map<String, JsonNode>> records, Set<String> without) {
    Set<String> left = new HashSet<>(records.get(0).keySet());
    left.removeAll(without);
    if (records.size() > 1) {
      left.removeIf(place -> counts(place, records));
    }
    Set<Map<String, JsonNode>> all = new HashSet<>();
    for (Map<String, JsonNode> record : records) {
      Map<String, JsonNode> rest = new TreeMap<>(record);
      rest.keySet().retainAll(left);
      all.add(rest);
    }
    return !left.isEmpty() && all.size() == records.size();
  }

  /** Returns true if a value is the number of the record in its page, from 0 or 1. */
  private static boolean counts(String place, List<Map<String, JsonNode>> records) {
    for (int i = 0; i < records.size(); i++) {
      JsonNode value = records.get(i).get(place);
      long start = records.get(0).get(place).longValue();
      if (value == null || !value.isIntegralNumber() || value.longValue() != start + i) {
        return false;
      }
    }
    return records.get(0).get(place).longValue() <= 1;
  }

  private static Map<String, JsonNode> values(JsonNode record) {
    Map<String, JsonNode> values = new TreeMap<>();
    addValues("", record, values);
    return values;
  }

  private static void addValues(String place, JsonNode node, Map<String, JsonNode> values) {
    if (!node.isContainerNode() || node.isEmpty()) {
      values.put(place, node);
      return;
    }
    node.properties()
        .forEach(
            field -> addValues(place + '/' + escaped(field.getKey()), field.getValue(), values));
    List<JsonNode> items = new ArrayList<>();
    if (node.isArray()) {
      node.forEach(items::add);
    }
    for (int i = 0; i < items.size(); i++) {
      addValues(place + '/' + i, items.get(i), values);
    }
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
