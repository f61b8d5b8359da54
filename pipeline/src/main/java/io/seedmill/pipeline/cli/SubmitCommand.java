package io.seedmill.pipeline.cli;

import io.seedmill.generators.Catalogue;
import io.seedmill.generators.GeneratorFactory;
import io.seedmill.generators.input.Counted;
import io.seedmill.generators.input.NearestName;
import io.seedmill.pipeline.dataset.DatasetSpec;
import io.seedmill.pipeline.dataset.InvalidSpecException;
import io.seedmill.pipeline.dataset.SpecFile;
import io.seedmill.pipeline.plan.Plan;
import io.seedmill.pipeline.plan.Planner;
import io.seedmill.pipeline.queue.QueueException;
import io.seedmill.pipeline.queue.TaskQueue;
import io.seedmill.pipeline.queue.TaskSender;
import io.seedmill.transforms.storage.StorageInputs;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Puts the tasks of a dataset on a queue. */
@Command(
    name = "submit",
    description =
        "Puts the tasks of a dataset on an SQS queue, a message each, for 'seedmill run --queue'.",
    mixinStandardHelpOptions = true,
    footer = {
      "",
      "A task names its type, its indices, its seed and its parameters, as 'plan --format=tasks'"
          + " prints them. What is submitted twice is generated once into an output.",
      "",
      "Examples:",
      "  seedmill submit --queue=https://sqs.eu-west-1.amazonaws.com/123456789012/tasks"
          + " --dataset=mine.yaml --batch-size=1000",
      "  seedmill submit --queue=https://sqs.eu-west-1.amazonaws.com/123456789012/tasks"
          + " --generator=all --samples=10000"
    })
final class SubmitCommand implements Callable<Integer> {

  private static final String ALL = "all";
  private static final long BATCH = 1000;
  private static final int MOST_SHOWN = 80;

  @Spec private CommandSpec command;

  @Mixin private DatasetOptions dataset;

  @Mixin ConfigOption config;

  @Option(names = "--queue", required = true, paramLabel = "<url>", description = "The queue.")
  private String url;

  @Option(
      names = "--generator",
      paramLabel = "<name>",
      description = "In place of a dataset: a generator with its default parameters, or 'all'.")
  private String generator;

  @Option(
      names = {"--batch-size", "--batchSize"},
      paramLabel = "<n>",
      description = "Samples per task; default: 1000.")
  private Long batchSize;

  @Unmatched private List<String> queueOptions = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    if (batchSize != null && dataset.shardSize != null) {
      throw new BadInputException(
          "--batch-size: found beside --shard-size; allowed: one of the two");
    }
    if (dataset.shardSize == null) {
      dataset.shardSize = batchSize == null ? Long.valueOf(BATCH) : batchSize;
    }
    RunnerOptions given = RunnerOptions.forStorage(command, queueOptions);
    given.useNoS3(command.commandLine().getErr());
    try (StorageInputs inputs = given.inputs()) {
      DatasetSpec spec = generator == null ? dataset.readToPlan(inputs) : ofGenerators();
      Plan plan = new Planner().outline(spec);
      StringWriter lines = new StringWriter();
      new BatchPrinter(spec, plan, new PrintWriter(lines)).tasks();
      send(lines.toString().lines().toList(), plan, given);
    }
    return ExitCode.DONE;
  }

  private DatasetSpec ofGenerators() throws BadInputException, InvalidSpecException {
    if (dataset.isNamed()) {
      throw new BadInputException("--generator: found beside a dataset; allowed: one of the two");
    }
    if (dataset.samples == null) {
      throw new BadInputException(
          "--samples: found nothing; allowed: with --generator, how many samples of each");
    }
    Catalogue catalogue = dataset.plugins.catalogue();
    List<String> known = catalogue.all().stream().map(GeneratorFactory::name).toList();
    if (!generator.equals(ALL) && !known.contains(generator)) {
      throw new BadInputException(
          "--generator: found '%s'; allowed: %s, or %s for all of them"
              .formatted(generator, NearestName.advice(generator, known), ALL));
    }
    StringBuilder spec = new StringBuilder("name: tasks\ngenerators:\n");
    for (String name : generator.equals(ALL) ? known : List.of(generator)) {
      spec.append("  - {generator: ").append(name).append(", samples: 1}\n");
    }
    return dataset.read(SpecFile.parse("--generator", spec.toString()));
  }

  /** A queue refuses a message that is too large, after those before it were sent. */
  private static void requireSmall(List<String> tasks, int limit) throws BadInputException {
    for (int task = 0; task < tasks.size(); task++) {
      int bytes = TaskSender.bytes(tasks.get(task));
      if (bytes > limit) {
        throw new BadInputException(
            String.format(
                Locale.ROOT,
                "task %,d of %,d (%s…): found %,d bytes; allowed: up to %,d, the limit of the"
                    + " queue. Nothing was sent. Put what is large into a file that the dataset"
                    + " names",
                task + 1,
                tasks.size(),
                tasks.get(task).substring(0, Math.min(MOST_SHOWN, tasks.get(task).length())),
                bytes,
                limit));
      }
    }
  }

  private void send(List<String> tasks, Plan plan, RunnerOptions given)
      throws BadInputException, IOException {
    try (TaskQueue queue = LeasedTasks.open(url, given.options())) {
      TaskSender sender = new TaskSender(queue);
      try {
        requireSmall(tasks, sender.limit());
        sender.send(tasks);
      } catch (QueueException e) {
        if (sender.sent() == 0) {
          throw LeasedTasks.refusal(e);
        }
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s; at least %,d of %,d tasks are on the queue. The same command sends all again:"
                    + " a task that is there twice is generated once",
                e.getMessage(),
                sender.sent(),
                tasks.size()),
            e);
      }
    }
    command
        .commandLine()
        .getOut()
        .printf(
            "%s, %s%n",
            Counted.of(tasks.size(), "task"), Counted.of(plan.generation().samples(), "sample"));
  }
}
