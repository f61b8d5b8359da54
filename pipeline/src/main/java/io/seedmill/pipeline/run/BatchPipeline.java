package io.seedmill.pipeline.run;

import io.seedmill.pipeline.raw.Coverage;
import io.seedmill.transforms.blocks.KnownKeys;
import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.TaskPacks;
import io.seedmill.transforms.raw.JoinRawFiles;
import io.seedmill.transforms.raw.RawNote;
import io.seedmill.transforms.raw.RawPiece;
import io.seedmill.transforms.raw.RawPlace;
import io.seedmill.transforms.raw.WriteRawFiles;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.Flatten;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionList;

/**
 * The graph of one batch: from some of a plan's tasks to a raw file.
 *
 * @param plan the batch's part of the plan
 * @param planDigest the fingerprint of the whole plan
 * @param files where the file goes
 * @param batch which batch it is
 * @param unique records that lose to an equal one of the batch are left out
 * @param known the keys of earlier runs
 * @param found the tasks that were finished before
 * @param kept finished tasks are kept until the file is there
 */
public record BatchPipeline(
    GenerationPlan plan,
    String planDigest,
    RunFiles files,
    RawNote.Batch batch,
    boolean unique,
    List<KnownKeys> known,
    Coverage found,
    boolean kept)
    implements Graph {

  /** Adds the graph to {@code pipeline}; its result is the note beside the file, as JSON. */
  @Override
  public PCollection<String> build(Pipeline pipeline) {
    RawPlace place = new RawPlace(files.output(), files.layout(), planDigest);
    JoinRawFiles join = JoinRawFiles.of(plan, place, batch);
    WriteRawFiles write =
        kept
            ? WriteRawFiles.keptUntilJoined(plan, place, batch)
            : WriteRawFiles.toBeJoined(plan, place);
    PCollection<RawPiece> made =
        pipeline
            .apply("Create task shards", TaskPacks.of(found.rest()))
            .apply("Generate", write.after(files.checked(pipeline)));
    PCollection<RawPiece> before =
        pipeline.apply(
            "Finished before",
            Create.of(found.pieces()).withCoder(SerializableCoder.of(RawPiece.class)));
    return PCollectionList.of(made)
        .and(before)
        .apply("Made and found", Flatten.pCollections())
        .apply("Join", unique ? join.withoutDuplicates(known) : join);
  }

  @Override
  public Outcome outcome(Storage output) throws IOException {
    String note = output.read(files.layout().rawNote(id()));
    return new Outcome.BatchKept(RawNote.parse(note));
  }

  @Override
  public long tasks(GenerationPlan made) {
    return made.packs();
  }

  @Override
  public boolean goesOn() {
    return kept;
  }

  @Override
  public List<String> results() {
    return List.of(files.layout().raw(id()), files.layout().rawNote(id()));
  }

  private String id() {
    return Long.toString(batch.index());
  }
}
