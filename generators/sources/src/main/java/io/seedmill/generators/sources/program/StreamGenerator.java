package io.seedmill.generators.sources.program;

import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorContext;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.Sample;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.UnreadableInputException;
import io.seedmill.generators.json.CanonicalJson;
import java.util.concurrent.CancellationException;

/** A program that answers each task with a line for each sample. */
final class StreamGenerator implements Generator {

  /** The number of samples of a task, if the spec does not set it. */
  private static final long USUAL_TASK = 1_000;

  private final ProgramSettings settings;
  private final GeneratorContext context;
  private final String parametersJson;
  private ProgramPool pool;
  private ProgramClient client;
  private boolean closed;
  private int longestLine;

  StreamGenerator(ProgramSettings settings, GeneratorContext context) {
    this.settings = settings;
    this.context = context;
    this.parametersJson = CanonicalJson.write(settings.params());
  }

  @Override
  public void generate(GenerationTask task, SampleSink sink)
      throws UnreadableInputException, InterruptedException {
    ProgramClient client = client(task.maxSampleBytes());
    OrderedResults results =
        new OrderedResults(
            task,
            sink,
            new Sample(parametersJson, task.maxSampleBytes())
                .withLargeIntegers(settings.integers()),
            context.assets(),
            settings.fields(),
            ProgramPool.redaction(settings, context));
    if (settings.taskSize().isPresent()) {
      WholeTasks tasks = new WholeTasks(settings.taskSize().getAsLong(), results, task);
      tasks.run((range, receiver) -> client.ask(range, task, receiver));
      return;
    }
    IndependentSamples samples = new IndependentSamples(client, results, task);
    for (long first = task.range().first(); first < task.range().end(); first += USUAL_TASK) {
      samples.run(new IndexRange(first, Math.min(task.range().end(), first + USUAL_TASK)));
    }
  }

  private synchronized ProgramClient client(int maxSampleBytes) {
    if (closed) {
      throw new CancellationException("the generator is closed");
    }
    int wanted = ProgramClient.longestLine(maxSampleBytes);
    if (pool == null || longestLine != wanted) {
      leave();
      longestLine = wanted;
      pool = ProgramPool.open(settings, context, wanted);
    }
    client = new ProgramClient(settings, context.type(), pool);
    return client;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (client != null) {
      client.close();
    }
    leave();
  }

  private void leave() {
    if (pool != null) {
      pool.close();
      pool = null;
    }
  }
}
