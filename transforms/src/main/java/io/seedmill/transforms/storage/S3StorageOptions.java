package io.seedmill.transforms.storage;

import com.google.auto.service.AutoService;
import java.util.List;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import org.apache.beam.sdk.options.Default;
import org.apache.beam.sdk.options.Description;
import org.apache.beam.sdk.options.PipelineOptions;
import org.apache.beam.sdk.options.PipelineOptionsRegistrar;
import org.checkerframework.checker.nullness.qual.Nullable;

/**
 * The options to reach S3 or a compatible store: Beam's options ({@code awsRegion}, {@code
 * endpoint}, {@code s3UploadBufferSizeBytes}, {@code s3ThreadPoolSize}, …) and two that it lacks.
 */
public interface S3StorageOptions extends S3Options {

  /**
   * Returns true if the bucket is named in the path; null leaves it to whether there is an
   * endpoint.
   */
  @Description(
      "Whether a bucket is named in the URL's path, as most S3-compatible stores want it, and not"
          + " in the host's name. Default: true where --endpoint is given.")
  @Nullable Boolean getS3PathStyle();

  void setS3PathStyle(@Nullable Boolean value);

  /** Returns the number of retries of a failed request to S3, with growing pauses. */
  @Description(
      "How often a request to S3 that failed is sent again, with pauses that grow to 10 s.")
  @Default.Integer(8)
  int getS3Retries();

  void setS3Retries(int value);

  /** Returns the memory that one file may take while it is written with these options. */
  static long bufferBytes(PipelineOptions options) {
    S3StorageOptions s3 = options.as(S3StorageOptions.class);
    return (s3.getS3ThreadPoolSize() + 1L) * s3.getS3UploadBufferSizeBytes();
  }

  /** Makes the options known to the command line; Beam registers its own S3 options nowhere. */
  @AutoService(PipelineOptionsRegistrar.class)
  final class Registrar implements PipelineOptionsRegistrar {
    @Override
    public Iterable<Class<? extends PipelineOptions>> getPipelineOptions() {
      return List.of(S3StorageOptions.class);
    }
  }
}
