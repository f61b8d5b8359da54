package io.seedmill.transforms.storage;

import io.seedmill.testing.S3Server;
import java.net.URI;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Opens storages in an S3 server, or in what stands before it. */
public final class S3Place {

  static final String BUCKET = "bucket";
  static final int PART = 5 << 20;

  private S3Place() {}

  static Storage open(S3Server server, URI endpoint, String root) {
    return Storage.of(root, options(server, endpoint));
  }

  static S3StorageOptions options(S3Server server, URI endpoint) {
    S3StorageOptions options = PipelineOptionsFactory.create().as(S3StorageOptions.class);
    options.setEndpoint(endpoint);
    options.setAwsCredentialsProvider(
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(server.accessKey(), server.secretKey())));
    options.setS3UploadBufferSizeBytes(PART);
    options.setS3ThreadPoolSize(3);
    options.setS3Retries(4);
    return options;
  }

  /** Bytes that differ from place to place. */
  static byte[] bytes(int length, int seed) {
    byte[] bytes = new byte[length];
    new java.util.Random(seed).nextBytes(bytes);
    return bytes;
  }

  static void write(Storage storage, String path, byte[] bytes) throws java.io.IOException {
    try (PendingFile file = storage.create(path)) {
      file.write(bytes, 0, bytes.length);
      file.commit();
    }
  }
}
