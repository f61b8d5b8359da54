package io.seedmill.generators.catalogue.reasoning;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** Answers questions about tables and documents again, by collecting values in lists. */
final class TableCheckers {

  static final Map<String, Checkers.Checker> ALL =
      Map.of(
          "table-query", TableCheckers::table,
          "sql-query", TableCheckers::sql,
          "json-query", TableCheckers::json);

  private TableCheckers() {}

  /** Returns the points of the players that count, by team. */
  private static Map<String, List<Integer>> points(
      JsonNode given, BiPredicate<String, Integer> counts) {
    Map<String, List<Integer>> points = new TreeMap<>();
    for (JsonNode player : given.get("players")) {
      if (counts.test(player.get(1).asText(), player.get(2).asInt())) {
        points
            .computeIfAbsent(player.get(1).asText(), team -> new ArrayList<>())
            .add(player.get(3).asInt());
      }
    }
    return points;
  }

  private static int sum(Map<String, List<Integer>> points) {
    int sum = 0;
    for (List<Integer> each : points.values()) {
      for (int value : each) {
        sum += value;
      }
    }
    return sum;
  }

  private static String table(JsonNode given) {
    String team = given.get("team").asText();
    int age = given.get("age").asInt();
    Map<String, List<Integer>> older = points(given, (name, years) -> years > age);
    Map<String, List<Integer>> mates = points(given, (name, years) -> name.equals(team));
    int result = 0;
    switch (given.get("type").asText()) {
      case "lookup" -> {
        for (JsonNode player : given.get("players")) {
          for (JsonNode name : given.get("names")) {
            result += player.get(0).equals(name) ? player.get(3).asInt() : 0;
          }
        }
      }
      case "sum" -> result = sum(older);
      case "range" -> result = Collections.max(mates.get(team)) - Collections.min(mates.get(team));
      case "both" -> result = sum(points(given, (name, years) -> name.equals(team) && years > age));
      case "difference" ->
          result = sum(mates) - sum(points(given, (name, years) -> !name.equals(team)));
      default -> {
        for (List<Integer> each : older.values()) {
          result += Collections.max(each);
        }
      }
    }
    return Integer.toString(result);
  }

  private static String sql(JsonNode given) {
    String team = given.get("team").asText();
    int age = given.get("age").asInt();
    Map<String, List<Integer>> all = points(given, (name, years) -> true);
    Map<String, List<Integer>> older = points(given, (name, years) -> years > age);
    int result = 0;
    switch (given.get("type").asText()) {
      case "range" -> {
        List<Integer> values = new ArrayList<>();
        older.values().forEach(values::addAll);
        result = Collections.max(values) - Collections.min(values);
      }
      case "filter" -> {
        for (JsonNode player : given.get("players")) {
          boolean first = player.get(1).asText().equals(team) && player.get(2).asInt() > age;
          result += first || player.get(3).asInt() % 10 == 0 ? player.get(3).asInt() : 0;
        }
      }
      case "having" -> {
        for (List<Integer> each : all.values()) {
          int total = sum(Map.of("", each));
          result += each.size() > 1 && total > given.get("limit").asInt() ? total : 0;
        }
      }
      case "join" -> {
        for (JsonNode bonus : given.get("teams")) {
          List<Integer> its = older.getOrDefault(bonus.get(0).asText(), List.of());
          result += bonus.get(1).asInt() * sum(Map.of("", its));
        }
      }
      case "subquery" -> {
        for (Map.Entry<String, List<Integer>> each : older.entrySet()) {
          int least = Collections.min(all.get(each.getKey()));
          for (int value : each.getValue()) {
            result += value > least ? value : 0;
          }
        }
      }
      default -> result = sum(older);
    }
    return Integer.toString(result);
  }

  private static String json(JsonNode given) {
    JsonNode orders = given.at("/document/orders");
    int price = given.get("price").asInt();
    JsonNode order = orders.get(given.get("order").asInt());
    if (given.get("type").asText().equals("path")) {
      JsonNode item = order.get("items").get(given.get("item").asInt());
      return Integer.toString(
          item.get(given.get("field").asText()).asInt() + order.get("id").asInt());
    }
    List<Integer> sums = new ArrayList<>();
    List<Integer> counts = new ArrayList<>();
    List<Integer> unpaid = new ArrayList<>();
    for (JsonNode each : orders) {
      int sum = 0;
      for (JsonNode item : each.get("items")) {
        if (item.get("price").asInt() > price) {
          counts.add(item.get("count").asInt());
          sum += item.get("count").asInt() * item.get("price").asInt();
        }
      }
      sums.add(sum);
      unpaid.add(each.get("paid").asBoolean() ? 0 : sum);
    }
    int all = 0;
    for (JsonNode item : order.get("items")) {
      all += item.get("count").asInt() * item.get("price").asInt();
    }
    return Integer.toString(
        switch (given.get("type").asText()) {
          case "count" -> sum(Map.of("", counts));
          case "sum" -> all;
          case "total" -> sum(Map.of("", unpaid));
          default -> Collections.max(sums);
        });
  }
}
