package io.seedmill.generators.catalogue.reasoning.tables;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import io.seedmill.generators.catalogue.reasoning.tables.Players.Row;
import java.util.List;
import java.util.Locale;
import org.apache.commons.rng.UniformRandomProvider;

/** The number that an SQL query over one or two small tables returns. */
final class SqlQuery extends Kind {

  private static final List<String> TYPES =
      List.of("sum", "range", "filter", "having", "join", "subquery");

  SqlQuery() {
    super(
        "sql-query",
        "the number that an SQL query returns",
        Form.INTEGER,
        List.of("tables", "query"),
        "{tables}\n\nWhat does this query return?\n\n{query}",
        "A database holds:\n\n{tables}\n\nWhich number is the result of\n\n{query}",
        """
        Run the query

        {query}

        on these tables, and give the number that it returns.

        {tables}""",
        """
        {query}

        What is the result of this SQL query, if the tables are as follows?

        {tables}""");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int count = 4 + level;
    Players players = Players.draw(count, 2 + level / 4, random);
    String type = TYPES.get(Math.min(TYPES.size() - 1, (level - 1) / 2 + random.nextInt(2)));
    String team = players.teams().get(random.nextInt(players.teams().size()));
    int age = 22 + random.nextInt(18);
    int limit = 60 + 10 * random.nextInt(15);
    int[] bonus = new int[players.teams().size()];
    for (int i = 0; i < bonus.length; i++) {
      bonus[i] = 2 + random.nextInt(8);
    }
    long chosen =
        players.rows().stream()
            .filter(row -> row.age() > age && (!type.equals("filter") || row.team().equals(team)))
            .count();
    if (chosen < 2 || (type.equals("filter") && chosen > count - 2)) {
      return draw(level, random);
    }
    long value = value(type, players, team, age, limit, bonus);
    if (value == 0) {
      return draw(level, random); // may be the sum of nothing, which is NULL
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode();
    String query = query(type, team, age, limit);
    given.put("type", type).put("team", team).put("age", age).put("limit", limit);
    given.put("query", query);
    players.put(given.putArray("players"));
    ArrayNode teams = given.putArray("teams");
    for (int i = 0; i < bonus.length; i++) {
      teams.addArray().add(players.teams().get(i)).add(bonus[i]);
    }
    String tables = "Table players:\n" + players.shown();
    if (type.equals("join")) {
      StringBuilder second = new StringBuilder("\n\nTable teams:\nname | bonus");
      for (int i = 0; i < bonus.length; i++) {
        second.append('\n').append(players.teams().get(i)).append(" | ").append(bonus[i]);
      }
      tables += second;
    }
    return new Problem(
        Long.toString(value), given, (long) count * (1 + TYPES.indexOf(type)), tables, query);
  }

  private static String query(String type, String team, int age, int limit) {
    return switch (type) {
      case "sum" ->
          String.format(Locale.ROOT, "SELECT SUM(points) FROM players WHERE age > %d;", age);
      case "range" ->
          String.format(
              Locale.ROOT, "SELECT MAX(points) - MIN(points) FROM players WHERE age > %d;", age);
      case "filter" ->
          String.format(
              Locale.ROOT,
              "SELECT SUM(points) FROM players\nWHERE team = '%s' AND age > %d OR points %% 10 = 0;",
              team,
              age);
      case "having" ->
          String.format(
              Locale.ROOT,
              "SELECT SUM(total) FROM (\n  SELECT team, SUM(points) AS total FROM players\n"
                  + "  GROUP BY team HAVING SUM(points) > %d AND COUNT(*) > 1\n) AS t;",
              limit);
      case "join" ->
          String.format(
              Locale.ROOT,
              "SELECT SUM(p.points * t.bonus) FROM players AS p\nJOIN teams AS t ON t.name = p.team\n"
                  + "WHERE p.age > %d;",
              age);
      default ->
          String.format(
              Locale.ROOT,
              "SELECT SUM(p.points) FROM players AS p\nWHERE p.age > %d AND p.points > (\n"
                  + "  SELECT MIN(q.points) FROM players AS q WHERE q.team = p.team\n);",
              age);
    };
  }

  private static long value(
      String type, Players players, String team, int age, int limit, int[] bonus) {
    long sum = 0;
    int least = Integer.MAX_VALUE;
    int most = 0;
    for (Row row : players.rows()) {
      List<Row> mates =
          players.rows().stream().filter(other -> other.team().equals(row.team())).toList();
      boolean older = row.age() > age;
      int total = mates.stream().mapToInt(Row::points).sum();
      boolean counts =
          switch (type) {
            case "filter" -> (row.team().equals(team) && older) || row.points() % 10 == 0;
            case "having" -> total > limit && mates.size() > 1;
            case "subquery" ->
                older && mates.stream().anyMatch(mate -> mate.points() < row.points());
            default -> older;
          };
      if (counts) {
        int factor = type.equals("join") ? bonus[players.teams().indexOf(row.team())] : 1;
        sum += (long) row.points() * factor;
        least = Math.min(least, row.points());
        most = Math.max(most, row.points());
      }
    }
    return type.equals("range") ? most - least : sum;
  }
}
