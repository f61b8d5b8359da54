package io.seedmill.transforms.storage;

import io.seedmill.generators.InputFiles;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.beam.sdk.options.PipelineOptions;

/** Reads local files, and those of S3. */
public final class StorageInputs implements InputFiles, AutoCloseable {

  private final OpenStorages storages;

  /**
   * @param options how S3 is reached
   */
  public StorageInputs(PipelineOptions options) {
    storages = new OpenStorages(options);
  }

  @Override
  public List<InputFile> find(String pattern) throws IOException {
    throw new IOException("no files can be found yet");
  }

  @Override
  public InputStream open(String path, long offset, long length) throws IOException {
    throw new IOException("no files can be read yet");
  }

  @Override
  public void close() {
    storages.close();
  }
}
