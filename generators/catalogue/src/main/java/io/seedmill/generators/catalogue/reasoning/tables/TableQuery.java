package io.seedmill.generators.catalogue.reasoning.tables;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.answers.Form;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import io.seedmill.generators.catalogue.reasoning.tables.Players.Row;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;

/** A question in words about a small table. */
final class TableQuery extends Kind {

  TableQuery() {
    super(
        "table-query",
        "a question in words about a small table",
        Form.INTEGER,
        List.of("table", "question"),
        "{table}\n\n{question}",
        "Look at this table.\n\n{table}\n\n{question}",
        "{question}\n\n{table}",
        "The players of a tournament:\n\n{table}\n\n{question}");
  }

  @Override
  public Problem draw(int level, UniformRandomProvider random) {
    int count = 5 + level;
    Players players = Players.draw(count, 2 + level / 4, random);
    String team = players.teams().get(random.nextInt(players.teams().size()));
    int age = 24 + random.nextInt(16);
    Row any = players.rows().get(random.nextInt(count));
    Row other = players.rows().get(random.nextInt(count));
    String type = TYPES.get(Math.min(TYPES.size() - 1, (level - 1) / 2 + random.nextInt(2)));
    List<Row> ofTeam = where(players, row -> row.team().equals(team));
    List<Row> older = where(players, row -> row.age() > age);
    List<Row> both = where(players, row -> row.team().equals(team) && row.age() > age);
    if (both.size() < 2 || any.equals(other)) {
      return draw(level, random);
    }
    String question;
    int answer;
    switch (type) {
      case "lookup" -> {
        question =
            "How many points do %s and %s have together?".formatted(any.name(), other.name());
        answer = any.points() + other.points();
      }
      case "sum" -> {
        question =
            String.format(
                Locale.ROOT, "How many points do the players older than %d have together?", age);
        answer = older.stream().mapToInt(Row::points).sum();
      }
      case "range" -> {
        question =
            "In team %s, by how many points is the best player ahead of the last?".formatted(team);
        IntStream points = ofTeam.stream().mapToInt(Row::points);
        answer = points.max().orElseThrow() - least(ofTeam, Row::points);
      }
      case "both" -> {
        question =
            String.format(
                Locale.ROOT,
                "How many points do the players of team %s who are older than %d have together?",
                team,
                age);
        answer = both.stream().mapToInt(Row::points).sum();
      }
      case "difference" -> {
        question =
            ("How many more points than the others have the players of team %s in total? Write a"
                    + " negative number if they have fewer.")
                .formatted(team);
        int all = players.rows().stream().mapToInt(Row::points).sum();
        answer = 2 * ofTeam.stream().mapToInt(Row::points).sum() - all;
      }
      default -> {
        question =
            String.format(
                Locale.ROOT,
                "For each team take the points of its best player, and add them up. How many points is"
                    + " that, if players of %d years or less do not count?",
                age);
        answer =
            players.teams().stream()
                .mapToInt(
                    name ->
                        older.stream()
                            .filter(row -> row.team().equals(name))
                            .mapToInt(Row::points)
                            .max()
                            .orElse(0))
                .sum();
      }
    }
    ObjectNode given = JsonNodeFactory.instance.objectNode().put("type", type).put("team", team);
    given.put("age", age).putArray("names").add(any.name()).add(other.name());
    players.put(given.putArray("players"));
    return new Problem(
        Integer.toString(answer),
        given,
        (long) count * (1 + TYPES.indexOf(type)),
        players.shown(),
        question);
  }

  private static final List<String> TYPES =
      List.of("lookup", "sum", "range", "both", "difference", "best");

  private static List<Row> where(Players players, Predicate<Row> condition) {
    return players.rows().stream().filter(condition).toList();
  }

  private static int least(List<Row> rows, ToIntFunction<Row> value) {
    return rows.stream().mapToInt(value).min().orElseThrow();
  }
}
