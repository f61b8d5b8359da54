package io.seedmill.pipeline;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.seedmill.pipeline.testing.CommandResult;
import io.seedmill.pipeline.testing.S3Bucket;
import io.seedmill.testing.Fault;
import io.seedmill.testing.FaultRule.Request;
import io.seedmill.testing.FaultyProxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Given a real S3 server, when a run publishes there, then its requests are as estimated. */
class S3RequestsIT {

  @RegisterExtension private static final S3Bucket BUCKET = S3Bucket.shared("requests");

  @TempDir private static Path folder;

  @ParameterizedTest
  @CsvSource({
    "1000, 1, false",
    "1000, 16, false",
    "1000, 1, true",
    "30000, 1, false",
    "30000, 4, true",
    "100000, 1, false",
    "400000, 3, false"
  })
  void requestsAreAsEstimated(int samples, int parts, boolean checkpoint) throws Exception {
    Path spec =
        Files.writeString(
            folder.resolve("mine.yaml"),
            """
            name: mine
            checkpoint: %s
            output: {parts: %d}
            generators:
              - {generator: arithmetic, samples: %d}
            """
                .formatted(checkpoint, parts, samples));
    CommandResult plan =
        CommandResult.seedmill("plan", "--dataset=" + spec, "--estimate", "--format=json");
    assertThat(plan.err(), plan.exitCode() == 0);
    JsonNode estimate = new ObjectMapper().readTree(plan.out()).at("/estimate/s3");
    AtomicInteger writes = new AtomicInteger();
    AtomicInteger reads = new AtomicInteger();
    try (FaultyProxy proxy =
        FaultyProxy.before(
            BUCKET.endpoint(),
            request -> {
              (isRead(request) ? reads : writes).incrementAndGet();
              return new Fault.None();
            })) {
      CommandResult run =
          CommandResult.seedmill(
              "run",
              spec.toString(),
              "--output=s3://requests/%d-%d-%s".formatted(samples, parts, checkpoint),
              "--endpoint=" + proxy.endpoint(),
              "--awsRegion=us-east-1");
      assertThat(run.err(), run.exitCode() == 0);
    }
    double writesEstimated = estimate.path("writes").doubleValue();
    assertThat(writesEstimated, closeTo(writes.get(), 0.15 * writes.get()));
    double readsEstimated = estimate.path("reads").doubleValue();
    assertThat(readsEstimated, closeTo(reads.get(), 0.2 * reads.get()));
  }

  /** Listings of objects and of uploads cost as much as writing. */
  private static boolean isRead(Request request) {
    boolean isList =
        request.target().contains("list-type") || request.target().contains("?uploads");
    return request.method().equals("HEAD") || (request.method().equals("GET") && !isList);
  }
}
