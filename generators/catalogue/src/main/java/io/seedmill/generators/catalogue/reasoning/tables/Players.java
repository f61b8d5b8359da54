package io.seedmill.generators.catalogue.reasoning.tables;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;

/** A table of players with their team, age and points; names differ. */
record Players(List<Row> rows, List<String> teams) {

  private static final List<String> NAMES =
      List.of(
          "Ada", "Ben", "Cleo", "Dan", "Eva", "Finn", "Gina", "Hugo", "Ida", "Jon", "Kim", "Lea",
          "Max", "Nora", "Omar", "Pia", "Quinn", "Rosa", "Sam", "Tess", "Udo", "Vera", "Walt",
          "Xenia", "Yara", "Zoe");
  private static final List<String> TEAMS = List.of("red", "blue", "green", "gold");

  /** A player. */
  record Row(String name, String team, int age, int points) {}

  static Players draw(int count, int teams, UniformRandomProvider random) {
    List<String> left = new ArrayList<>(NAMES);
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          new Row(
              left.remove(random.nextInt(left.size())),
              TEAMS.get(random.nextInt(teams)),
              18 + random.nextInt(30),
              1 + random.nextInt(99)));
    }
    return new Players(rows, TEAMS.subList(0, teams));
  }

  /** Returns the table as text, with a head. */
  String shown() {
    StringBuilder table = new StringBuilder("name | team | age | points");
    for (Row row : rows) {
      table.append('\n').append(row.name()).append(" | ").append(row.team()).append(" | ");
      table.append(row.age()).append(" | ").append(row.points());
    }
    return table.toString();
  }

  void put(ArrayNode all) {
    for (Row row : rows) {
      all.addArray().add(row.name()).add(row.team()).add(row.age()).add(row.points());
    }
  }
}
