package io.seedmill.pipeline.run;

import io.seedmill.transforms.generate.GenerationPlan;
import io.seedmill.transforms.generate.ShardTable;
import io.seedmill.transforms.generate.TaskPacks;
import io.seedmill.transforms.raw.RawNote;
import io.seedmill.transforms.raw.RawPiece;
import io.seedmill.transforms.raw.RawPlace;
import io.seedmill.transforms.raw.WriteRawFiles;
import io.seedmill.transforms.storage.Storage;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.transforms.MapElements;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.TypeDescriptors;

/**
 * The graph of a lease on tasks of a queue: from the tasks to raw files, one for each shard. If a
 * signal ends the program, it ends early, with what was made until then.
 *
 * @param plan the tasks
 * @param planDigest the fingerprint of the plan
 * @param files where the files go
 * @param lease the name of the lease
 * @param grace how long the current samples may take, if a signal ends the program
 */
public record LeasePipeline(
    GenerationPlan plan, String planDigest, RunFiles files, String lease, Duration grace)
    implements Graph {

  /** Adds the graph to {@code pipeline}; its result is the names of the files. */
  @Override
  public PCollection<String> build(Pipeline pipeline) {
    RawPlace place = new RawPlace(files.output(), files.layout(), planDigest);
    return pipeline
        .apply("Create task shards", TaskPacks.of(plan))
        .apply("Generate", WriteRawFiles.leased(plan, place, lease).after(files.checked(pipeline)))
        .apply("Name files", MapElements.into(TypeDescriptors.strings()).via(RawPiece::path));
  }

  @Override
  public Outcome outcome(Storage output) throws IOException {
    List<RawNote> notes = new ArrayList<>();
    ShardTable shards = plan.shardTable();
    for (long number = 0; number < shards.size(); number++) {
      String id = WriteRawFiles.idOfLease(lease, plan, shards.shard(number));
      try {
        notes.add(RawNote.parse(output.read(files.layout().rawNote(id))));
      } catch (NoSuchFileException e) {
        // the program was to end before
      }
    }
    return new Outcome.TasksKept(notes);
  }

  @Override
  public long tasks(GenerationPlan made) {
    return made.packs();
  }

  @Override
  public boolean goesOn() {
    return true;
  }

  @Override
  public List<String> results() {
    return List.of(); // a raw file without a note is not there
  }
}
