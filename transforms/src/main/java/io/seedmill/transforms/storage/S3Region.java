package io.seedmill.transforms.storage;

import java.net.URI;
import org.apache.beam.sdk.options.PipelineOptions;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsProfileRegionProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.regions.providers.SystemSettingsRegionProvider;

/**
 * The region of S3 where nobody names one.
 *
 * <p>Beam opens a client of S3 for every pipeline, also if it never uses S3. A client wants a
 * region, and the last place where it looks is the metadata service of EC2: on other machines it
 * waits for an answer that does not come, 0.75 s where the address is unreachable and longer where
 * packets are dropped.
 */
public final class S3Region {

  /** A store with an endpoint of its own has no regions, but a client needs one. */
  static final Region WHERE_THERE_IS_NONE = Region.US_EAST_1;

  private S3Region() {}

  /** Gives options a region for which nobody is asked, unless the user's environment names one. */
  public static void setIfUnknown(PipelineOptions options) {
    if (!isInEnvironment()) {
      options.as(S3StorageOptions.class).setAwsRegion(WHERE_THERE_IS_NONE);
    }
  }

  /** Does so where the options name a store that is not Amazon's, whose regions mean nothing. */
  public static void setIfUnknownToStore(PipelineOptions options) {
    URI endpoint = options.as(S3StorageOptions.class).getEndpoint();
    if (endpoint != null && !("" + endpoint.getHost()).contains("amazonaws")) {
      setIfUnknown(options);
    }
  }

  /** Returns true if environment variables, system properties or the user's profile name one. */
  private static boolean isInEnvironment() {
    try {
      new AwsRegionProviderChain(new SystemSettingsRegionProvider(), new AwsProfileRegionProvider())
          .getRegion();
      return true;
    } catch (SdkClientException e) {
      return false;
    }
  }
}
