package io.seedmill.pipeline.run;

import io.seedmill.pipeline.plan.Plan;
import io.seedmill.transforms.blocks.SampleBlock;
import io.seedmill.transforms.generate.GenerateSamples;
import io.seedmill.transforms.generate.TaskPacks;
import io.seedmill.transforms.generate.TaskShard;
import io.seedmill.transforms.generate.TaskShards;
import io.seedmill.transforms.raw.RawPiece;
import io.seedmill.transforms.raw.RawPlace;
import io.seedmill.transforms.raw.ReadPublishedParts;
import io.seedmill.transforms.raw.ReadRawFiles;
import io.seedmill.transforms.raw.WriteRawFiles;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The steps from a source to packed samples.
 *
 * @param blocks the samples
 * @param missing the tasks that there are none of; null where that cannot be
 */
record SampleSteps(PCollection<KV<Integer, SampleBlock>> blocks, PCollection<TaskShard> missing) {

  static SampleSteps build(Pipeline pipeline, Plan plan, RunFiles files, Source source) {
    Steps steps = new Steps(pipeline, plan, files, files.checked(pipeline));
    if (source instanceof Source.Checkpoints checkpoints) {
      return steps.checkpointed(checkpoints);
    }
    if (source instanceof Source.RawBatches batches) {
      return steps.read(batches);
    }
    if (source instanceof Source.Published published) {
      return steps.completed(published);
    }
    return steps.generated();
  }

  private record Steps(Pipeline pipeline, Plan plan, RunFiles files, PCollection<String> checked) {

    SampleSteps generated() {
      return new SampleSteps(
          pipeline
              .apply("Create task shards", TaskShards.of(plan.generation()))
              .apply("Generate", generate()),
          null);
    }

    SampleSteps checkpointed(Source.Checkpoints checkpoints) {
      RawPlace place = new RawPlace(files.output(), files.layout(), plan.digest());
      PCollection<RawPiece> made =
          pipeline
              .apply("Create task shards", TaskPacks.of(checkpoints.found().rest()))
              .apply("Generate", WriteRawFiles.kept(plan.generation(), place).after(checked));
      ReadRawFiles.Result read =
          PCollectionList.of(made)
              .and(pieces(checkpoints.found().pieces()))
              .apply("Made and found", Flatten.pCollections())
              .apply("Read", read());
      PCollection<KV<Integer, SampleBlock>> repaired =
          read.getDamaged()
              .apply("Damaged", ParDo.of(new TaskOfFn(true)))
              .apply("Generate what was damaged", generate());
      return new SampleSteps(
          PCollectionList.of(read.getBlocks())
              .and(repaired)
              .apply("All samples", Flatten.pCollections()),
          null);
    }

    SampleSteps completed(Source.Published source) {
      PCollection<KV<Integer, SampleBlock>> made =
          pipeline
              .apply("Create task shards", TaskShards.of(source.rest()))
              .apply("Generate", generate());
      PCollection<KV<Integer, SampleBlock>> read =
          pieces(source.published())
              .apply(
                  "Read",
                  ReadPublishedParts.of(plan.generation(), files.output())
                      .withBuckets(plan.buckets())
                      .withSpillTo(files.spill(), files.layout()));
      return new SampleSteps(
          PCollectionList.of(made).and(read).apply("All samples", Flatten.pCollections()), null);
    }

    SampleSteps read(Source.RawBatches batches) {
      ReadRawFiles.Result read = pieces(batches.found().pieces()).apply("Read", read());
      PCollection<TaskShard> missing =
          PCollectionList.of(
                  pipeline.apply(
                      "Missing tasks",
                      Create.of(batches.missing())
                          .withCoder(SerializableCoder.of(TaskShard.class))))
              .and(
                  read.getDamaged()
                      .apply("Damaged", ParDo.of(new TaskOfFn(batches.allowMissing())))
                      .setCoder(SerializableCoder.of(TaskShard.class)))
              .apply("All that is missing", Flatten.pCollections());
      return new SampleSteps(read.getBlocks(), missing);
    }

    private PCollection<RawPiece> pieces(List<RawPiece> found) {
      return pipeline.apply(
          "Raw files", Create.of(found).withCoder(SerializableCoder.of(RawPiece.class)));
    }

    private GenerateSamples generate() {
      return GenerateSamples.of(plan.generation())
          .after(checked)
          .withBuckets(plan.buckets())
          .withSpillTo(files.spill(), files.layout());
    }

    private ReadRawFiles read() {
      return ReadRawFiles.of(plan.generation(), files.output())
          .withBuckets(plan.buckets())
          .withSpillTo(files.spill(), files.layout());
    }
  }

  /** The task that makes what is wanted of a damaged piece, unless it must not be damaged. */
  private static final class TaskOfFn extends DoFn<RawPiece, TaskShard> {

    private static final long serialVersionUID = 1L;

    private static final Logger LOG = LoggerFactory.getLogger(SampleSteps.class);

    private final boolean allowed;

    TaskOfFn(boolean allowed) {
      this.allowed = allowed;
    }

    @ProcessElement
    public void process(@Element RawPiece piece, OutputReceiver<TaskShard> shards)
        throws IOException {
      if (!allowed) {
        throw new IOException(
            ("%s is damaged: %d bytes at %d with SHA-256 %s were written, and others are there; make"
                    + " the batch again, or leave its samples out with --allow-missing")
                .formatted(piece.path(), piece.bytes(), piece.offset(), piece.sha256()));
      }
      LOG.warn(
          "{} is damaged: other bytes are there than were written; what is needed of it is made again",
          piece.path());
      shards.output(new TaskShard(piece.entry(), piece.wanted()));
    }
  }
}
