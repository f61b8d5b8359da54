package io.seedmill.generators.sources.program;

import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.UnreadableInputException;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.generators.sources.program.ProgramFailure.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/** A program that runs once for each task and writes the samples to a folder. */
final class FolderGenerator implements Generator {

  private final ProgramSettings settings;
  private final GeneratorContext context;
  private final String parametersJson;
  private final AtomicInteger logged = new AtomicInteger();
  private ProgramProcess running;
  private boolean closed;
  private final FailureLimit failureLimit = new FailureLimit();

  FolderGenerator(ProgramSettings settings, GeneratorContext context) {
    this.settings = settings;
    this.context = context;
    this.parametersJson = CanonicalJson.write(settings.params());
  }

  @Override
  public void generate(GenerationTask task, SampleSink sink)
      throws UnreadableInputException, InterruptedException {
    OrderedResults results =
        new OrderedResults(
            task,
            sink,
            new Sample(parametersJson, task.maxSampleBytes())
                .withLargeIntegers(settings.integers()),
            context.assets(),
            settings.fields(),
            ProgramPool.redaction(settings, context));
    new WholeTasks(settings.taskSize().orElseThrow(), results, task)
        .run((range, receiver) -> tryToMake(range, task, receiver));
  }

  private void tryToMake(IndexRange range, GenerationTask task, ProgramClient.Receiver receiver)
      throws ProgramFailure, UnreadableInputException, InterruptedException {
    failureLimit.check();
    try {
      make(range, task, receiver);
      failureLimit.answered();
    } catch (ProgramFailure e) {
      failureLimit.failed(e);
      throw e;
    }
  }

  /** The use of the files of a task. */
  private interface Use {
    void of(Path output, ProgramFolder folder) throws ProgramFailure, IOException;
  }

  private void make(IndexRange range, GenerationTask task, ProgramClient.Receiver receiver)
      throws ProgramFailure, UnreadableInputException, InterruptedException {
    runOnce(
        range,
        task,
        receiver::nearTimeLimit,
        (output, folder) -> handOver(range, output, folder, task.maxSampleBytes(), receiver));
  }

  /**
   * Runs the program once, for all samples of a task, and finds out how what it leaves becomes
   * samples.
   *
   * @throws IOException if the program fails, or no rule fits what it left
   */
  SuggestedCollect suggest(GenerationTask task) throws IOException, InterruptedException {
    SuggestedCollect[] found = new SuggestedCollect[1];
    IndexRange range = task.range();
    try {
      runOnce(
          range,
          task,
          late -> {},
          (output, folder) ->
              found[0] =
                  new CollectSuggestion(output, (int) range.size(), task.maxSampleBytes()).find());
    } catch (ProgramFailure e) {
      throw new IOException(e.getMessage(), e);
    }
    return found[0];
  }

  private void runOnce(IndexRange range, GenerationTask task, LongConsumer nearLimit, Use use)
      throws ProgramFailure, UnreadableInputException, InterruptedException {
    ProgramProcess process = null;
    try {
      ProgramFolder folder = ProgramFolder.create(Watchdog.get().folder());
      try {
        Path output = folder.makeOutput();
        settings.sources().requireUnchanged();
        process = start(words(range, task, output), folder, task.maxSampleBytes());
        try {
          await(process, range.size());
        } finally {
          nearLimit.accept(process.takeNearLimit());
          settings.sources().requireUnchanged(); // it has read its code after it was started
        }
        use.of(output, folder);
      } catch (ProgramFailure e) {
        folder.requireRoom(folder.room(), e.getMessage());
        throw e;
      } finally {
        end(process);
        folder.remove();
      }
    } catch (UnreadableInputException e) {
      throw e;
    } catch (IOException e) {
      throw new ProgramFailure(Kind.ProgramNotStarted, String.valueOf(e.getMessage()));
    }
  }

  private synchronized ProgramProcess start(
      List<String> words, ProgramFolder folder, int longestLine) throws IOException {
    if (closed) {
      throw new CancellationException("the generator is closed");
    }
    running =
        ProgramProcess.start(
            words,
            settings.cwd(),
            folder,
            ProgramPool.environment(settings, context),
            settings.limits(),
            started ->
                new ErrorLog(
                    started.getErrorStream(),
                    Optional.of(started.getInputStream()),
                    context.type(),
                    ProgramPool.redaction(settings, context),
                    logged,
                    context::openLog),
            longestLine);
    return running;
  }

  /** Waits until the process has succeeded. */
  private void await(ProgramProcess process, long samples)
      throws ProgramFailure, InterruptedException {
    Optional<Duration> all = settings.perSample().map(limit -> limit.multipliedBy(samples));
    process.startTimeouts(
        Optional.empty(), Optional.empty(), settings.perTask().or(() -> all), settings.start());
    process.closeInput();
    process.awaitOutputEnd();
    if (!process.hasSucceeded()) {
      throw process.failure(new TaskOutcome.OutputEnded(0));
    }
  }

  private void handOver(
      IndexRange range,
      Path output,
      ProgramFolder folder,
      int maxSampleBytes,
      ProgramClient.Receiver receiver)
      throws ProgramFailure {
    try (FolderCollector collector =
        new FolderCollector(settings.collect(), output, maxSampleBytes)) {
      List<FolderCollector.Found> samples = collector.find();
      if (samples.size() != range.size()) {
        throw new ProgramFailure(
            Kind.ProgramAnswerInvalid,
            "it left %d %s; allowed: the %d that a task has; 'seedmill check --suggest' prints a"
                    .formatted(
                        samples.size(), samples.size() == 1 ? "sample" : "samples", range.size())
                + " 'collect' that fits the files that it leaves");
      }
      for (int i = 0; i < samples.size(); i++) {
        handOver(range.first() + i, samples.get(i), folder, receiver);
      }
    } catch (IOException e) {
      throw new ProgramFailure(Kind.ProgramAnswerInvalid, String.valueOf(e.getMessage()));
    }
  }

  private static void handOver(
      long index,
      FolderCollector.Found found,
      ProgramFolder folder,
      ProgramClient.Receiver receiver) {
    byte[] sample;
    try {
      sample = CanonicalJson.writeBytes(found.read());
    } catch (IOException e) {
      folder.requireRoom(folder.room(), String.valueOf(e.getMessage()));
      receiver.invalid(index, String.valueOf(e.getMessage()));
      return;
    } catch (OutOfMemoryError e) { // all that was reserved is free again
      receiver.invalid(index, ProgramFailure.NO_MEMORY);
      return;
    }
    receiver.sample(index, sample, 0, sample.length, folder);
  }

  private List<String> words(IndexRange range, GenerationTask task, Path output) {
    List<String> words = new ArrayList<>();
    long seed = task.seeds().portableSeedOf(range.first());
    for (String word : settings.words()) {
      String filled =
          word.replace("{num_samples}", Long.toString(range.size()))
              .replace("{seed}", Long.toString(seed >>> 22))
              .replace("{seed53}", Long.toString(seed))
              .replace("{start_index}", Long.toString(range.first()))
              .replace("{type}", context.type());
      for (var param : settings.params().properties()) {
        filled =
            filled.replace("{params." + param.getKey() + "}", CanonicalJson.text(param.getValue()));
      }
      words.add(filled.replace("{output}", output.toString()));
    }
    return words;
  }

  private synchronized void end(ProgramProcess process) {
    if (process != null) {
      process.end();
    }
    running = null;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (running != null) {
      running.end();
    }
  }
}
