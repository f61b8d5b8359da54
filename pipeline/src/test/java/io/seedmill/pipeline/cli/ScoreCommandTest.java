package io.seedmill.pipeline.cli;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.startsWith;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.catalogue.reasoning.ReasoningGenerator;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.pipeline.testing.CommandResult;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScoreCommandTest {

  @TempDir private Path folder;
  private final List<ObjectNode> records = new ArrayList<>();

  @BeforeEach
  void run() throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("spec.yaml"),
            """
            name: questions
            generators:
              - {generator: reasoning, samples: 40, params: {mixture: {weekday: 1, letter-count@3: 1}}}
              - {generator: maze, samples: 1}
            """);
    CommandResult result =
        CommandResult.seedmill("run", spec.toString(), "-o", folder.resolve("out").toString());
    assertThat(result.err(), result.exitCode(), is(0));
    for (String line : Files.readAllLines(folder.resolve("out/consolidated/latest.jsonl"))) {
      records.add((ObjectNode) CanonicalJson.parse(line.getBytes(StandardCharsets.UTF_8)));
    }
  }

  private CommandResult score(List<String> answers) throws Exception {
    Path file = Files.write(folder.resolve("answers.jsonl"), answers);
    return CommandResult.seedmill(
        "score",
        "--dataset=" + folder.resolve("out"),
        "--scores=" + folder.resolve("scores.jsonl"),
        file.toString());
  }

  private static String answer(JsonNode id, String answer) {
    return CanonicalJson.write(
        JsonNodeFactory.instance.objectNode().put("answer", answer).set("id", id));
  }

  @Test
  void everyAnswerIsScoredAndSummed() throws Exception {
    List<String> answers = new ArrayList<>();
    for (ObjectNode record : records) {
      if (record.path("kind").asText().equals("weekday")) {
        answers.add(answer(record.get("id"), "It is a " + record.get("answer").asText() + "."));
        answers.add(answer(record.get("id"), "No day."));
      } else if (record.path("kind").asText().equals("letter-count")) {
        answers.add(answer(record.get("id"), record.get("answer").asText()));
      }
    }
    CommandResult result = score(answers);
    assertThat(result.err(), result.exitCode(), is(0));
    assertThat(
        result.outLines(),
        contains(
            matchesPattern("difficulty +answers +all +1 +2 +3 +.* 10"),
            matchesPattern("letter-count +20 +1\\.000 +- +- +1\\.000( +-){7}"),
            matchesPattern("weekday +40 +0\\.500( +0\\.500){10}"),
            matchesPattern("total +60 +0\\.667 +0\\.500 +0\\.500 +0\\.9.*"),
            is(""),
            is("answered  40 of 41 records"),
            is("scores    " + folder.resolve("scores.jsonl"))));
    List<String> scores = Files.readAllLines(folder.resolve("scores.jsonl"));
    assertThat(scores.size(), is(60));
    for (int i = 0; i < 60; i++) {
      JsonNode score = CanonicalJson.parse(scores.get(i).getBytes(StandardCharsets.UTF_8));
      assertThat(answers.get(i), containsString(score.get("id").asText()));
      assertThat(score.get("score").asDouble(), is(answers.get(i).contains("No day") ? 0.0 : 1.0));
    }
  }

  @Test
  void whatCannotBeScoredIsRefusedWithItsPlace() throws Exception {
    CommandResult unknown = score(List.of("", "{\"id\":\"00\",\"answer\":\"1\"}"));
    assertThat(unknown.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(
        unknown.err(), startsWith("seedmill: <answers>: found 1 answers to no record of run '"));
    assertThat(unknown.err(), containsString("line 2: '00'"));
    assertThat(
        score(List.of("{\"id\":\"00\",\"answer\":7}")).err(),
        containsString("answers.jsonl: answer: found 7; allowed: a text"));
    assertThat(score(List.of("{")).err(), containsString("line 1"));
    CommandResult folderOfAnswers =
        CommandResult.seedmill("score", "-d", folder.resolve("out").toString(), folder.toString());
    assertThat(folderOfAnswers.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(folderOfAnswers.err(), containsString("cannot be read"));
    Path answered =
        Files.writeString(folder.resolve("one.jsonl"), answer(records.get(0).get("id"), "1"));
    CommandResult unwritten =
        CommandResult.seedmill(
            "score",
            "-d=" + folder.resolve("out"),
            "--scores=" + folder.resolve("none/scores.jsonl"),
            answered.toString());
    assertThat(unwritten.exitCode(), is(ExitCode.BAD_INPUT));
    assertThat(unwritten.err(), startsWith("seedmill: --scores: '"));
    assertThat(score(List.of()).err(), containsString("found no answer in"));
    assertThat(
        CommandResult.seedmill("score", "--dataset=" + folder.resolve("none"), "x").err(),
        containsString("found 'x', which is not there"));
  }

  @Test
  void aPictureIsAFileInTheFolderOfTheAnswersOrBelow() throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("pictures.yaml"),
            """
            name: p
            generators:
              - {generator: vision-tasks, samples: 1, params: {size: 64}}
            output: {assets: files}
            """);
    String out = folder.resolve("pictures").toString();
    assertThat(CommandResult.seedmill("run", spec.toString(), "-o", out).exitCode(), is(0));
    CommandResult valid = CommandResult.seedmill("validate", out, "--sample=100%");
    assertThat(valid.out(), containsString("1 answer scored;"));
    JsonNode record =
        CanonicalJson.parse(
            Files.readAllBytes(folder.resolve("pictures/consolidated/latest.jsonl")));
    String frame = record.at("/final_frame/$asset/path").textValue();
    Files.createDirectory(folder.resolve("frames"));
    Files.copy(folder.resolve("pictures").resolve(frame), folder.resolve("frames/1.png"));
    String id = record.get("id").textValue();
    CommandResult right = scored(out, "{\"id\":\"" + id + "\",\"image\":\"frames/1.png\"}");
    assertThat(right.err(), right.exitCode(), is(0));
    assertThat(
        Files.readString(folder.resolve("scores.jsonl")),
        is("{\"id\":\"" + id + "\",\"score\":1.0}\n"));

    Path below = Files.createDirectory(folder.resolve("answers"));
    Files.createSymbolicLink(below.resolve("link.png"), folder.resolve("frames/1.png"));
    Files.copy(folder.resolve("frames/1.png"), below.resolve("1.png"));
    for (String image :
        List.of("../frames/1.png", "link.png", below.resolve("1.png").toString(), "2.png", ".")) {
      Path file =
          Files.writeString(
              below.resolve("a.jsonl"), "{\"id\":\"" + id + "\",\"image\":\"" + image + "\"}\n");
      CommandResult refused = CommandResult.seedmill("score", "--dataset=" + out, file.toString());
      assertThat(image, refused.exitCode(), is(2));
      assertThat(
          refused.err(),
          containsString(
              "image: found \"" + image + "\"; allowed: a picture file of at most 64 MB"));
    }
  }

  private CommandResult scored(String dataset, String line) throws Exception {
    Path file = Files.writeString(folder.resolve("pictures.jsonl"), line + "\n");
    return CommandResult.seedmill(
        "score",
        "--dataset=" + dataset,
        "--scores=" + folder.resolve("scores.jsonl"),
        file.toString());
  }

  @Test
  void aSpecIsAnsweredByEntryAndIndex() throws Exception {
    List<String> answers = new ArrayList<>();
    for (ObjectNode record : records) {
      ObjectNode line = JsonNodeFactory.instance.objectNode();
      line.set("generator", record.get("generator"));
      line.set("index", record.get("index"));
      line.set("answer", record.get("answer"));
      if (answers.size() % 2 == 0) {
        line.set("id", record.get("id"));
      }
      answers.add(CanonicalJson.write(line));
    }
    Path file = Files.write(folder.resolve("answers.jsonl"), answers);
    List<String> printed = new ArrayList<>();
    for (String dataset : List.of("out", "spec.yaml")) {
      CommandResult result =
          CommandResult.seedmill(
              "score",
              "--dataset=" + folder.resolve(dataset),
              "--scores=" + folder.resolve(dataset + ".scores"),
              file.toString());
      assertThat(result.err(), result.exitCode(), is(0));
      assertThat(result.out(), containsString("answered  41 of 41 records"));
      assertThat(result.out(), matchesPattern("(?s).*maze +1 +1\\.000.*total +41 +1\\.000.*"));
      printed.add(Files.readString(folder.resolve(dataset + ".scores")));
    }
    assertThat(printed.get(1), is(printed.get(0)));
  }

  @Test
  void answersThatASpecCannotPlaceAreRefused() throws Exception {
    String spec = "--dataset=" + folder.resolve("spec.yaml");
    for (String[] each :
        new String[][] {
          {
            "{\"id\":\"00\",\"answer\":\"1\"}",
            "found an id alone; allowed: 'generator' and 'index'"
          },
          {"{\"generator\":\"mase\",\"index\":0,\"answer\":\"1\"}", "found 'mase'; "},
          {
            "{\"generator\":\"maze\",\"index\":-1,\"answer\":\"1\"}",
            "index: found -1; allowed: a whole"
          },
          {"{\"generator\":\"maze\",\"answer\":\"1\"}", "index: found nothing; allowed: a whole"},
          {
            "{\"generator\":\"maze\",\"index\":0,\"id\":\"00\",\"answer\":\"1\"}",
            "sample 0 of 'maze': found the id '00', but in spec '"
          }
        }) {
      Path file = Files.writeString(folder.resolve("answers.jsonl"), each[0]);
      CommandResult result = CommandResult.seedmill("score", spec, file.toString());
      assertThat(result.exitCode(), is(ExitCode.BAD_INPUT));
      assertThat(result.err(), containsString(each[1]));
    }
  }

  @Test
  void aServerAnswersLineForLine() throws Exception {
    ObjectNode record = records.stream().filter(r -> r.has("kind")).findFirst().orElseThrow();
    ObjectNode line = JsonNodeFactory.instance.objectNode();
    line.put("answer", record.get("answer").asText()).set("sample", record);
    StringWriter out = new StringWriter();
    String lines = CanonicalJson.write(line) + "\r\n\n{\"answer\":1}\nnonsense\n" + line;
    new ScoreServer(new ReasoningGenerator.Factory().scorer().orElseThrow())
        .serve(
            new ByteArrayInputStream(lines.getBytes(StandardCharsets.UTF_8)), new PrintWriter(out));
    assertThat(
        out.toString().lines().toList(),
        contains(
            is("{\"score\":1.0}"),
            startsWith("{\"error\":\"found no 'sample'"),
            startsWith("{\"error\":\"not valid JSON: "),
            is("{\"score\":1.0}")));
  }
}
