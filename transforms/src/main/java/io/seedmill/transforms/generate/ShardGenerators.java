package io.seedmill.transforms.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.seedmill.generators.Catalogue;
import io.seedmill.generators.FailurePolicy;
import io.seedmill.generators.GenerationTask;
import io.seedmill.generators.Generator;
import io.seedmill.generators.GeneratorKind;
import io.seedmill.generators.IndexRange;
import io.seedmill.generators.InvalidSampleException;
import io.seedmill.generators.Prepared;
import io.seedmill.generators.SampleFailure;
import io.seedmill.generators.SampleSeeds;
import io.seedmill.generators.SampleSink;
import io.seedmill.generators.UnreadableInputException;
import io.seedmill.generators.WorkspaceException;
import io.seedmill.generators.input.InvalidParametersException;
import io.seedmill.generators.json.CanonicalJson;
import io.seedmill.transforms.blocks.BlockOutput;
import io.seedmill.transforms.blocks.BlockSink;
import io.seedmill.transforms.blocks.PlanPlaces;
import io.seedmill.transforms.blocks.RecordLines;
import io.seedmill.transforms.storage.OpenStorages;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.beam.sdk.options.PipelineOptions;

/**
 * The generators of one worker. Every index of a shard ends as a sample or as a dead letter in the
 * sink, whatever its generator does.
 */
public final class ShardGenerators implements AutoCloseable {

  /** More would be open at the same time than anyone uses: the others are closed. */
  private static final int MOST_OPEN = 256;

  private final GenerationPlan plan;
  private final Catalogue catalogue;
  private final PlanPlaces places;
  private final WorkerContext.Shared context;
  private final Map<Integer, Worker> workers = new LinkedHashMap<>(16, 0.75f, true);

  /** Opens nothing yet. Assets lie with the temporary files of the run until they are published. */
  public ShardGenerators(GenerationPlan plan, OpenStorages storages, PipelineOptions options) {
    this(
        plan,
        storages,
        options,
        plan.settings().layout() == null ? "" : plan.settings().layout().temporaryFolder());
  }

  /**
   * Opens nothing yet.
   *
   * @param stage the folder in which assets lie until they are published
   */
  public ShardGenerators(
      GenerationPlan plan, OpenStorages storages, PipelineOptions options, String stage) {
    // A worker's JVM may be of a cluster whose locale has other digits: those of names, commands
    // and
    // messages that workers make would differ from machine to machine.
    Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
    this.plan = plan;
    this.context = new WorkerContext.Shared(plan.settings(), storages, options, stage);
    this.catalogue = context.catalogue();
    this.places =
        new PlanPlaces(plan.entries().stream().map(GenerationPlan.Entry::ranges).toList());
  }

  /**
   * Makes the samples of a shard.
   *
   * @throws UndeliveredException if the sink could not hand them on
   * @throws UnreadableInputException if an input cannot be read, which is no sample's failure
   * @throws WorkspaceException if a file of Seedmill's own cannot be written, nor is that
   */
  public void generate(TaskShard shard, BlockOutput output) throws Exception {
    generate(shard, output, false);
  }

  /**
   * Makes the samples of a shard, and ends before the next one once {@link StopRequest} is made.
   *
   * @return the indices that are accounted for, from the shard's first one on
   */
  public IndexRange generateUntilStopped(TaskShard shard, BlockOutput output) throws Exception {
    return generate(shard, output, true);
  }

  private IndexRange generate(TaskShard shard, BlockOutput output, boolean stops) throws Exception {
    long begin = System.nanoTime();
    Worker worker = worker(shard.entry());
    BlockSink sink = output.sink();
    sink.startEntry(worker.entry(), shard.range());
    output.watch().startEntry(worker.hasTimeLimits() ? "" : worker.name());
    FailurePolicy failures = plan.settings().failures();
    GenerationTask task =
        new GenerationTask(shard.range(), worker.seeds(), plan.maxSampleBytes(), failures);
    Throwable end = new InvalidSampleException("no sample was made");
    FailFastSink guarded = failures.failFast() ? new FailFastSink(sink, worker.name()) : null;
    SampleSink receiver = guarded == null ? sink : guarded;
    StopSink stoppable = stops ? new StopSink(receiver) : null;
    try {
      worker.generator().generate(task, stoppable == null ? receiver : stoppable);
    } catch (InterruptedException | UnreadableInputException | WorkspaceException e) {
      throw e;
    } catch (Exception | AssertionError | StackOverflowError | LinkageError e) {
      end = e;
    }
    output.watch().rest();
    output.requireDelivered();
    context.requireKept();
    if (guarded != null) {
      guarded.requireNone();
    }
    if (stoppable != null && stoppable.isStopped()) {
      sink.endShard(System.nanoTime() - begin);
      boolean mayHaveHalfAnIndex = worker.entry().several();
      long made = mayHaveHalfAnIndex ? shard.range().first() : sink.nextIndex();
      return new IndexRange(shard.range().first(), made);
    }
    for (long i = sink.nextIndex(); i < shard.range().end(); i++) {
      SampleFailure failure = SampleFailure.of(i, worker.seeds().seedOf(i), 1, end);
      if (guarded != null) {
        guarded.fail(failure);
      }
      sink.fail(failure);
    }
    sink.endShard(System.nanoTime() - begin);
    return shard.range();
  }

  private Worker worker(int position) throws Exception {
    Worker worker = workers.get(position);
    if (worker == null) {
      if (workers.size() == MOST_OPEN) {
        Iterator<Worker> leastRecentlyUsed = workers.values().iterator();
        leastRecentlyUsed.next().generator().close();
        leastRecentlyUsed.remove();
      }
      GenerationPlan.Entry entry = plan.entries().get(position);
      worker =
          new Worker(
              generator(entry),
              SampleSeeds.of(entry.seed(), entry.name()),
              new BlockSink.Entry(
                  position,
                  new RecordLines(entry.name()),
                  places,
                  entry.givesSeveralSamples(),
                  plan.schema()),
              entry.name(),
              kind(entry).traits().expensive());
      workers.put(position, worker);
    }
    return worker;
  }

  private GeneratorKind kind(GenerationPlan.Entry entry) {
    return catalogue
        .find(entry.generator())
        .filter(found -> found.version() == entry.version())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "this worker has no generator '%s' of version %d, as the plan wants"
                        .formatted(entry.generator(), entry.version())));
  }

  private Generator generator(GenerationPlan.Entry entry)
      throws IOException, InvalidParametersException {
    GeneratorKind kind = kind(entry);
    ObjectNode parameters = json(entry.parameters());
    GenerationPlan.Entry.Outside outside = entry.outside();
    if (outside == null) {
      return kind.open(kind.parameters().read(parameters), Prepared.nothing(), context.of(entry));
    }
    parameters.setAll(json(outside.settings()));
    ObjectNode place = json(outside.place());
    if (!outside.shared().isEmpty()) {
      place.put(Prepared.SHARED, outside.shared());
    }
    Prepared prepared = new Prepared(OptionalLong.empty(), json(outside.identity()), place);
    return kind.open(kind.parameters().read(parameters), prepared, context.of(entry));
  }

  private static ObjectNode json(String object) throws IOException {
    return (ObjectNode) CanonicalJson.parse(object.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws Exception {
    Exception failure = null;
    for (Worker worker : workers.values()) {
      try {
        worker.generator().close();
      } catch (Exception e) {
        failure = e;
      }
    }
    workers.clear();
    context.close();
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * An open generator.
   *
   * @param hasTimeLimits it asks a program or a server, and has time limits of its own
   */
  private record Worker(
      Generator generator,
      SampleSeeds seeds,
      BlockSink.Entry entry,
      String name,
      boolean hasTimeLimits) {}
}
