package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.rows.RowException;
import io.seedmill.generators.sources.rows.RowFormat;
import io.seedmill.generators.sources.rows.Rows;
import io.seedmill.pipeline.run.Reason;
import io.seedmill.transforms.publish.Manifest;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Scores answers to the questions of a dataset. */
@Command(
    name = "score",
    description = {
      "Scores free-form answers to the samples of a dataset, from 0 (wrong) to 1 (right), by the rule"
          + " of each kind of question: any valid solution counts.",
      "Prints the mean scores by kind and difficulty, and writes a score for each answer."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A line of answers: {\"id\": \"<the record's id>\", \"answer\": \"So it is 12.\"}",
      "A record may have several answers. With --serve a line is {\"sample\": {<the record>},",
      "\"answer\": \"…\"}, and each is answered at once by {\"score\": 1.0}, or {\"error\": \"…\"}.",
      "",
      "Examples:",
      "  seedmill score --dataset=out answers.jsonl",
      "  seedmill score --dataset=s3://bucket/mine/metadata/monday answers.jsonl",
      "  my-training-loop | seedmill score --serve"
    })
final class ScoreCommand implements Callable<Integer> {

  private static final String ANSWERS = "<answers>";
  private static final int MOST_SHOWN = 5;

  @Spec private CommandSpec command;

  @Mixin ConfigOption config;

  @Mixin private PluginOptions plugins;

  @Parameters(arity = "0..1", paramLabel = ANSWERS, description = "The answers, as JSON Lines.")
  private Path answers;

  @Option(
      names = {"--dataset", "-d"},
      paramLabel = "<output or run>",
      defaultValue = "out",
      description =
          "An output, for its newest complete run, or <output>/metadata/<run>; default:"
              + " ${DEFAULT-VALUE}.")
  private String dataset;

  @Option(
      names = "--scores",
      paramLabel = "<file>",
      defaultValue = "scores.jsonl",
      description =
          "Where the scores are written, a line for each answer in their order; default:"
              + " ${DEFAULT-VALUE}.")
  private Path scores;

  @Option(names = "--serve", description = "Score lines of standard input until it ends.")
  private boolean serve;

  @Option(
      names = "--generator",
      paramLabel = "<name>",
      defaultValue = "reasoning",
      description = "The generator whose samples --serve scores; default: ${DEFAULT-VALUE}.")
  private String generator;

  @Unmatched private List<String> storageOptions = new ArrayList<>();

  /**
   * An answer.
   *
   * @param place in the file, such as 'line 3'
   */
  private record Answer(String id, String text, String place) {}

  @Override
  public Integer call() throws Exception {
    if (serve) {
      if (answers != null) {
        throw new BadInputException(
            "%s: found '%s' beside --serve; allowed: one of the two".formatted(ANSWERS, answers));
      }
      new ScoreServer(new Scorers(plugins.catalogue()).of(generator))
          .serve(System.in, command.commandLine().getOut());
      return ExitCode.DONE;
    }
    if (answers == null) {
      throw new BadInputException(ANSWERS + ": found nothing; allowed: a file, or --serve");
    }
    RunnerOptions given = RunnerOptions.forStorage(command, storageOptions);
    List<Answer> read = read();
    Map<String, JsonNode> samples = new HashMap<>();
    read.forEach(answer -> samples.put(answer.id(), null));
    Manifest manifest;
    try (PublishedRun published = PublishedRun.open("--dataset", dataset, given)) {
      manifest = published.manifest();
      published.read(line -> find(line, samples));
    }
    requireKnown(read, samples, manifest);
    ScoreTable table = score(read, samples, manifest);
    PrintWriter out = command.commandLine().getOut();
    table.print(out, samples.size(), manifest.counts().produced());
    out.println("scores    " + scores);
    return ExitCode.DONE;
  }

  private List<Answer> read() throws BadInputException, IOException {
    List<Answer> read = new ArrayList<>();
    try (Rows rows =
        Rows.open(Files.newInputStream(answers), answers.toString(), RowFormat.JSONL)) {
      while (rows.next()) {
        JsonNode row = rows.value();
        for (String field : List.of("id", "answer")) {
          if (!row.path(field).isTextual()) {
            throw new BadInputException(
                "%s: %s of %s: %s: found %s; allowed: a text, as in {\"id\": \"…\", \"answer\": \"…\"}"
                    .formatted(
                        ANSWERS,
                        rows.place(),
                        answers,
                        field,
                        row.path(field).isMissingNode() ? "nothing" : row.path(field)));
          }
        }
        read.add(
            new Answer(row.get("id").textValue(), row.get("answer").textValue(), rows.place()));
      }
    } catch (RowException e) {
      throw new BadInputException(
          "%s: %s in %s of '%s'; allowed: JSON Lines in UTF-8"
              .formatted(ANSWERS, e.getMessage(), e.place(), answers),
          e);
    } catch (NoSuchFileException e) {
      throw new BadInputException(
          "%s: found '%s', which is not there; allowed: a file".formatted(ANSWERS, answers), e);
    } catch (IOException e) {
      throw new BadInputException(
          "%s: '%s' cannot be read (%s); allowed: a file of JSON Lines"
              .formatted(ANSWERS, answers, Reason.of(e)),
          e);
    }
    if (read.isEmpty()) {
      throw new BadInputException(
          "%s: found no answer in '%s'; allowed: at least one".formatted(ANSWERS, answers));
    }
    return read;
  }

  private static boolean find(String line, Map<String, JsonNode> samples) throws IOException {
    JsonNode record = CanonicalJson.parse(line.getBytes(StandardCharsets.UTF_8));
    String id = record.path("id").asText();
    if (samples.containsKey(id)) {
      samples.put(id, record);
    }
    return true;
  }

  private void requireKnown(List<Answer> read, Map<String, JsonNode> samples, Manifest manifest)
      throws BadInputException {
    List<Answer> unknown =
        read.stream().filter(answer -> samples.get(answer.id()) == null).toList();
    if (!unknown.isEmpty()) {
      List<String> shown =
          unknown.stream()
              .limit(MOST_SHOWN)
              .map(answer -> "%s: '%s'".formatted(answer.place(), answer.id()))
              .toList();
      throw new BadInputException(
          "%s: found %d ids of no record of run '%s' (%s%s); allowed: the ids of its records"
              .formatted(
                  ANSWERS,
                  unknown.size(),
                  manifest.run(),
                  String.join(", ", shown),
                  unknown.size() > MOST_SHOWN ? ", …" : ""));
    }
  }

  private ScoreTable score(List<Answer> read, Map<String, JsonNode> samples, Manifest manifest)
      throws IOException, BadInputException {
    ScoreTable table = new ScoreTable();
    Scorers scorers = new Scorers(plugins.catalogue());
    try (BufferedWriter out = Files.newBufferedWriter(scores, StandardCharsets.UTF_8)) {
      for (Answer answer : read) {
        JsonNode sample = samples.get(answer.id());
        Manifest.EntryReport entry = manifest.generators().get(sample.path("generator").asText());
        double score;
        try {
          score = scorers.of(entry.generator()).score(sample, answer.text());
        } catch (IllegalArgumentException e) {
          throw new BadInputException(
              "--dataset: record '%s': %s".formatted(answer.id(), e.getMessage()), e);
        }
        table.add(sample, score);
        out.write("{\"id\":\"" + answer.id() + "\",\"score\":" + score + "}\n");
      }
    } catch (IOException e) {
      throw new BadInputException(
          "--scores: '%s' cannot be written (%s); allowed: a file in a folder with room for it"
              .formatted(scores, Reason.of(e)),
          e);
    }
    return table;
  }
}
