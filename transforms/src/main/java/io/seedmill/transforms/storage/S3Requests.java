package io.seedmill.transforms.storage;

import java.util.Map;
import org.apache.beam.sdk.io.aws2.options.S3Options;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/** The requests that create objects, with the storage class and encryption that the user chose. */
final class S3Requests {

  private static final String DEFAULT_CLASS = "STANDARD";

  private final S3Address address;
  private final S3Options options;

  S3Requests(S3Address address, S3Options options) {
    this.address = address;
    this.options = options;
  }

  PutObjectRequest put(String path, Map<String, String> metadata) {
    return PutObjectRequest.builder()
        .bucket(address.bucket())
        .key(address.key(path))
        .metadata(metadata)
        .storageClass(storageClass())
        .serverSideEncryption(options.getSSEAlgorithm())
        .ssekmsKeyId(options.getSSEKMSKeyId())
        .bucketKeyEnabled(bucketKey())
        .build();
  }

  CreateMultipartUploadRequest createUpload(String path, Map<String, String> metadata) {
    return CreateMultipartUploadRequest.builder()
        .bucket(address.bucket())
        .key(address.key(path))
        .metadata(metadata)
        .storageClass(storageClass())
        .serverSideEncryption(options.getSSEAlgorithm())
        .ssekmsKeyId(options.getSSEKMSKeyId())
        .bucketKeyEnabled(bucketKey())
        .build();
  }

  CopyObjectRequest copy(String from, String to) {
    return CopyObjectRequest.builder()
        .sourceBucket(address.bucket())
        .sourceKey(address.key(from))
        .destinationBucket(address.bucket())
        .destinationKey(address.key(to))
        .storageClass(storageClass())
        .serverSideEncryption(options.getSSEAlgorithm())
        .ssekmsKeyId(options.getSSEKMSKeyId())
        .bucketKeyEnabled(bucketKey())
        .build();
  }

  /** Null where it is the default, because some stores know no classes. */
  private String storageClass() {
    String chosen = options.getS3StorageClass();
    return DEFAULT_CLASS.equals(chosen) ? null : chosen;
  }

  private Boolean bucketKey() {
    return options.getBucketKeyEnabled() ? Boolean.TRUE : null;
  }
}
