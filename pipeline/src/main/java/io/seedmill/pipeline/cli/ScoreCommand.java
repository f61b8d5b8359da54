package io.seedmill.pipeline.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.seedmill.pipeline.run.Reason;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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
      "Scores free-form answers to the samples of a dataset, from 0 (wrong) to 1 (right), by the"
          + " rule of each kind of question: any valid solution counts.",
      "Prints the mean scores by kind and difficulty, and writes a score for each answer."
    },
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A line of answers names its record by id, or by generator and index as the record has them:",
      "  {\"id\": \"074fab73960064f66bbf9938a81967e8\", \"answer\": \"So it is 12.\"}",
      "  {\"generator\": \"reasoning\", \"index\": 6, \"answer\": \"So it is 12.\"}",
      "  {\"id\": \"0376eafa21a526e46ae4f217ccf0f877\", \"image\": \"frames/85.png\"}",
      "An image is a file in the folder of the answers, or below it.",
      "A spec needs generator and index: those samples are made again. A line that has an id as"
          + " well",
      "is refused if the sample has another one. A record may have several answers.",
      "",
      "With --serve a line is {\"sample\": {<the record>},",
      "\"answer\": \"…\"}, and each is answered at once by {\"score\": 1.0}, or {\"error\":"
          + " \"…\"}.",
      "",
      "Examples:",
      "  seedmill score --dataset=out answers.jsonl",
      "  seedmill score --dataset=s3://bucket/mine/metadata/monday answers.jsonl",
      "  seedmill score --dataset=mine.yaml answers.jsonl",
      "  my-training-loop | seedmill score --serve"
    })
final class ScoreCommand implements Callable<Integer> {

  private static final String ANSWERS = "<answers>";

  @Spec private CommandSpec command;

  @Mixin ConfigOption config;

  @Mixin private PluginOptions plugins;

  @Parameters(arity = "0..1", paramLabel = ANSWERS, description = "The answers, as JSON Lines.")
  private Path answers;

  @Option(
      names = {"--dataset", "-d"},
      paramLabel = "<output, run or spec>",
      defaultValue = "out",
      description =
          "An output, for its newest complete run, or <output>/metadata/<run>; or a YAML file or"
              + " the name of a built-in dataset, whose samples are made again; default:"
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
    List<Answer> read = Answer.read(answers);
    AnsweredSamples samples =
        AnsweredSamples.isSpec(dataset)
            ? AnsweredSamples.regenerated(
                read, dataset, plugins, given, command.commandLine().getErr())
            : AnsweredSamples.published(read, dataset, given, command);
    ScoreTable table = score(read, samples);
    PrintWriter out = command.commandLine().getOut();
    table.print(out, samples.samples().size(), samples.all());
    out.println("scores    " + scores);
    return ExitCode.DONE;
  }

  private ScoreTable score(List<Answer> read, AnsweredSamples samples)
      throws IOException, BadInputException {
    ScoreTable table = new ScoreTable();
    Scorers scorers = new Scorers(plugins.catalogue());
    try (BufferedWriter out = Files.newBufferedWriter(scores, StandardCharsets.UTF_8)) {
      for (Answer answer : read) {
        AnsweredSamples.Question question = samples.of(answer);
        JsonNode record = question.record();
        double score;
        try {
          score = scorers.of(question.generator()).score(record, answer.reply());
        } catch (IllegalArgumentException e) {
          throw new BadInputException(
              "--dataset: record '%s': %s".formatted(record.path("id").asText(), e.getMessage()),
              e);
        }
        table.add(record, score);
        out.write("{\"id\":" + record.get("id") + ",\"score\":" + score + "}\n");
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
