package io.seedmill.transforms.storage;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.UUID;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;

/**
 * Makes sure that workers can write to the output, with their credentials and their file system,
 * and that it is the place which the program sees that started them. It fails with a {@link
 * StorageUnusableException} where it is not; what must not begin before waits for the result.
 *
 * <pre>{@code
 * PCollection<String> checked =
 *     pipeline.apply(CheckStorage.of("s3://bucket/datasets", layout));
 * pipeline.apply(TaskShards.of(plan)).apply(GenerateSamples.of(plan).after(checked));
 * }</pre>
 *
 * <p>The program leaves a mark ({@link #leaveMark}) before it starts the pipeline.
 */
public final class CheckStorage extends PTransform<PBegin, PCollection<String>> {

  private static final long serialVersionUID = 1L;

  private static final int ATTEMPTS = 5;

  private final String output;
  private final DatasetLayout layout;

  private CheckStorage(String output, DatasetLayout layout) {
    this.output = output;
    this.layout = layout;
  }

  /** Checks the storage with the root {@code output}. */
  public static CheckStorage of(String output, DatasetLayout layout) {
    return new CheckStorage(output, layout);
  }

  /** Leaves the mark that workers look for. */
  public static void leaveMark(Storage storage, DatasetLayout layout) throws IOException {
    storage.write(mark(layout), "");
  }

  private static String mark(DatasetLayout layout) {
    return layout.temporary("mark");
  }

  /**
   * Writes a small file, looks for it, reads it and removes it: a store may allow some of these
   * requests alone. It does so again if the file is gone meanwhile, as by somebody who cleans up.
   *
   * @throws IOException if that is refused
   */
  public static void tryWriting(Storage storage, DatasetLayout layout) throws IOException {
    for (int attempt = 1; ; attempt++) {
      String probe = layout.temporary("probe-" + UUID.randomUUID());
      try {
        storage.write(probe, "a small file, to see that it can be written\n");
        storage.sha256(probe);
        storage.delete(probe);
        return;
      } catch (NoSuchFileException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      } catch (FileSystemException e) {
        throw e;
      } catch (IOException e) {
        throw new IOException(String.valueOf(e.getMessage()).replace("/" + probe, ""), e);
      }
    }
  }

  @Override
  public PCollection<String> expand(PBegin input) {
    return input
        .apply("Output", Create.of(output))
        .apply("Try to write", ParDo.of(new CheckFn(layout)));
  }

  private static final class CheckFn extends DoFn<String, String> {

    private static final long serialVersionUID = 1L;

    private final DatasetLayout layout;

    CheckFn(DatasetLayout layout) {
      this.layout = layout;
    }

    @ProcessElement
    public void process(
        @Element String output, OutputReceiver<String> checked, PipelineOptions options)
        throws StorageUnusableException {
      try (Storage storage = Storage.of(output, options)) {
        check(storage, output);
      }
      checked.output(output);
    }

    private void check(Storage storage, String output) throws StorageUnusableException {
      boolean marked;
      try {
        marked = storage.size(mark(layout)).isPresent();
        if (marked) {
          tryWriting(storage, layout);
        }
      } catch (IOException | IllegalArgumentException e) {
        throw new StorageUnusableException(
            "the workers cannot write to '%s': %s"
                .formatted(output, String.valueOf(e.getMessage()).replace("/" + mark(layout), "")),
            e);
      }
      if (!marked) {
        throw new StorageUnusableException(
            ("the workers see another place under '%s' than the program that started them;"
                    + " allowed: a folder that all of them share, or S3")
                .formatted(output),
            null);
      }
    }
  }
}
