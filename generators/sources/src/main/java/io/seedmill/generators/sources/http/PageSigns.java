package io.seedmill.generators.sources.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.json.CanonicalJson;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The parts of an answer beside its records: an error, the next page. */
final class PageSigns {

  private static final int MOST_NAMES = 8;
  private static final int MOST_LISTS = 3;
  private static final int LONGEST_NAME = 40;
  private static final int LONGEST_PLACE = 100;

  private static final Set<String> TOTALS =
      Set.of(
          "count",
          "total",
          "totalcount",
          "totalresults",
          "totalitems",
          "totalrecords",
          "totalhits",
          "totalelements",
          "numfound",
          "nbhits");

  private PageSigns() {}

  /**
   * Returns the number of records that an answer counts in all pages, beside the records, at the
   * top or in an object there such as {@code meta}; 0 if it has none.
   */
  static long total(JsonNode root, JsonPointer records) {
    long total = 0;
    for (JsonNode at : List.of(root, root.at(records.head() == null ? records : records.head()))) {
      total = Math.max(total, totalIn(at));
    }
    for (String name : List.of("meta", "_meta", "pagination", "paging", "page", "info")) {
      total = Math.max(total, totalIn(root.path(name)));
    }
    return total;
  }

  private static long totalIn(JsonNode object) {
    return object.properties().stream()
        .filter(
            field ->
                TOTALS.contains(field.getKey().replaceAll("[_-]", "").toLowerCase(Locale.ROOT)))
        .map(Map.Entry::getValue)
        .map(value -> value.isObject() ? value.path("value") : value)
        .filter(value -> value.isIntegralNumber() || value.isDouble())
        .mapToLong(JsonNode::longValue)
        .max()
        .orElse(0);
  }

  /** Returns an error that an answer tells; empty if it tells none. */
  static Optional<String> error(JsonNode root) {
    for (String name : List.of("error", "errors")) {
      JsonNode error = root.path(name);
      if (!isNothing(error)) {
        return Optional.of(name + ": " + CanonicalJson.write(error));
      }
    }
    for (String name : List.of("success", "ok")) {
      if (root.path(name).isBoolean() && !root.path(name).booleanValue()) {
        return Optional.of(name + ": false");
      }
    }
    return Optional.empty();
  }

  /**
   * Says what an answer is whose records are not where they were looked for, and where they may be.
   */
  static String advice(JsonNode root) {
    if (root.isArray()) {
      return "it is a list itself; allowed: no 'records' if that holds the records";
    }
    if (!root.isObject()) {
      return "it is neither an object nor a list; allowed: an answer with records";
    }
    List<String> names = new ArrayList<>();
    root.fieldNames().forEachRemaining(name -> names.add(shortened(name)));
    List<String> lists = new ArrayList<>();
    addLists(root, "", lists);
    return "it is one object, with %s%s; allowed for 'records': %s"
        .formatted(
            String.join(", ", names.subList(0, Math.min(MOST_NAMES, names.size()))),
            names.size() > MOST_NAMES ? ", …" : "",
            lists.isEmpty()
                ? "the place of a list or an object, or no 'records' if this object is the record"
                : "the place of a list, such as " + String.join(", ", lists));
  }

  private static void addLists(JsonNode object, String at, List<String> lists) {
    object
        .properties()
        .forEach(
            field -> {
              String place = at + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
              if (lists.size() < MOST_LISTS && place.length() <= LONGEST_PLACE) {
                if (field.getValue().path(0).isObject()) {
                  lists.add(place);
                } else if (field.getValue().isObject()) {
                  addLists(field.getValue(), place, lists);
                }
              }
            });
  }

  private static String shortened(String name) {
    return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
  }

  /** Returns true for no value, and for those that stand for none: {@code null, false, {}, []}. */
  private static boolean isNothing(JsonNode value) {
    return value.isMissingNode()
        || value.isNull()
        || (value.isBoolean() && !value.booleanValue())
        || (value.isContainerNode() && value.isEmpty())
        || (value.isTextual() && value.textValue().isEmpty());
  }

  /**
   * Returns the cursor or the address of the next page; empty if there is none.
   *
   * @throws IllegalArgumentException if it is neither a text nor a number
   */
  static String next(JsonNode root, JsonPointer at) {
    JsonNode value = root.at(at);
    if (isNothing(value)) {
      return "";
    }
    if (value.isContainerNode()) {
      StringBuilder members = new StringBuilder();
      value
          .fieldNames()
          .forEachRemaining(
              name -> members.append(members.isEmpty() ? "" : ", ").append(at).append('/' + name));
      throw new IllegalArgumentException(
          "the answer has %s at '%s', which is no cursor or address of the next page; allowed for"
                  .formatted(value.isArray() ? "a list" : "an object", at)
              + " 'next': the place of a text or a number"
              + (members.isEmpty() ? "" : ", such as " + members));
    }
    if (value.isDouble()) {
      return BigDecimal.valueOf(value.doubleValue()).stripTrailingZeros().toPlainString();
    }
    return value.asText();
  }
}
