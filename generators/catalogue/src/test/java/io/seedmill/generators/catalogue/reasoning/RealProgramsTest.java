package io.seedmill.generators.catalogue.reasoning;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.is;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.catalogue.reasoning.kind.Kind;
import io.seedmill.generators.catalogue.reasoning.kind.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.core.source64.SplitMix64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Python and SQLite give the answers that samples have, where this machine has them. */
class RealProgramsTest {

  private static final int DRAWS = 30;

  @TempDir private Path folder;

  private static List<Problem> problems(String id) {
    Kind kind = Kinds.create().get(id);
    UniformRandomProvider random = new SplitMix64(8);
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < DRAWS * Kind.LEVELS; i++) {
      problems.add(kind.draw(1 + i % Kind.LEVELS, random));
    }
    return problems;
  }

  @Test
  void pythonPrintsTheAnswers() throws Exception {
    StringBuilder script = new StringBuilder();
    List<Problem> problems = problems("program-output");
    for (Problem problem : problems) {
      script.append(problem.given().get("program").textValue()).append('\n');
    }
    assertThat(run("python3", script), is(problems.stream().map(Problem::answer).toList()));
  }

  @Test
  void sqliteReturnsTheAnswers() throws Exception {
    StringBuilder script =
        new StringBuilder(
            """
            CREATE TABLE players (name TEXT, team TEXT, age INTEGER, points INTEGER);
            CREATE TABLE teams (name TEXT, bonus INTEGER);
            """);
    List<Problem> problems = problems("sql-query");
    for (Problem problem : problems) {
      script.append("DELETE FROM players;\nDELETE FROM teams;\n");
      for (String table : List.of("players", "teams")) {
        for (JsonNode row : problem.given().get(table)) {
          List<String> values = new ArrayList<>();
          row.forEach(value -> values.add(value.toString().replace('"', '\'')));
          script.append("INSERT INTO ").append(table).append(" VALUES (");
          script.append(String.join(", ", values)).append(");\n");
        }
      }
      script.append(problem.given().get("query").textValue()).append('\n');
    }
    assertThat(run("sqlite3", script), is(problems.stream().map(Problem::answer).toList()));
  }

  /** Returns the lines that a program prints when it reads a script. */
  private List<String> run(String program, CharSequence script) throws Exception {
    Path input = Files.writeString(folder.resolve("script"), script);
    Path output = folder.resolve("output");
    Process process;
    try {
      process =
          new ProcessBuilder(program)
              .redirectInput(input.toFile())
              .redirectOutput(output.toFile())
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      assumeTrue(false, "there is no " + program + " here");
      throw e;
    }
    assertThat(program + " ends", process.waitFor(60, TimeUnit.SECONDS), is(true));
    return Files.readAllLines(output, StandardCharsets.UTF_8);
  }
}
