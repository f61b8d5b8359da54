package io.seedmill.pipeline.flink;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.beam.runners.flink.FlinkPipelineOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.NettyShuffleEnvironmentOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;

/** Flink's configuration for a run: what the user's says, and otherwise what suits Seedmill. */
final class FlinkSettings {

  private static final String LOOPBACK = "127.0.0.1";

  /* Sorts hold places of samples, not samples; Beam would take 40% of the heap for them. */
  private static final MemorySize MANAGED_MEMORY = MemorySize.ofMebiBytes(64);

  /* Shuffled data is small. With Flink's 512, four tasks at once need more than there are. */
  private static final int SHUFFLE_BUFFERS = 16;

  private static final long METRICS_MILLISECONDS = 1000;

  private static final int FIRST_PORT = 20_000;
  private static final int END_OF_PORTS = 32_768;
  private static final int PORT_ATTEMPTS = 100;

  private FlinkSettings() {}

  /** For a cluster in this JVM, whose REST API only this machine reaches. */
  static Configuration embedded(FlinkPipelineOptions options) throws IOException {
    Configuration settings = given(options);
    settings.set(DeploymentOptions.TARGET, "local");
    settings.set(DeploymentOptions.ATTACHED, true);
    unlessGiven(settings, JobManagerOptions.BIND_HOST, LOOPBACK);
    unlessGiven(settings, RestOptions.ADDRESS, LOOPBACK);
    unlessGiven(settings, RestOptions.BIND_ADDRESS, LOOPBACK);
    if (!settings.contains(RestOptions.BIND_PORT)) {
      int port = freePort();
      settings.set(RestOptions.BIND_PORT, Integer.toString(port));
      settings.set(RestOptions.PORT, port);
    }
    unlessGiven(settings, MetricOptions.METRIC_FETCHER_UPDATE_INTERVAL, METRICS_MILLISECONDS);
    unlessGiven(settings, TaskManagerOptions.MANAGED_MEMORY_SIZE, MANAGED_MEMORY);
    unlessGiven(
        settings, NettyShuffleEnvironmentOptions.NETWORK_SORT_SHUFFLE_MIN_BUFFERS, SHUFFLE_BUFFERS);
    unlessGiven(settings, CoreOptions.CHECK_LEAKED_CLASSLOADER, false);
    return settings;
  }

  /** For a client of {@code cluster}, which sends it {@code jar}. */
  static Configuration remote(FlinkPipelineOptions options, FlinkTarget.Remote cluster, Path jar) {
    Configuration settings = given(options);
    settings.set(DeploymentOptions.TARGET, "remote");
    settings.set(DeploymentOptions.ATTACHED, options.getAttachedMode());
    settings.set(JobManagerOptions.ADDRESS, cluster.host());
    settings.set(RestOptions.ADDRESS, cluster.host());
    settings.set(RestOptions.PORT, cluster.port());
    List<String> jars = new ArrayList<>();
    if (options.getFilesToStage() == null) {
      jars.add(jar.toUri().toString());
    } else {
      options.getFilesToStage().forEach(file -> jars.add(Path.of(file).toUri().toString()));
    }
    settings.set(PipelineOptions.JARS, jars);
    return settings;
  }

  /** Returns the REST API of the cluster that {@code settings} are for. */
  static URI api(Configuration settings) {
    String host =
        settings
            .getOptional(RestOptions.ADDRESS)
            .or(() -> settings.getOptional(JobManagerOptions.ADDRESS))
            .orElse("localhost");
    return URI.create("http://" + host + ":" + settings.get(RestOptions.PORT));
  }

  private static Configuration given(FlinkPipelineOptions options) {
    String folder = options.getFlinkConfDir();
    return folder == null || folder.isEmpty()
        ? GlobalConfiguration.loadConfiguration()
        : GlobalConfiguration.loadConfiguration(folder);
  }

  private static <T> void unlessGiven(Configuration settings, ConfigOption<T> option, T value) {
    if (!settings.contains(option)) {
      settings.set(option, value);
    }
  }

  /**
   * Returns a port that nobody has, from below those that Linux gives to connections: one of these
   * may be taken before the cluster binds it.
   */
  private static int freePort() throws IOException {
    IOException taken = new BindException();
    for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, END_OF_PORTS);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        taken = e;
      }
    }
    throw new IOException(
        "found no free port from %d to %d; rest.bind-port in Flink's configuration sets one"
            .formatted(FIRST_PORT, END_OF_PORTS - 1),
        taken);
  }
}
